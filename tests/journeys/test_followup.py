"""Promises 1 and 2 for what runs by itself: a wave that opens, reminds, is answered with a repeat
and without a name, and closes; an announcement that two officers send. Each comes to each person
once, and nothing joins a nameless answer to whoever gave it, whatever was killed on the way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest

from tests.journeys import choice
from tests.journeys.ground import Ground
from tests.journeys.test_crash import TROUBLE

pytestmark = [pytest.mark.crash, pytest.mark.timeout(0)]


def test_all_of_it_is_really_on_the_way(followup: Ground) -> None:
    after = followup.undisturbed
    states = Counter(row["state"] for row in after.table("invitation"))
    assert states == {"answered": 2, "declined": 1, "expired": 2, "unreachable": 1}
    assert Counter(row["anonymous"] for row in after.table("response")) == {True: 2, False: 2}
    assert [row["rounds"] for row in after.table("announcement")] == [0]
    noted = [row["acknowledged_at"] for row in after.table("recipient")]
    assert (len(noted), noted.count("filled")) == (6, 1)
    assert after.asked.count(("multicast", 200)) == 5
    assert "invited 6, accepted by LINE 5, answered 2 (33 %)" in after.told


def test_an_entry_is_added_one_corrected_and_one_removed(followup: Ground) -> None:
    named = [row for row in followup.undisturbed.table("response") if not row["anonymous"]]
    told = {row["answers"] for row in named}
    assert {'{"forum[1]/topic":"น้ำประปาไม่ไหล","forum[1]/people":45}', "{}"} == told


def test_nothing_says_whose_a_nameless_answer_is(followup: Ground) -> None:
    assert followup.undisturbed.left == []


def test_whoever_is_killed_each_hears_it_once_and_the_nameless_answer_stays_nobodys(
    followup: Ground, part: int, every_kill: bool, record_property: Callable[[str, object], None]
) -> None:
    plain = followup.undisturbed
    always = choice.placed_part(plain.points, plain.passed, choice.ALWAYS_OF_FOLLOWUP)
    kills = choice.every_kill(plain.points) if every_kill else always
    record_property("told", f"followup: {len(plain.points)} commits and sends, {len(kills)} kills")
    followup.survive(kills[part :: choice.PARTS], alike=not every_kill)


def test_whatever_line_refuses_or_loses_each_hears_it_once_and_the_nameless_answer_stays_nobodys(
    followup: Ground, every_kill: bool
) -> None:
    for seed in range(choice.FEW_SEEDS if every_kill else 1):
        after = followup.play(faults=TROUBLE | {"seed": seed})
        lines = after.differs_from(followup.undisturbed)
        assert not lines, f"seed {seed}:\n" + "\n".join(lines)
