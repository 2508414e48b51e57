"""The simulator's time."""

from __future__ import annotations

import os
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from simulator.clock import Clock, iso


def test_without_a_file_the_offset_lives_in_memory() -> None:
    clock = Clock()
    clock.advance(3600)
    assert clock.now() - time.time() == pytest.approx(3600, abs=1)


def test_a_missing_file_means_no_offset(tmp_path: Path) -> None:
    assert Clock(tmp_path / "clock").offset == 0


def test_two_clocks_with_one_file_agree(tmp_path: Path) -> None:
    one, other = Clock(tmp_path / "clock"), Clock(tmp_path / "clock")
    assert other.offset == 0
    one.advance(90)
    assert other.offset == 90
    other.advance(10)
    assert one.offset == 100


def test_each_change_has_a_moment_of_its_own(tmp_path: Path) -> None:
    """Whatever moments the file system counts in."""
    clock, path = Clock(tmp_path / "clock"), tmp_path / "clock"
    stamps = []
    for _ in range(20):
        clock.advance(1)
        stamps.append(path.stat().st_mtime_ns)
    assert len(set(stamps)) == 20
    assert all(abs(stamp - time.time_ns()) < 60 * 10**9 for stamp in stamps)


def test_a_file_that_somebody_else_writes_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "clock"
    path.write_text("5\n", encoding="utf-8")
    clock = Clock(path)
    assert clock.offset == 5
    path.write_text("-7.5", encoding="utf-8")
    os.utime(path, ns=(1, 1))
    assert clock.offset == -7.5


@pytest.mark.parametrize("written", ["tomorrow", "nan", "inf", "1e300"])
def test_what_is_no_offset_means_none(tmp_path: Path, written: str) -> None:
    path = tmp_path / "clock"
    path.write_text(written, encoding="utf-8")
    assert Clock(path).offset == 0


def test_the_clock_can_be_put_to_a_moment() -> None:
    clock, moment = Clock(), datetime(2030, 1, 2, 3, 4, 5, tzinfo=UTC)
    clock.move_to(moment)
    assert iso(clock.now())[:18] == "2030-01-02T03:04:0"


def test_a_year_that_no_calendar_has_is_refused_and_changes_nothing(tmp_path: Path) -> None:
    clock = Clock(tmp_path / "clock")
    with pytest.raises((ValueError, OverflowError)):
        clock.advance(1e15)
    assert clock.offset == 0
    assert not (tmp_path / "clock").exists()
