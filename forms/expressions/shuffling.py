"""The order that randomize() makes of a seed: the same as in Collect and Enketo (ODK XForms
specification, "randomize"): Park and Miller's numbers, Fisher and Yates' shuffle from the inside
out."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")
MODULUS, FACTOR = 2_147_483_647, 16_807


def shuffled(things: Sequence[T], seed: int) -> list[T]:
    numbers, order = _numbers(seed), list[T]()
    for thing in things:
        place = int(next(numbers) * (len(order) + 1))
        order.append(thing)
        order[place], order[-1] = thing, order[place]
    return order


def seed_of(value: float, text: str) -> int:
    """The whole part of a number; of any other text a number made of it, as JavaRosa does."""
    if math.isfinite(value):
        return int(value)
    return int.from_bytes(
        hashlib.sha256(text.encode(errors="replace")).digest()[:8], "big", signed=True
    )


def _numbers(seed: int) -> Iterator[float]:
    """From 0 on, below 1."""
    state = int(math.copysign(abs(seed) % MODULUS, seed))
    state += MODULUS - 1 if state <= 0 else 0
    while True:
        state = state * FACTOR % MODULUS
        yield (state - 1) / (MODULUS - 1)
