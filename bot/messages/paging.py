"""Long lists in pages of six, the most that a person reads as buttons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")
PAGE_SIZE = 6


@dataclass(frozen=True, slots=True)
class Paged(Generic[T]):
    """One page: its items, its number (from 1), the place of its first item (from 1)."""

    items: tuple[T, ...]
    number: int
    first: int
    has_more: bool

    @property
    def has_earlier(self) -> bool:
        return self.number > 1


def paged(choices: Sequence[T], page: int, size: int = PAGE_SIZE) -> Paged[T]:
    """The page `page`; the nearest there is when the list became shorter meanwhile."""
    last = max(1, -(-len(choices) // size))
    number = min(max(page, 1), last)
    start = (number - 1) * size
    return Paged(tuple(choices[start : start + size]), number, start + 1, number < last)
