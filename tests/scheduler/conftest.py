"""The clock of these tests moves only when it is moved."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import START
from tests.support.still import StillClock


@pytest.fixture
def clock(tmp_path: Path) -> StillClock:
    """Monday 13 July 2026, 10:00 in Bangkok."""
    clock = StillClock(tmp_path / "clock")
    clock.set_now(START)
    return clock
