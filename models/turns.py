"""Writers on SQLite take turns, and whoever is in a hurry goes first.

SQLite has one write lock and no queue: a worker that drains a backlog takes it again within
microseconds, and a webhook that asks each millisecond can wait for long. So the threads of one
process wait for each other, and a process with time to spare looks before each of its turns
whether somebody is in a hurry: they hold a shared lock on a small file beside the database.
"""

from __future__ import annotations

import fcntl
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa
from sqlalchemy.exc import OperationalError

from base.clock import monotonic, pause
from base.logs import get

HURRY = 2.0  # seconds of patience: who has no more is in a hurry
GIVE_WAY = 0.1  # seconds; whoever is in a hurry for longer does not get it from us alone
ASK_EVERY = 0.001
ASK_HURRIED = 0.0003


log = get("database")


class Busy(Exception):
    """The write lock was not to be had in time; nothing was written."""


class TooSlow(Busy):
    """PostgreSQL: not somebody else's lock but our own statements took too long."""


class Turns:
    """Of one process. `path` is the database's file, None for one in memory."""

    def __init__(self, path: str | None) -> None:
        self._path = f"{path}-turns" if path and path != ":memory:" else None
        self._inside = threading.Lock()
        self._file: int | None = None

    @contextmanager
    def turn(self, connection: sa.Connection, patience: float) -> Iterator[None]:
        """A transaction that has the write lock has begun; the caller ends it inside. Busy."""
        until = monotonic() + patience
        if not self._inside.acquire(timeout=patience):
            raise Busy
        try:
            self._begin(connection, patience, until)
            yield
        finally:
            self._inside.release()

    def _begin(self, connection: sa.Connection, patience: float, until: float) -> None:
        if self._path is None:
            begin_immediate(connection, until)
        elif patience <= HURRY:
            with self._locked(fcntl.LOCK_SH):
                begin_immediate(connection, until, ASK_HURRIED)
        else:
            self._give_way()
            begin_immediate(connection, until)

    def _give_way(self) -> None:
        until = monotonic() + GIVE_WAY
        while self._is_hurried() and monotonic() < until:
            pause(ASK_EVERY)

    def _is_hurried(self) -> bool:
        with self._locked(fcntl.LOCK_EX) as alone:
            return not alone

    @contextmanager
    def _locked(self, how: int) -> Iterator[bool]:
        """Of this process, whose death ends it. False when another has it. It is a courtesy:
        whatever the disk refuses, writing goes on without it."""
        handle = self._opened()
        try:
            yield handle is None or _flocked(handle, how | fcntl.LOCK_NB)
        finally:
            if handle is not None:
                _flocked(handle, fcntl.LOCK_UN)

    def _opened(self) -> int | None:
        """Once, and kept: writers are many. Only the thread whose turn it is uses it."""
        if self._file is None and self._path is not None:
            self._file = _open(self._path)
        return self._file

    def close(self) -> None:
        with self._inside:
            if self._file is not None:
                os.close(self._file)
            self._file = None


def begin_immediate(connection: sa.Connection, until: float, every: float = ASK_EVERY) -> None:
    """Ask for the write lock `every` so many seconds. Raises Busy at `until` (of `monotonic()`)."""
    while True:
        try:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        except OperationalError as error:
            if "locked" not in str(error.orig) and "busy" not in str(error.orig):
                raise
            if monotonic() > until:
                raise Busy from error
            pause(every)
        else:
            return


def _open(path: str) -> int | None:
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        log.warning("writers take no turns", action="turns_failed", error=type(error).__name__)
        return None


def _flocked(handle: int, how: int) -> bool:
    try:
        fcntl.flock(handle, how)
    except OSError:  # another has it, or the disk knows no locks
        return False
    return True
