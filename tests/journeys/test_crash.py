"""Promises 1 and 2: whatever is killed, and whenever, nothing is lost and nothing comes twice.

A journey is played once to count its commits and its requests to LINE, then again for each of
them, with SIGKILL of the process that comes to it, just before and just after. In the end the
phones show and the tables hold what they do without any kill (`replaced.toml`: but for ids, times
and the like). `make crash` tries every point; `make test` a fixed part, on both engines.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.journeys import choice
from tests.journeys.ground import Ground

pytestmark = [pytest.mark.crash, pytest.mark.timeout(0)]
FEWEST = 40
MOST = 0.9  # of the kills; two runs may differ by a point or two, so the last may be missed
TROUBLE = {
    "latency_ms": 20,
    "rate_429": 0.08,
    "rate_500": 0.08,
    "drop_before": 0.08,
    "drop_after": 0.08,
}


def test_whoever_is_killed_nothing_is_lost_and_nothing_comes_twice(
    ground: Ground, part: int, every_kill: bool, record_property: Callable[[str, object], None]
) -> None:
    points = ground.undisturbed.points
    kills = (choice.every_kill if every_kill else choice.fixed_part)(points)
    record_property("told", f"journey: {len(points)} commits and sends, {len(kills)} kills")
    assert len(points) >= FEWEST
    tried = [ground.kill(at, side) for at, side in kills[part :: choice.PARTS]]
    lines = [line for one in tried for line in one.differences]
    assert not lines, "\n".join(lines)
    assert sum(one.really for one in tried) >= MOST * len(tried)


def test_whatever_line_refuses_or_loses_nothing_is_lost_and_nothing_comes_twice(
    ground: Ground, seed: int
) -> None:
    after = ground.play(faults=TROUBLE | {"seed": seed})
    lines = after.differs_from(ground.undisturbed)
    assert not lines, "\n".join(lines)
