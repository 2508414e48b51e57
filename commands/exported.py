"""What commands that write a file of rows have in common: options, writing, telling of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial, reduce
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click

from handlers.exporting import service
from models.database import Database
from reports.responses import Extras, Format, Made, Plan, export
from reports.responses import Response as Row

LANGUAGES = ("th", "en")
FORMATS = [one.value for one in Format]
_OPTIONS = (
    click.option("--format", "kind", type=click.Choice(FORMATS), default="xlsx"),
    click.option("--out", type=click.Path(path_type=Path), help="Where to. [default: KEY.ENDING]"),
    click.option("--labels", type=click.Choice(LANGUAGES), help="Labels under the headers."),
    click.option("--groups", is_flag=True, help="Groups before the names: home/people."),
    click.option("--codebook/--no-codebook", default=True, show_default=True),
)


def shaped(command: Callable[..., Any]) -> Callable[..., Any]:
    """With the options that say how the file looks."""
    return reduce(lambda made, option: option(made), reversed(_OPTIONS), command)


def extras_of(how: Mapping[str, object]) -> Extras:
    return Extras(labels=str(how["labels"] or ""), codebook=bool(how["codebook"]))


def written(
    database: Database,
    rows: Callable[[], Iterator[Row]],
    plan: Plan,
    target: Path,
    kind: Format,
    zone: ZoneInfo,
    extras: Extras,
    of: int,
) -> Made:
    """`of` is how many rows there will be, for whoever waits."""
    names = partial(service.file_name, database)
    try:
        return export(plan, rows, target, kind, zone, extras, names, partial(_far, of))
    except OSError as fault:
        raise click.ClickException(f"{target}: {fault.strerror or fault}") from fault


def _far(of: int, number: int) -> None:
    click.echo(f"{number:,} of {of:,}", err=True)


def tell(told: Made, target: Path, what: str) -> None:
    click.echo(f"{target}: {told.rows.get('', 0):,} {what}")
    if told.cut:
        click.echo(f"{told.cut:,} cells were longer than a workbook's may be and end with …")
    if told.strange:
        click.echo(f"{told.strange:,} answers belong to no question of their version")
