"""What the bot should have said against what it said."""

from __future__ import annotations

import difflib
import re
from typing import Any

from simulator.play.shown import shown

Json = dict[str, Any]


def differences(wanted: list[Json], messages: list[Json]) -> list[str]:
    """Empty where all is as wanted; else lines with ``-`` (wanted) and ``+`` (said)."""
    seen = [shown(message) for message in messages]
    if len(wanted) == len(seen) and all(map(_agrees, wanted, seen)):
        return []
    left = [line for place, one in enumerate(wanted) for line in _lines(place, one)]
    right = [
        line
        for place, one in enumerate(seen)
        for line in _lines(place, _as_wanted(wanted[place], one) if place < len(wanted) else one)
    ]
    return [line for line in difflib.ndiff(left, right) if not line.startswith("?")]


def _agrees(wanted: Json, seen: Json) -> bool:
    return _as_wanted(wanted, seen) == wanted


def _as_wanted(wanted: Json, seen: Json) -> Json:
    """Only what was asked for; words that match as the pattern itself."""
    found = {key: seen.get(key) for key in wanted if key != "matches"}
    if "matches" in wanted:
        words = str(seen.get("text", ""))
        fits = re.search(str(wanted["matches"]), words) is not None
        found |= {"matches": wanted["matches"]} if fits else {"text": words}
    return found


def _lines(place: int, one: Json) -> list[str]:
    lines = [f"message {place + 1}"]
    for key, value in one.items():
        if isinstance(value, list):
            lines.append(f"  {key}: {', '.join(str(part) for part in value)}")
        else:
            lines += [f"  {key}: {line}" for line in str(value).split("\n")]
    return lines
