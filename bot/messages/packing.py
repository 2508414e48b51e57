"""Sentences packed into bubbles that a tired reader takes in at a glance."""

from __future__ import annotations

from collections.abc import Iterable

from base.thai.text import graphemes

MAX_LINES, MAX_CLUSTERS = 3, 110  # the voice's measure of a bubble


def pack(parts: Iterable[str]) -> list[str]:
    """Parts joined line by line into as few bubbles as the measure allows, the last filled first.

    A part is never torn: one that is longer than the measure stands alone.
    """
    packed: list[str] = []
    for part in reversed([part.strip() for part in parts if part.strip()]):
        joined = f"{part}\n{packed[0]}" if packed else part
        if packed and is_short(joined):
            packed[0] = joined
        else:
            packed.insert(0, part)
    return packed


def is_short(text: str) -> bool:
    return text.count("\n") < MAX_LINES and graphemes(text) <= MAX_CLUSTERS
