"""Promises 1 and 2 once more: in a group, with an album, with lists to many, a month that is used
up, and an access token that ends in the middle."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.journeys import choice
from tests.journeys.ground import Ground
from tests.journeys.test_crash import TROUBLE

pytestmark = [pytest.mark.crash, pytest.mark.timeout(0)]


def test_all_of_it_is_really_on_the_way(crowd: Ground) -> None:
    """A token that ends and a month that is used up come while a case is being told, between a list
    that went and one that goes; the case is then filed, read and answered."""
    after = crowd.undisturbed
    events, files, lists = (after.table(name) for name in ("event", "file", "mailing"))
    assert {"join", "follow"} <= {row["kind"] for row in events}
    assert [row["image_total"] for row in files].count(3) == 3
    assert [row["state"] for row in lists] == ["going", "going"]
    assert {row["state"] for row in after.table("addressee")} == {"sent"}
    ended = [at for at, one in enumerate(after.asked) if one == ("reply", 401)]
    went = [at for at, one in enumerate(after.asked) if one == ("multicast", 200)]
    assert went[0] < ended[0] < went[1] < ended[-1] < len(after.asked) - 1
    looks = after.asked[went[0] : went[1]].count(("consumption", 200))
    assert looks == 2, "the second list is held once"
    assert ("push", 200) in after.asked[ended[-1] :]
    assert [row["state"] for row in after.table("case")] == ["in_progress"]


def test_whoever_is_killed_no_list_is_lost_and_nobody_hears_it_twice(
    crowd: Ground, part: int, every_kill: bool, record_property: Callable[[str, object], None]
) -> None:
    points = crowd.undisturbed.points
    kills = (choice.every_kill if every_kill else choice.crowd_part)(points)
    record_property("told", f"crowd: {len(points)} commits and sends, {len(kills)} kills")
    crowd.survive(kills[part :: choice.PARTS])


def test_whatever_line_refuses_or_loses_everybody_hears_a_list_once(
    crowd: Ground, every_kill: bool
) -> None:
    for seed in range(choice.SEEDS if every_kill else 1):
        after = crowd.play(faults=TROUBLE | {"seed": seed})
        lines = after.differs_from(crowd.undisturbed)
        assert not lines, f"seed {seed}:\n" + "\n".join(lines)
