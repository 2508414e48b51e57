"""A clock that moves only when it is moved, for what is asked in one process."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from base.clock import FileClock, SystemClock


class StillClock(FileClock):
    """On a machine that stands still for some seconds no lease runs out and no slot passes."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self._stands = SystemClock().now()

    def now(self) -> datetime:
        return self._stands + timedelta(seconds=self.offset())

    def set_now(self, moment: datetime) -> None:
        self.set_offset((moment - self._stands).total_seconds())
