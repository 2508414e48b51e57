"""A picture of a site at rest that does not depend on ids, times and luck: rows and bubbles.

Each row gets a colour from its own content, then from the colours of the rows it points at, until
nothing changes (colour refinement); an id is then replaced by the colour of the row it names,
whether it stands in a column or inside a text. So the order in which rows were written does not
matter, and a row too many, too few, changed, or pointing at another one always shows.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from models import Base
from models.database import Database
from models.inbox import Event
from tests.journeys.replaced import (
    BURSTS,
    IGNORED,
    POINTS,
    TOO_EARLY,
    Names,
    names_of,
    plain,
    subject,
    words,
)

ROUNDS = 6
SHORT = 8

Rows = dict[str, Counter[str]]
Colours = Mapping[tuple[str, str], str]
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Seen:
    """All rows of a site at rest, what LINE's ids are called, and what ours stand for."""

    tables: Mapping[str, list[Row]]
    names: Names
    colours: Colours

    def rows(self) -> Rows:
        """Every table as a bag of rows without ids and times."""
        return {
            name: Counter(_text(name, row, self.names, self.colours) for row in rows)
            for name, rows in self.tables.items()
        }

    def chat(self, items: list[dict[str, Any]], bursts: list[list[str]]) -> list[str]:
        """A chat as lines; of what the bot said during and right after a burst the last bubble."""
        in_bursts = {message_id for burst in bursts for message_id in burst}
        lines: list[str] = []
        bubbles_from: int | None = None
        for item in items:
            person = item["from"] == "user"
            if person and item["id"] not in in_bursts:
                bubbles_from = None
            if not person and bubbles_from is not None:
                del lines[bubbles_from:]
            lines.append(self._line(item))
            if person and item["id"] in in_bursts:
                lines = _without_bubbles(lines, bubbles_from)
                bubbles_from = len(lines)
        return lines

    def _line(self, item: dict[str, Any]) -> str:
        message = json.dumps(item["message"], ensure_ascii=False, sort_keys=True)
        line = f"{item['from']} {(item.get('sender') or {}).get('name', '')} {message}"
        return words(line, self.names, lambda table, key: _colour(self.colours, table, key))


def look(database: Database) -> Seen:
    """Everything, in one transaction; encrypted columns as what they say."""
    with database.read() as session:
        tables: dict[str, list[Row]] = {
            name: [dict(row) for row in session.execute(_query(table)).mappings()]
            for name, table in Base.metadata.tables.items()
        }
        in_order = sa.select(Event).order_by(Event.occurred_at, Event.message_id, Event.id)
        names = names_of(session.scalars(in_order))
    colours: Colours = {}
    for _ in range(ROUNDS):
        colours = {
            (name, _identity(name, row)): _digest(_text(name, row, names, colours))
            for name, rows in tables.items()
            for row in rows
        }
    return Seen(tables, names, colours)


def differences(have: Rows, want: Rows) -> list[str]:
    """Rows too many and too few, table by table, to be read by a person."""
    found: list[str] = []
    for name in sorted({*have, *want}):
        more, less = have.get(name, Counter()), want.get(name, Counter())
        found += [f"{name} too many: {row}" for row in (more - less).elements()]
        found += [f"{name} missing:  {row}" for row in (less - more).elements()]
    return found


def _query(table: sa.Table) -> sa.Select[Any]:
    columns = [one for one in table.columns if f"{table.name}.{one.name}" not in IGNORED]
    query = sa.select(*columns)
    for column in table.columns:
        if f"{table.name}.{column.name}" in BURSTS:
            query = query.where(~column)
        if early := TOO_EARLY.get(f"{table.name}.{column.name}"):
            query = query.where(column.is_distinct_from(early))
    return query


def _identity(name: str, row: Row) -> str:
    return ":".join(str(row[one.name]) for one in Base.metadata.tables[name].primary_key.columns)


def _text(name: str, row: Row, names: Names, colours: Colours) -> str:
    """One row without its own id, with colours in place of the ids of others."""
    table = Base.metadata.tables[name]
    shown = {
        column: _subject(table.columns[column], row, colours)
        or _shown(table.columns[column], value, names, colours)
        for column, value in row.items()
        if not _is_own_id(table.columns[column])
    }
    return json.dumps(shown, ensure_ascii=False, sort_keys=True, default=str)


def _subject(column: sa.Column[Any], row: Row, colours: Colours) -> str | None:
    place = f"{column.table.name}.{column.name}"
    return subject(place, row, lambda table, key: _colour(colours, table, key))


def _is_own_id(column: sa.Column[Any]) -> bool:
    """A number or random key that names this row. A key with a meaning (a code) stays."""
    return column.primary_key and column.name == "id"


def _shown(column: sa.Column[Any], value: Any, names: Names, colours: Colours) -> Any:
    place = f"{column.table.name}.{column.name}"
    target = next((key.column.table.name for key in column.foreign_keys), POINTS.get(place))
    if target and value is not None:
        return _colour(colours, target, str(value))
    return plain(place, value, names, lambda table, key: _colour(colours, table, key))


def _colour(colours: Colours, table: str, identity: str) -> str:
    """`table` "*": whichever has a row with this id."""
    tables = [table] if table != "*" else list(Base.metadata.tables)
    for name in tables:
        if (name, identity) in colours:
            return f"{name} {colours[name, identity][:SHORT]}"
    return "row"


def _without_bubbles(lines: list[str], bubbles_from: int | None) -> list[str]:
    if bubbles_from is None:
        return lines
    return lines[:bubbles_from] + [one for one in lines[bubbles_from:] if one.startswith("user")]


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
