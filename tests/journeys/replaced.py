"""`replaced.toml` applied: what two journeys may differ in, and nothing else."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from models.inbox import Event

LIST: dict[str, Any] = tomllib.loads(
    (Path(__file__).parent / "replaced.toml").read_text(encoding="utf-8")
)
FILLED_ONLY = {*LIST["times"], *LIST["keys"]}
IGNORED = {*LIST["attempts"]}
BURSTS = {*LIST["bursts"]}
POINTS: dict[str, str] = LIST["points"]
SAME: dict[str, list[str]] = LIST["same"]
TOO_EARLY: dict[str, str] = LIST["too_early"]
SUBJECTS: dict[str, dict[str, Any]] = LIST["subjects"]
ROWS = [(re.compile(pattern), table) for pattern, table in LIST["rows"].items()]
INSIDE = [(re.compile(pattern), to) for pattern, to in LIST["inside"].items()]

Colour = Callable[[str, str], str]  # of the row of a table ("*": any) with this id
Names = Mapping[str, str]


def names_of(events: Iterable[Event]) -> dict[str, str]:
    """What LINE gave in its events, in their order: `{id or token: «EVENT 7»}`. An event may have
    been emptied: its key and its message's id stand in columns, too."""
    names: dict[str, str] = {}
    for number, event in enumerate(events, 1):
        names[event.event_key] = f"EVENT {number}"
        if event.message_id:
            names[event.message_id] = f"MESSAGE {number}"
        for name, path in LIST["line"].items():
            value: Any = json.loads(event.payload or "{}")
            for step in path:
                value = value.get(step) if isinstance(value, dict) else None
            if isinstance(value, str):
                names.setdefault(value, f"{name} {number}")
    return names


def plain(place: str, value: Any, names: Names, colour: Colour) -> Any:
    """A value of the column `place` («table.column») as it is compared."""
    if value is None:
        return None
    if place in FILLED_ONLY:
        return "filled"
    if value in SAME.get(place, []):
        return SAME[place][0]
    return words(value, names, colour) if isinstance(value, str) else value


def subject(place: str, row: Mapping[str, Any], colour: Colour) -> str | None:
    """A text of ids, with colours in their place; None where the row says of nothing such."""
    kinds = SUBJECTS.get(place, {})
    tables: list[str] = kinds.get(row[kinds["by"]], []) if kinds else []
    ids = str(row[place.partition(".")[2]]).split(":")
    if not tables:
        return None
    return ":".join(colour(table, one) for table, one in zip(tables, ids, strict=True))


def words(text: str, names: Names, colour: Colour) -> str:
    """A text as it is compared, here or in a bubble."""
    for pattern, table in ROWS:
        text = pattern.sub(lambda found: _pointing(found, table, names, colour), text)  # noqa: B023
    for pattern, to in INSIDE:
        text = pattern.sub(to, text)
    return _named(text, names)


def _pointing(found: re.Match[str], table: str, names: Names, colour: Colour) -> str:
    identity = found[1]
    if identity in names:  # LINE's tokens have the shape of our ids
        return found[0]
    start, end = found.start(1) - found.start(), found.end(1) - found.start()
    return found[0][:start] + colour(table, identity) + found[0][end:]


def _named(text: str, names: Names) -> str:
    """Whole words only; an id that LINE gave is never a part of another."""
    return re.sub(r"[\w-]{18,}", lambda found: names.get(found[0], found[0]), text)
