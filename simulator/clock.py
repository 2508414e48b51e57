"""The simulator's time: the system's plus an offset that may live in a file shared with the bot."""

from __future__ import annotations

import os
import time
from datetime import UTC, datetime
from pathlib import Path


class Clock:
    """Reads the file again when its change time moves.

    A missing or unreadable file, and one whose number no calendar has, means 0.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._offset = 0.0
        self._stamp: int | None = None

    @property
    def offset(self) -> float:
        """Seconds added to the system's time."""
        if self._path is not None:
            self._reread(self._path)
        return self._offset

    def now(self) -> float:
        """Seconds since the epoch."""
        return time.time() + self.offset

    def now_ms(self) -> int:
        return int(self.now() * 1000)

    def advance(self, seconds: float) -> None:
        self._set(self.offset + seconds)

    def move_to(self, moment: datetime) -> None:
        """``moment`` must be aware."""
        self._set(moment.timestamp() - time.time())

    def describe(self) -> dict[str, object]:
        return {"now": iso(self.now()), "offset": self.offset}

    def state(self) -> object:
        return self.offset

    def restore(self, state: object) -> None:
        """A clock in a file is shared with the bot, and goes on as it goes."""
        if not isinstance(state, int | float) or isinstance(state, bool):
            raise ValueError("a number of seconds is needed")
        if self._path is None:
            self._set(float(state))

    def _reread(self, path: Path) -> None:
        try:
            stamp = path.stat().st_mtime_ns
        except OSError:
            self._offset, self._stamp = 0.0, None
            return
        if stamp != self._stamp:
            self._offset, self._stamp = _number(path), stamp

    def _set(self, offset: float) -> None:
        datetime.fromtimestamp(time.time() + offset, UTC)  # refuses years that no calendar has
        self._offset = offset
        if self._path is not None:
            _write(self._path, f"{offset:.6f}\n")


def stopwatch() -> float:
    """Seconds that only grow, for measuring how long something took."""
    return time.monotonic()


def iso(seconds: float) -> str:
    """``2026-08-07T03:00:00.123Z``."""
    moment = datetime.fromtimestamp(seconds, UTC)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _number(path: Path) -> float:
    try:
        offset = float(path.read_text(encoding="utf-8").strip() or 0)
        datetime.fromtimestamp(time.time() + offset, UTC)
    except (OSError, ValueError, OverflowError):
        return 0.0
    return offset


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    draft.write_text(text, encoding="utf-8")
    # A file system may count its own moments in milliseconds, and a reader would take two changes
    # within one of them for the same.
    now = time.time_ns()
    os.utime(draft, ns=(now, now))
    draft.replace(path)
