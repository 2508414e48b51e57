"""Promises 1 and 2 once more: in a group, with an album, with lists to many, a month that is used
up, and an access token that ends in the middle."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.journeys import choice
from tests.journeys.ground import Ground
from tests.journeys.test_crash import LAST, TROUBLE

pytestmark = [pytest.mark.crash, pytest.mark.timeout(0)]


def test_whoever_is_killed_no_list_is_lost_and_nobody_hears_it_twice(
    crowd: Ground, part: int, every_kill: bool, record_property: Callable[[str, object], None]
) -> None:
    points = crowd.undisturbed.points
    kills = (choice.every_kill if every_kill else choice.crowd_part)(points)
    record_property("told", f"crowd: {len(points)} commits and sends, {len(kills)} kills")
    tried = [crowd.kill(at, side) for at, side in kills[part :: choice.PARTS]]
    lines = [line for one in tried for line in one.differences]
    assert not lines, "\n".join(lines)
    missed = [one.at for one in tried if not one.really]
    assert all(at > len(points) - LAST for at in missed), missed


def test_whatever_line_refuses_or_loses_everybody_hears_a_list_once(
    crowd: Ground, every_kill: bool
) -> None:
    for seed in range(choice.SEEDS if every_kill else 1):
        after = crowd.play(faults=TROUBLE | {"seed": seed})
        lines = after.differs_from(crowd.undisturbed)
        assert not lines, f"seed {seed}:\n" + "\n".join(lines)
