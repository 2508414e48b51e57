"""Where the tiles of a menu stand: large ones, two beside each other, and a strip that turns.

LINE takes pictures 800 to 2,500 pixels wide, at least 250 high, at least 1.45 times as wide as
high, with at most 20 areas (LINE reference, "Rich menu object").
"""

from __future__ import annotations

from dataclasses import dataclass

WIDTH, HEIGHT = 2500, 1686
STRIP = 300  # of the height; on a phone of 360 points a finger's breadth
ON_A_PAGE = 4


@dataclass(frozen=True, slots=True)
class Rect:
    """Pixels, from the upper left corner."""

    x: int
    y: int
    width: int
    height: int


def tiles(count: int, *, strip: bool) -> list[Rect]:
    """1 to 4 tiles that fill the picture, or what a strip at its foot leaves of it.

    One is as large as all; of three the first is as wide as both below it.
    """
    if not 1 <= count <= ON_A_PAGE:
        raise ValueError(f"a page holds 1 to {ON_A_PAGE} tiles, not {count}")
    height = HEIGHT - (STRIP if strip else 0)
    rows = {1: (1,), 2: (2,), 3: (1, 2), 4: (2, 2)}[count]
    high = height // len(rows)
    return [
        Rect(column * WIDTH // across, row * high, WIDTH // across, high)
        for row, across in enumerate(rows)
        for column in range(across)
    ]


def strip() -> Rect:
    return Rect(0, HEIGHT - STRIP, WIDTH, STRIP)


def pages(count: int) -> list[int]:
    """How many tiles each page has. What is over one page's four goes on a second, and a third."""
    return [min(ON_A_PAGE, count - begin) for begin in range(0, count, ON_A_PAGE)]
