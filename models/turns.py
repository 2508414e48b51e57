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
            with _locked(self._path, fcntl.LOCK_SH):
                begin_immediate(connection, until)
        else:
            _give_way(self._path)
            begin_immediate(connection, until)


def begin_immediate(connection: sa.Connection, until: float) -> None:
    """Ask for the write lock each millisecond. Raises Busy at `until` (of `monotonic()`)."""
    while True:
        try:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        except OperationalError as error:
            if "locked" not in str(error.orig) and "busy" not in str(error.orig):
                raise
            if monotonic() > until:
                raise Busy from error
            pause(ASK_EVERY)
        else:
            return


def _give_way(path: str) -> None:
    until = monotonic() + GIVE_WAY
    while _is_hurried(path) and monotonic() < until:
        pause(ASK_EVERY)


def _is_hurried(path: str) -> bool:
    with _locked(path, fcntl.LOCK_EX) as alone:
        return not alone


@contextmanager
def _locked(path: str, how: int) -> Iterator[bool]:
    """A lock of this call alone: closing the file ends it, and so does the process's death. False
    when another has it. It is a courtesy: whatever the disk refuses, writing goes on without it."""
    handle = _opened(path)
    try:
        yield handle is None or _flocked(handle, how)
    finally:
        if handle is not None:
            os.close(handle)


def _opened(path: str) -> int | None:
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        log.warning("writers take no turns", action="turns_failed", error=type(error).__name__)
        return None


def _flocked(handle: int, how: int) -> bool:
    try:
        fcntl.flock(handle, how | fcntl.LOCK_NB)
    except OSError:  # another has it, or the disk knows no locks
        return False
    return True
