"""`flask forms …`: whoever writes a form looks at it before anybody is asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

import click

from commands.forms.adding import Doors, adding
from commands.forms.check import checking
from commands.forms.playing import playing
from commands.forms.trying import trying
from forms import Reader


def group(
    now: Callable[[], datetime],
    readers: Callable[[], Mapping[str, Reader]],
    doors: Doors | None = None,
) -> click.Group:
    """`now` is the moment in the office's zone, `readers` are those that a form may name; both
    are asked when a command needs them. Without `doors` nothing can be stored."""

    @click.group("forms", help="Look at forms (.xlsx, .xls, .csv, .md) and try their expressions.")
    def forms() -> None: ...

    forms.add_command(checking(readers))
    forms.add_command(trying(now))
    forms.add_command(playing(now, readers, doors.database if doors is not None else None))
    if doors is not None:
        forms.add_command(adding(doors))
    return forms
