"""Design §3, "claim": a lease is renewed while work takes long, and ends when nobody works."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from base.clock import FileClock, monotonic, pause
from bot import keeper as keeping
from bot.keeper import Keeper
from models.claims import LEASE, is_due, take
from models.database import Database
from models.tasks import ScheduledTask, next_task, plan
from tests.conftest import START
from tests.support.still import StillClock

PATIENCE = 60.0


@pytest.fixture
def clock(tmp_path: Path) -> StillClock:
    clock = StillClock(tmp_path / "clock")
    clock.set_now(START)
    return clock


@pytest.fixture
def keeper(
    any_database: Database, clock: FileClock, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Keeper]:
    monkeypatch.setattr(keeping, "EVERY", 0.01)
    keeper = Keeper(any_database, clock)
    keeper.start()
    yield keeper
    keeper.stop()


def claimed(database: Database, clock: FileClock) -> str:
    now = clock.now()
    with database.write() as session:
        plan(session, "long", "all", now, now)
        row = take(session, ScheduledTask, next_task(), now)
        assert row is not None
        return str(row.token)


def lease(database: Database) -> datetime:
    with database.read() as session:
        until = session.scalars(sa.select(ScheduledTask.leased_until)).one()
        assert until is not None
        return until


def until(true: Callable[[], bool]) -> None:
    end = monotonic() + PATIENCE
    while not true():
        assert monotonic() < end
        pause(0.005)


def test_the_lease_of_long_work_is_renewed(
    keeper: Keeper, any_database: Database, clock: FileClock
) -> None:
    token = claimed(any_database, clock)
    with keeper.holding(ScheduledTask, token):
        clock.advance(8)
        until(lambda: lease(any_database) > clock.now() + LEASE - timedelta(seconds=5))
        clock.advance(8)
        with any_database.read() as session:
            assert not is_due(session, next_task(), clock.now())


def test_what_nobody_works_on_any_more_is_free_after_its_lease(
    keeper: Keeper, any_database: Database, clock: FileClock
) -> None:
    with keeper.holding(ScheduledTask, claimed(any_database, clock)):
        pass
    until(lambda: not keeper._held)
    keeper.stop()
    clock.advance(LEASE.total_seconds() + 1)
    with any_database.read() as session:
        assert is_due(session, next_task(), clock.now())


def test_a_claim_that_was_lost_is_not_taken_back(
    keeper: Keeper, any_database: Database, clock: FileClock
) -> None:
    lost = claimed(any_database, clock)
    clock.advance(LEASE.total_seconds() + 1)
    with any_database.write() as session:
        taken = take(session, ScheduledTask, next_task(), clock.now())
        assert taken is not None
        token = taken.token
    before = lease(any_database)
    clock.advance(1)
    with keeper.holding(ScheduledTask, lost):
        keeper._renew({lost: ScheduledTask})
    with any_database.read() as session:
        row = session.scalars(sa.select(ScheduledTask)).one()
        assert (row.token, row.leased_until) == (token, before)


def test_a_database_that_does_not_answer_once_does_not_end_the_keeping(
    clock: FileClock, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(keeping, "EVERY", 0.01)
    keeper = Keeper(Database("sqlite:////nowhere/at/all.db"), clock)
    keeper.start()
    heard: list[str] = []

    def failed_twice() -> bool:
        heard.append(capfd.readouterr().out)
        return "".join(heard).count("renew_failed") >= 2

    with keeper.holding(ScheduledTask, "token"):
        until(failed_twice)
    keeper.stop()
