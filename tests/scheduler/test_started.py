"""What costs a worker long is done before its first turn, which may hold the write lock."""

from __future__ import annotations

from pathlib import Path

from base.clock import FileClock
from base.thai.holidays import holidays_of
from tests.support.chat import house


def test_a_worker_has_read_the_calendar_before_its_first_turn(
    sqlite_url: str, tmp_path: Path, clock: FileClock
) -> None:
    with house(sqlite_url, tmp_path, clock) as built:
        holidays_of.cache_clear()
        built.start()
        assert holidays_of.cache_info().currsize == 1
