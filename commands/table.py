"""A table that an office made in a spreadsheet, read from a CSV file; faults are told by row."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

SEPARATORS = ",;\t"


@dataclass(frozen=True)
class Row:
    """`number`: as the spreadsheet counts. A cell that is not there is empty."""

    number: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


def read_table(path: Path, needed: Sequence[str], optional: Sequence[str] = ()) -> list[Row]:
    """Its rows by the names in the first line; empty ones are left out.

    Raises ClickException when the file is no table with these columns.
    """
    names, *rows = [[_plain(cell) for cell in row] for row in _rows(path)] or [[]]
    lacking, strange = set(needed) - set(names), set(names) - {*needed, *optional}
    if lacking or strange or len(set(names)) < len(names):
        told = ", ".join([*needed, *(f"{name} (may be left out)" for name in optional)])
        raise click.ClickException(f"{path}: the first line has to name the columns {told}")
    refuse(
        f"row {number}: has more cells than the first line"
        for number, row in enumerate(rows, start=2)
        if any(row[len(names) :])
    )
    return [
        Row(number, dict(zip(names, row, strict=False)))
        for number, row in enumerate(rows, start=2)
        if any(row)
    ]


def refuse(faults: Iterable[str]) -> None:
    """Ends the command with all faults, if there are any; nothing that it wrote stays."""
    if told := "\n".join(faults):
        raise click.ClickException(f"nothing was loaded:\n{told}")


def _rows(path: Path) -> list[list[str]]:
    text = _text(path)
    first = text.partition("\n")[0]
    separator = max(SEPARATORS, key=first.count)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error as fault:
        raise click.ClickException(f"{path}: is no CSV file ({fault})") from fault


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as fault:
        raise click.ClickException(f"{path}: cannot be read ({fault.strerror})") from fault
    except UnicodeDecodeError as fault:
        mend = "in a spreadsheet, save it as «CSV UTF-8»"
        raise click.ClickException(f"{path}: is not text in UTF-8; {mend}") from fault


def _plain(cell: str) -> str:
    return " ".join(cell.split())
