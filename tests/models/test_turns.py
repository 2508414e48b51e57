"""SQLite: who is in a hurry goes first, and the file that says so stops nobody."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from base.clock import monotonic
from models.database import Database
from models.facts import fact, learn
from models.turns import GIVE_WAY, HURRY


@contextmanager
def somebody_in_a_hurry(database: Database) -> Iterator[None]:
    handle = os.open(f"{database.url.database}-turns", os.O_RDWR | os.O_CREAT, 0o600)
    fcntl.flock(handle, fcntl.LOCK_SH)
    yield
    os.close(handle)


def _seconds(database: Database, patience: float) -> float:
    began = monotonic()
    with database.write(patience) as session:
        learn(session, "word", "x")
    return monotonic() - began


def test_who_has_time_waits_for_who_is_in_a_hurry_but_not_for_ever(
    sqlite_database: Database,
) -> None:
    with somebody_in_a_hurry(sqlite_database):
        assert _seconds(sqlite_database, patience=10) >= GIVE_WAY


def test_two_in_a_hurry_do_not_wait_for_each_other(
    sqlite_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    gave_way = lambda _turns: pytest.fail("it gave way")  # noqa: E731
    monkeypatch.setattr("models.turns.Turns._give_way", gave_way)
    with somebody_in_a_hurry(sqlite_database):
        _seconds(sqlite_database, patience=HURRY)


def test_who_died_in_a_hurry_holds_nobody_up(
    sqlite_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    with somebody_in_a_hurry(sqlite_database):
        pass
    monkeypatch.setattr("models.turns.pause", lambda _seconds: pytest.fail("it waited"))
    _seconds(sqlite_database, patience=10)


@pytest.mark.parametrize("patience", [HURRY, 10])
def test_a_file_that_cannot_be_opened_stops_nobody(
    sqlite_database: Database, patience: float
) -> None:
    Path(f"{sqlite_database.url.database}-turns").mkdir()
    with sqlite_database.write(patience) as session:
        learn(session, "word", "x")
    with sqlite_database.read() as session:
        assert fact(session, "word") == "x"
