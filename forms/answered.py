"""Answers of repeats, gathered by entry."""

from __future__ import annotations

import re
from collections.abc import Mapping

from forms.question import Json

_ENTRY = re.compile(r"(\d+)\]/(.+)")


def entries_of(found: Mapping[str, Json], repeat: str) -> list[dict[str, Json]]:
    """What `forms.answers` found in a repeat: a dict for each entry up to the last with an answer,
    its keys without the entry («what», «step[1]/does»), so that an inner repeat is read the same
    way from it."""
    gathered: dict[int, dict[str, Json]] = {}
    head = f"{repeat}["
    for key, value in found.items():
        match = _ENTRY.fullmatch(key[len(head) :]) if key.startswith(head) else None
        if match:
            gathered.setdefault(int(match.group(1)), {})[match.group(2)] = value
    return [gathered.get(number, {}) for number in range(1, max(gathered, default=0) + 1)]
