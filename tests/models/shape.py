"""What an engine says about its tables: columns, keys, indexes, and every constraint's text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from models.database import Database

Shape = dict[str, dict[str, list[str]]]


def shape(database: Database) -> Shape:
    """By table and by what is told; the order in which an engine lists things says nothing."""
    with database.engine.connect() as connection:
        seen = sa.inspect(connection)
        names = set(seen.get_table_names()) - {"alembic_version"}
        return {name: _table(seen, name) for name in names}


def _table(seen: sa.Inspector, name: str) -> dict[str, list[str]]:
    return {
        "columns": _sorted(seen.get_columns(name)),
        "primary key": _sorted([seen.get_pk_constraint(name)]),
        "foreign keys": _sorted(seen.get_foreign_keys(name)),
        "unique": _sorted(seen.get_unique_constraints(name)),
        "checks": _sorted(seen.get_check_constraints(name)),
        "indexes": _sorted(seen.get_indexes(name)),
    }


def _sorted(told: Sequence[Mapping[str, Any]]) -> list[str]:
    return sorted(str(_plain(one)) for one in told)


def _plain(told: object) -> object:
    """Types and pieces of SQL as their text; as they are they equal nothing but themselves."""
    if isinstance(told, Mapping):
        return {key: _plain(told[key]) for key in sorted(told)}
    return [_plain(one) for one in told] if isinstance(told, list | tuple) else str(told)
