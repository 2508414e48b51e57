"""One clock, that tests and the demonstration can move."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from base.clock import FileClock, SystemClock, clock_from, monotonic, pause

NOON = datetime(2026, 7, 13, 12, 0, tzinfo=UTC)


def test_the_systems_clock_tells_utc() -> None:
    assert abs(SystemClock().now() - datetime.now(UTC)) < timedelta(seconds=60)
    assert SystemClock().now().tzinfo is UTC


def test_a_clock_without_its_file_is_the_systems(tmp_path: Path) -> None:
    assert FileClock(tmp_path / "none").offset() == 0.0


def test_a_clock_that_is_set_goes_on_from_there(tmp_path: Path) -> None:
    clock = FileClock(tmp_path / "clock")
    clock.set_now(NOON)
    first = clock.now()
    assert NOON <= first <= clock.now() < NOON + timedelta(minutes=1)


def test_two_who_read_the_file_agree(tmp_path: Path) -> None:
    mine, other = FileClock(tmp_path / "clock"), FileClock(tmp_path / "clock")
    assert other.offset() == 0.0
    mine.advance(3600)
    assert other.offset() == 3600.0
    mine.advance(-60)
    assert other.offset() == 3540.0


def test_a_reader_never_sees_half_a_number(tmp_path: Path) -> None:
    clock, reader = FileClock(tmp_path / "clock"), FileClock(tmp_path / "clock")
    clock.set_offset(1234567.5)
    seen: set[float] = set()
    stop = threading.Event()

    def look() -> None:
        while not stop.is_set():
            seen.add(reader.offset())

    looking = threading.Thread(target=look)
    looking.start()
    for _ in range(50):
        clock.set_offset(7654321.5)
        clock.set_offset(1234567.5)
    stop.set()
    looking.join(60)
    assert seen <= {1234567.5, 7654321.5}


def test_each_change_has_a_moment_of_its_own(tmp_path: Path) -> None:
    """Whatever moments the file system counts in."""
    clock, stamps = FileClock(tmp_path / "clock"), set()
    for number in range(20):
        clock.set_offset(number)
        stamps.add(clock.path.stat().st_mtime_ns)
    assert len(stamps) == 20


def test_setting_the_clock_leaves_no_other_file(tmp_path: Path) -> None:
    FileClock(tmp_path / "clock").advance(1)
    assert [path.name for path in tmp_path.iterdir()] == ["clock"]


def test_an_empty_file_means_no_difference(tmp_path: Path) -> None:
    (tmp_path / "clock").write_text("\n")
    assert FileClock(tmp_path / "clock").offset() == 0.0


def test_the_setting_names_the_clock(tmp_path: Path) -> None:
    assert isinstance(clock_from("system"), SystemClock)
    named = clock_from(f"file:{tmp_path}/clock")
    assert isinstance(named, FileClock)
    assert named.path == tmp_path / "clock"


@pytest.mark.parametrize("setting", ["", "file:", "sundial", "file"])
def test_another_setting_is_refused(setting: str) -> None:
    with pytest.raises(ValueError, match="CLOCK is"):
        clock_from(setting)


def test_waits_are_measured_by_a_clock_that_nobody_moves(tmp_path: Path) -> None:
    begun = monotonic()
    FileClock(tmp_path / "clock").advance(86_400)
    pause(0.01)
    assert 0.009 <= monotonic() - begun < 60


def test_a_pause_of_less_than_nothing_is_none() -> None:
    begun = monotonic()
    pause(-600)
    assert monotonic() - begun < 60
