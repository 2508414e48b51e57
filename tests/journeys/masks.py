"""What may differ between two journeys is replaced: ids by their order, what is drawn by a name.

The one list is `replaced.toml`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import regex

LIST: dict[str, Any] = tomllib.loads(
    (Path(__file__).parent / "replaced.toml").read_text(encoding="utf-8")
)
IN_ORDER = [(regex.compile(pattern), name) for pattern, name in LIST["in_order"].items()]
BY_NAME = [(regex.compile(pattern), name) for pattern, name in LIST["by_name"].items()]


class Masks:
    """Made from all texts of one journey; called with one of them it masks that."""

    def __init__(self, texts: Iterable[str]) -> None:
        found: dict[str, set[str]] = {name: set() for _, name in IN_ORDER}
        for text in texts:
            for pattern, name in IN_ORDER:
                found[name].update(match[0] for match in pattern.finditer(text))
        self._order = {
            name: {one: f"{name}{number}" for number, one in enumerate(_sorted(ids), 1)}
            for name, ids in found.items()
        }

    def __call__(self, text: str) -> str:
        for pattern, name in IN_ORDER:
            order = self._order[name]
            text = pattern.sub(lambda match, order=order: order[match[0]], text)
        for pattern, replacement in BY_NAME:
            text = pattern.sub(replacement, text)
        return text


def _sorted(ids: set[str]) -> list[str]:
    """These ids grow with time: numbers by size, LINE's event ids by their letters."""
    return sorted(ids, key=lambda one: (len(one), one))
