"""The only place that reads time.

`CLOCK=system` is the machine's clock. `CLOCK=file:PATH` adds the seconds written in PATH to it,
so that the demonstration, the simulator and the tests can share one movable clock. Waits and
lease renewal use `monotonic()`, which no setting moves.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol


class Clock(Protocol):
    def now(self) -> datetime:
        """The moment, aware, in UTC."""
        ...


class SystemClock:
    def now(self) -> datetime:
        return datetime.now(UTC)


class FileClock:
    """The machine's clock plus the seconds in a file; a missing file means none."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._stamp: tuple[int, int] | None = None
        self._offset = 0.0

    def now(self) -> datetime:
        return datetime.now(UTC) + timedelta(seconds=self.offset())

    def offset(self) -> float:
        try:
            stat = self.path.stat()
        except FileNotFoundError:
            return 0.0
        stamp = (stat.st_mtime_ns, stat.st_ino)
        if stamp != self._stamp:
            self._offset = float(self.path.read_text(encoding="ascii").strip() or 0)
            self._stamp = stamp
        return self._offset

    def set_offset(self, seconds: float) -> None:
        """Write atomically: a reader sees the old number or the new one, never half of it."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=self.path.parent, prefix=".clock-")
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(repr(seconds))
        _stamp(name)
        Path(name).replace(self.path)

    def advance(self, seconds: float) -> None:
        self.set_offset(self.offset() + seconds)

    def set_now(self, moment: datetime) -> None:
        self.set_offset((moment - datetime.now(UTC)).total_seconds())


def _stamp(name: str) -> None:
    """A file system may count its own moments in milliseconds, and a reader would take two changes
    within one of them for the same."""
    now = time.time_ns()
    os.utime(name, ns=(now, now))


def clock_from(setting: str) -> Clock:
    """`system` or `file:PATH`; anything else is a ValueError."""
    if setting == "system":
        return SystemClock()
    kind, _, path = setting.partition(":")
    if kind == "file" and path:
        return FileClock(Path(path))
    raise ValueError("CLOCK is 'system' or 'file:PATH'")


def monotonic() -> float:
    """Seconds that only grow; for waits, leases and measuring, never for dates."""
    return time.monotonic()


def pause(seconds: float) -> None:
    """Sleep for real seconds; a signal may end it early."""
    with contextlib.suppress(InterruptedError):
        time.sleep(max(0.0, seconds))
