"""Promises 1 and 2 for reminders that go out by themselves, each to one person: of what a forum
agreed, of a form half-way, of a report's rest, and of a forum to come, and how it was."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest

from tests.journeys import choice
from tests.journeys.ground import Ground

pytestmark = [pytest.mark.crash, pytest.mark.timeout(0)]


def test_all_of_it_is_really_on_the_way(reminders: Ground) -> None:
    after = reminders.undisturbed
    pushed = [row for row in after.table("outgoing") if row["kind"] == "push"]
    sent = Counter(row["dedupe_key"].partition(":")[0] for row in pushed if row["state"] == "sent")
    assert sent == {"promise": 1, "nudge": 1, "rest": 1, "planned": 2}
    assert after.asked.count(("push", 200)) == 5
    assert [row["reminded"] for row in after.table("resolution")] == [1]
    assert [row["state"] for row in after.table("planned_forum")] == ["not_held"]


def test_whoever_is_killed_each_reminder_comes_once(
    reminders: Ground, part: int, every_kill: bool, record_property: Callable[[str, object], None]
) -> None:
    plain = reminders.undisturbed
    always = choice.placed_part(plain.points, plain.passed, choice.ALWAYS_OF_REMINDERS)
    kills = choice.every_kill(plain.points) if every_kill else always
    record_property("told", f"reminders: {len(plain.points)} commits and sends, {len(kills)} kills")
    reminders.survive(kills[part :: choice.PARTS], alike=not every_kill)
