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
from tests.journeys.play import Trouble

pytestmark = [pytest.mark.crash, pytest.mark.timeout(0)]
FEWEST = 40
RATES = ("rate_429", "rate_500", "drop_before", "drop_after")
TROUBLE = {"latency_ms": 20, **dict.fromkeys(RATES, 0.12)}
EACH_TROUBLE = {(sent, rate) for sent in ("reply", "push") for rate in RATES}


def test_whoever_is_killed_nothing_is_lost_and_nothing_comes_twice(
    ground: Ground, part: int, every_kill: bool, record_property: Callable[[str, object], None]
) -> None:
    points = ground.undisturbed.points
    kills = (choice.every_kill if every_kill else choice.fixed_part)(points)
    record_property("told", f"journey: {len(points)} commits and sends, {len(kills)} kills")
    assert len(points) >= FEWEST
    ground.survive(kills[part :: choice.PARTS])


def test_whatever_line_refuses_or_loses_nothing_is_lost_and_nothing_comes_twice(
    ground: Ground, every_kill: bool
) -> None:
    """One luck after the other, until a reply and a push have met each kind of trouble."""
    fewest = choice.SEEDS if every_kill else 1
    met: set[Trouble] = set()
    for seed in range(choice.MOST_SEEDS):
        after = ground.play(faults=TROUBLE | {"seed": seed})
        lines = after.differs_from(ground.undisturbed)
        assert not lines, f"seed {seed}:\n" + "\n".join(lines)
        met |= after.troubles
        if seed + 1 >= fewest and met >= EACH_TROUBLE:
            break
    assert met >= EACH_TROUBLE
