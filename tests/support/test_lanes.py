"""Which tests run beside each other."""

from __future__ import annotations

from tests.support.lanes import lane_of

KILLS = "tests/journeys/test_crash.py::test_nothing_is_lost"


def test_the_parts_of_the_kills_run_in_four_lanes() -> None:
    lanes = {lane_of(f"{KILLS}[sqlite-{part}]", lanes=4) for part in range(8)}
    assert len(lanes) == 4


def test_among_all_tests_the_kills_run_one_after_the_other() -> None:
    lanes = {lane_of(f"{KILLS}[{name}-{part}]") for part in range(6) for name in ("sqlite", "pg")}
    assert len(lanes) == 1


def test_a_file_of_browser_tests_stays_together() -> None:
    assert lane_of("tests/browser/test_story.py::a") == lane_of("tests/browser/test_story.py::b")
