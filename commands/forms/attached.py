"""The tables of a form that lies in a folder: the .csv files beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from forms.question import Rows
from forms.tables import Row, matching, read_table


def files_beside(form: Path) -> Rows:
    """`village` is village.csv in the folder of the form; a table without a file has no rows."""

    @cache
    def read(name: str) -> tuple[Row, ...]:
        path = form.parent / f"{Path(name).name}.csv"
        return read_table(path.read_bytes()) if path.is_file() else ()

    def rows(table: str, filters: Mapping[str, str]) -> Sequence[Row]:
        return matching(read(table), filters)

    return rows
