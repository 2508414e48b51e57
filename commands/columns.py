"""Columns of text on a terminal of 80 signs: Thai vowels and tones above and below take no room."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

_NO_ROOM = ("Mn", "Me", "Cf")


def width(text: str) -> int:
    """How many places of a terminal it takes."""
    return sum(unicodedata.category(sign) not in _NO_ROOM for sign in text)


def line(cells: Sequence[str], widths: Sequence[int]) -> str:
    """Padded to `widths`: left-aligned, a negative width right-aligned."""
    return "  ".join(_padded(cell, room) for cell, room in zip(cells, widths, strict=True)).rstrip()


def _padded(cell: str, room: int) -> str:
    gap = " " * max(0, abs(room) - width(cell))
    return gap + cell if room < 0 else cell + gap
