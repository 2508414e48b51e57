"""Where rows go: `put` takes one row of a sheet at a time, `close` writes the file to its end.

Both kinds keep nothing of a row once it is written, so that a file may be as long as it likes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from reports.responses.cells import Cell

LONGEST_TITLE = 31  # of a sheet (Excel specifications and limits)
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]+")


class Sheets(Protocol):
    cut: int  # cells that were too long for it

    def put(self, title: str, row: Sequence[Cell]) -> None: ...

    def close(self, target: Path) -> None: ...

    def drop(self) -> None:
        """Forget all of it; also after `close`."""


def titled(names: Sequence[str]) -> list[str]:
    """Titles for sheets and files: none twice whatever the case, none that Excel refuses."""
    taken: set[str] = set()
    made = []
    for name in names:
        clean = _FORBIDDEN.sub("-", name).strip(" '.") or "sheet"
        title, number = clean[:LONGEST_TITLE], 1
        while title.lower() in taken or title.lower() == "history":
            number += 1
            ending = f" ({number})"
            title = clean[: LONGEST_TITLE - len(ending)] + ending
        taken.add(title.lower())
        made.append(title)
    return made
