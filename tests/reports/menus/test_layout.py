"""Tiles fill the picture and do not lie on each other."""

from __future__ import annotations

import pytest

from reports.menus.layout import HEIGHT, STRIP, WIDTH, Rect, pages, strip, tiles


def _overlap(one: Rect, two: Rect) -> bool:
    beside = one.x + one.width <= two.x or two.x + two.width <= one.x
    above = one.y + one.height <= two.y or two.y + two.height <= one.y
    return not (beside or above)


@pytest.mark.parametrize("turns", [False, True])
@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_tiles_fill_the_page(count: int, turns: bool) -> None:
    placed = [*tiles(count, strip=turns), *([strip()] if turns else [])]
    assert sum(one.width * one.height for one in placed) == WIDTH * HEIGHT
    assert not any(_overlap(a, b) for n, a in enumerate(placed) for b in placed[:n])


def test_a_finger_finds_every_tile() -> None:
    """48 points is the least that a finger hits surely (Material, "Touch targets"): on a phone
    360 points wide that is 334 pixels, of the strip at least 43 points."""
    smallest = min(min(one.width, one.height) for one in tiles(4, strip=True))
    assert smallest >= WIDTH * 48 / 360
    assert STRIP >= WIDTH * 43 / 360


def test_what_is_over_a_page_goes_on_the_next() -> None:
    assert [pages(count) for count in (1, 4, 5, 8, 9)] == [[1], [4], [4, 1], [4, 4], [4, 4, 1]]


@pytest.mark.parametrize("count", [0, 5])
def test_a_page_holds_one_to_four_tiles(count: int) -> None:
    with pytest.raises(ValueError, match="1 to 4"):
        tiles(count, strip=False)
