"""Whoever waits is woken by a commit."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import sqlalchemy as sa

from base.clock import monotonic
from models.database import Database, wake
from models.facts import learn
from models.wake import Bell, PostgresWaker, SqliteWaker, waker

LONG = 60.0  # a wait that nobody ends early fails the test, slow machine or not


def _write(database: Database, value: str, *, calls: bool = True) -> None:
    with database.write() as session:
        learn(session, "word", value)
        if calls:
            wake(session)


@contextmanager
def _meanwhile(act: Callable[[], None]) -> Iterator[None]:
    timer = threading.Timer(0.1, act)
    timer.start()
    yield
    timer.join(LONG)


def test_each_engine_has_its_own_waker(
    sqlite_database: Database, postgres_database: Database
) -> None:
    with closing(waker(sqlite_database)) as light, closing(waker(postgres_database)) as heavy:
        assert isinstance(light, SqliteWaker)
        assert isinstance(heavy, PostgresWaker)


def test_a_commit_wakes_who_waits(any_database: Database) -> None:
    _write(any_database, "before")
    with closing(waker(any_database)) as ears, _meanwhile(lambda: _write(any_database, "now")):
        begun = monotonic()
        assert ears.wait(LONG)
        assert monotonic() - begun < LONG / 2


def test_a_file_with_any_name_is_listened_to(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/ก 100% เวที#1.db")
    with database.write() as session:
        session.execute(sa.text("CREATE TABLE t (n INTEGER)"))
    with closing(waker(database)) as ears:
        with database.write() as session:
            session.execute(sa.text("INSERT INTO t VALUES (1)"))
        assert ears.wait(LONG)
    database.close()


def test_a_commit_between_two_waits_wakes_the_next_one(any_database: Database) -> None:
    _write(any_database, "before")
    with closing(waker(any_database)) as ears:
        _write(any_database, "meanwhile")
        assert ears.wait(LONG)


def test_many_commits_do_not_wake_for_ever(any_database: Database) -> None:
    _write(any_database, "before")
    with closing(waker(any_database)) as ears:
        for number in range(3):
            _write(any_database, str(number))
        woken = [ears.wait(0.3) for _ in range(4)]
    assert (woken[0], woken[-1]) == (True, False)


def test_who_is_not_woken_waits_no_longer_than_asked(any_database: Database) -> None:
    _write(any_database, "before")
    with closing(waker(any_database)) as ears:
        assert not ears.wait(0.05)


def test_a_write_that_calls_nobody_wakes_nobody_on_postgresql(postgres_database: Database) -> None:
    with closing(waker(postgres_database)) as ears:
        _write(postgres_database, "quiet", calls=False)
        assert not ears.wait(0.1)


def test_what_is_rolled_back_wakes_nobody(any_database: Database) -> None:
    _write(any_database, "before")
    with closing(waker(any_database)) as ears:
        try:
            with any_database.write() as session:
                learn(session, "word", "undone")
                wake(session)
                session.flush()
                raise ZeroDivisionError
        except ZeroDivisionError:
            pass
        assert not ears.wait(0.1)


def test_the_bell_rings_for_all_who_wait(any_database: Database) -> None:
    _write(any_database, "before")
    bell = Bell(any_database)
    bell.start()
    seen = bell.count()
    heard: list[int] = []
    threads = [
        threading.Thread(target=lambda: heard.append(bell.wait(seen, LONG))) for _ in range(3)
    ]
    for thread in threads:
        thread.start()
    until = monotonic() + LONG
    while bell.count() == seen and monotonic() < until:
        _write(any_database, str(monotonic()))
    for thread in threads:
        thread.join(LONG)
    bell.stop()
    assert [count > seen for count in heard] == [True, True, True]


def test_a_bell_that_rang_before_the_wait_is_heard(sqlite_database: Database) -> None:
    bell = Bell(sqlite_database)
    bell.ring()
    assert bell.wait(0, LONG) == 1


def test_a_bell_can_be_stopped_though_nobody_rang(any_database: Database) -> None:
    bell = Bell(any_database)
    bell.start()
    begun = monotonic()
    bell.stop()
    assert monotonic() - begun < LONG / 2
    assert not any(thread.name == "bell" for thread in threading.enumerate())
