"""The tables of a form that lies in a folder: the .csv files beside it."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from functools import cache
from io import StringIO
from pathlib import Path

from forms.question import Rows

Row = Mapping[str, str]


def files_beside(form: Path) -> Rows:
    """`village` is village.csv in the folder of the form; a table without a file has no rows.

    The first line of a file names its columns. Files of spreadsheets begin with a mark of their
    encoding, which is no part of the first name.
    """

    @cache
    def read(name: str) -> tuple[Row, ...]:
        path = form.parent / f"{Path(name).name}.csv"
        if not path.is_file():
            return ()
        text = path.read_text(encoding="utf-8-sig", errors="replace")
        return tuple(_rows(text))

    def rows(table: str, filters: Mapping[str, str]) -> Sequence[Row]:
        return [row for row in read(table) if all(row.get(k) == v for k, v in filters.items())]

    return rows


def _rows(text: str) -> list[Row]:
    read = csv.DictReader(StringIO(text))
    return [{str(k).strip(): str(v or "").strip() for k, v in row.items() if k} for row in read]
