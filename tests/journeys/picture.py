"""A picture of a site at rest that does not depend on ids, times and luck: rows and bubbles.

Ids are replaced by what they stand for: each row gets a colour from its own content, then from the
colours of the rows it points at, until nothing changes (colour refinement). So the order in which
rows were written does not matter, and a row too many, too few or changed always shows.
"""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from models import Base
from models.database import Database

LIST: dict[str, Any] = tomllib.loads(
    (Path(__file__).parent / "replaced.toml").read_text(encoding="utf-8")
)
FILLED_ONLY = {*LIST["times"], *LIST["secrets"]}
IGNORED = {*LIST["attempts"]}
PATTERNS = [(re.compile(pattern), to) for pattern, to in LIST["patterns"].items()]
NOT_OURS = {"lease", "fact", "sending_stop", "tally"}  # processes' own notes, not people's rows
ROUNDS = 5

Rows = dict[str, Counter[str]]


def rows_of(database: Database) -> Rows:
    """Every table as a bag of rows without ids and times."""
    tables = {
        name: _read(database, table)
        for name, table in Base.metadata.tables.items()
        if name not in NOT_OURS
    }
    colours: dict[tuple[str, Any], str] = {}
    for _ in range(ROUNDS):
        colours = {
            (name, row[key]): _digest(_text(name, row, colours))
            for name, rows in tables.items()
            for key in [_key(name)]
            for row in rows
        }
    return {
        name: Counter(_text(name, row, colours) for row in rows) for name, rows in tables.items()
    }


def chat_of(items: list[dict[str, Any]], bursts: list[list[str]]) -> list[str]:
    """A chat as lines; of what the bot said during and right after a burst only the last bubble."""
    in_bursts = {message_id for burst in bursts for message_id in burst}
    lines: list[str] = []
    bubbles_from: int | None = None
    for item in items:
        person = item["from"] == "user"
        if person and item["id"] not in in_bursts:
            bubbles_from = None
        if not person and bubbles_from is not None:
            del lines[bubbles_from:]
        lines.append(_line(item))
        if person and item["id"] in in_bursts:
            lines = _without_bubbles(lines, bubbles_from)
            bubbles_from = len(lines)
    return lines


def _without_bubbles(lines: list[str], bubbles_from: int | None) -> list[str]:
    if bubbles_from is None:
        return lines
    return lines[:bubbles_from] + [one for one in lines[bubbles_from:] if one.startswith("user")]


def _line(item: dict[str, Any]) -> str:
    message = json.dumps(item["message"], ensure_ascii=False, sort_keys=True)
    return masked(f"{item['from']} {(item.get('sender') or {}).get('name', '')} {message}")


def differences(have: Rows, want: Rows) -> list[str]:
    """Rows too many and too few, table by table, to be read by a person."""
    found: list[str] = []
    for name in sorted({*have, *want}):
        more, less = have.get(name, Counter()), want.get(name, Counter())
        found += [f"{name} too many: {row}" for row in (more - less).elements()]
        found += [f"{name} missing:  {row}" for row in (less - more).elements()]
    return found


def masked(text: str) -> str:
    for pattern, replacement in PATTERNS:
        text = pattern.sub(replacement, text)
    return text


def _read(database: Database, table: sa.Table) -> list[dict[str, Any]]:
    skip = IGNORED | {
        f"{table.name}.{column.name}" for column in table.columns if _is_encrypted(column)
    }
    columns = [one for one in table.columns if f"{table.name}.{one.name}" not in skip]
    query = sa.select(*columns)
    if table.name == "outgoing":
        # A burst may be answered in one go or in two; its last bubble is compared in the chat.
        query = query.where(~table.c.deferred)
    with database.read() as session:
        return [dict(row) for row in session.execute(query).mappings()]


def _is_encrypted(column: sa.Column[Any]) -> bool:
    return type(column.type).__name__ == "Encrypted"


def _key(name: str) -> str:
    return next(iter(Base.metadata.tables[name].primary_key.columns)).name


def _text(name: str, row: dict[str, Any], colours: dict[tuple[str, Any], str]) -> str:
    table = Base.metadata.tables[name]
    shown = {
        column: _shown(table.columns[column], f"{name}.{column}", value, colours)
        for column, value in row.items()
        if not (table.columns[column].primary_key and not table.columns[column].foreign_keys)
    }
    return json.dumps(shown, ensure_ascii=False, sort_keys=True, default=str)


def _shown(
    column: sa.Column[Any], place: str, value: Any, colours: dict[tuple[str, Any], str]
) -> Any:
    if value is None:
        return None
    if place in FILLED_ONLY:
        return "filled"
    for key in column.foreign_keys:
        return colours.get((key.column.table.name, value), "row")[:8]
    return masked(value) if isinstance(value, str) else value


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
