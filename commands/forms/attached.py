"""The tables of a form that lies in a folder: the .csv files beside it, and the office's places."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path

import sqlalchemy as sa

from bot.dialogue.tables import OURS, place_rows
from forms import Form
from forms.named import Medium
from forms.question import Rows
from forms.tables import Row, matching, read_table
from models.database import Database


def nothing(_table: str, _filters: Mapping[str, str]) -> Sequence[Row]:
    return ()


def files_beside(form: Path, ours: Rows = nothing) -> Rows:
    """`village` is village.csv in the folder of the form; a table without a file is one of `ours`,
    or has no rows."""

    @cache
    def read(name: str) -> tuple[Row, ...] | None:
        path = form.parent / f"{Path(name).name}.csv"
        return read_table(path.read_bytes()) if path.is_file() else None

    def rows(table: str, filters: Mapping[str, str]) -> Sequence[Row]:
        found = read(table)
        return ours(table, filters) if found is None else matching(found, filters)

    return rows


def places(database: Callable[[], Database] | None, language: Callable[[], str]) -> Rows:
    """The office's districts, subdistricts and villages, in the language of that moment; no rows
    where there is no database yet."""

    def rows(table: str, filters: Mapping[str, str]) -> Sequence[Row]:
        if database is None or f"{table}.csv" not in OURS:
            return ()
        try:
            with database().read() as session:
                return place_rows(session, language())(table, filters)
        except sa.exc.DBAPIError:
            return ()

    return rows


def missing(form: Form, rows: Rows) -> list[str]:
    """The tables that a form chooses from and that have no row."""
    tables = [Path(one.name) for one in form.files if one.medium is Medium.TABLE]
    return [table.name for table in tables if not rows(table.stem, {})]
