"""Rows in every table of a database, whatever its revision: read off the database itself."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any

import sqlalchemy as sa

from models.columns import Base
from models.database import Database

# What CHECKs ask of the first and of the second row, where no generic value satisfies them.
CHOSEN: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "membership": ({"agency_id": None}, {"village_code": None}),
    "forum_report": ({}, {"men": 1, "women": 1, "total": 2}),
}
EACH = 2
Rows = dict[str, list[tuple[Any, ...]]]


def reflected(database: Database) -> sa.MetaData:
    tables = sa.MetaData()
    tables.reflect(database.engine)
    tables.remove(tables.tables["alembic_version"])
    return tables


def fill(database: Database) -> Rows:
    """Two rows in each table, the second without an empty column, every reference pointing at a
    row; returns them."""
    done: set[str] = set()
    with database.write() as session:
        for table in _parents_first(reflected(database)):
            for number in range(1, EACH + 1):
                session.execute(table.insert().values(_row(table, number, done)))
            done.add(table.name)
    return rows(database)


def rows(database: Database) -> Rows:
    """All rows of all tables, with the columns in order of their names."""
    with database.read() as session:
        return {
            name: [
                tuple(row)
                for row in session.execute(
                    sa.select(*_named(table)).order_by(*table.primary_key.columns)
                )
            ]
            for name, table in sorted(reflected(database).tables.items())
        }


def counts(database: Database) -> dict[str, int]:
    return {name: len(found) for name, found in rows(database).items()}


def _named(table: sa.Table) -> list[sa.Column[Any]]:
    return sorted(table.columns, key=lambda column: column.name)


def _parents_first(tables: sa.MetaData) -> list[sa.Table]:
    """References that may stay empty break the one circle (mailbox and conversation)."""
    left, order = dict(tables.tables), []
    while left:
        free = [table for table in left.values() if not _needs(table) & set(left) - {table.name}]
        table = min(free, key=lambda one: (len(_points_at(one) & set(left)), one.name))
        order.append(left.pop(table.name))
    return order


def _needs(table: sa.Table) -> set[str]:
    return {
        key.column.table.name
        for column in table.columns
        for key in column.foreign_keys
        if not column.nullable
    }


def _points_at(table: sa.Table) -> set[str]:
    return {key.column.table.name for key in table.foreign_keys}


def _row(table: sa.Table, number: int, done: set[str]) -> dict[str, Any]:
    values = {column.name: _value(column, number, done) for column in table.columns}
    return {**values, **CHOSEN.get(table.name, ({}, {}))[number - 1]}


def _value(column: sa.Column[Any], number: int, done: set[str]) -> Any:
    for key in column.foreign_keys:
        return _reference(column, key.column, number, done)
    if column.nullable and number == 1:
        return None
    return _plain(column, number)


def _reference(column: sa.Column[Any], parent: sa.Column[Any], number: int, done: set[str]) -> Any:
    """The parent's row of the same number; in the own table the row before."""
    if parent.table is column.table:
        return _plain(parent, number - 1) if number > 1 else None
    return _plain(parent, number) if parent.table.name in done else None


def _plain(column: sa.Column[Any], number: int) -> Any:
    """A value that this column and nothing else decides; a key's depends on `number` alone."""
    for key in column.foreign_keys:
        return _plain(key.column, number)
    modelled = Base.metadata.tables.get(column.table.name, sa.Table("gone", sa.MetaData()))
    kind = modelled.c[column.name].type if column.name in modelled.c else column.type
    if isinstance(kind, sa.Enum):
        return kind.enums[0]
    return _of_type(column.type.python_type, number)


def _of_type(kind: type, number: int) -> Any:
    moment = datetime(2026, 7, 12 + number, 3, tzinfo=UTC)
    values: dict[type, Any] = {
        int: number,
        str: str(number),
        bool: False,
        float: float(number),
        bytes: b"\x00\xff",
        datetime: moment,
        date: moment.date(),
        time: moment.time(),
    }
    return values[kind]
