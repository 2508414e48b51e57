"""One worker at a time on a row, whoever dies."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta

import pytest

from base.clock import FileClock
from models.claims import LEASE, LostClaim, finish, renew, take
from models.database import Database
from models.tasks import ScheduledTask, next_task, plan
from models.words import TaskState


def _planned(database: Database, now: datetime) -> None:
    with database.write() as session:
        assert plan(session, "k", "s", now, now)


def _take(database: Database, now: datetime) -> ScheduledTask | None:
    with database.write() as session:
        row: ScheduledTask | None = take(session, ScheduledTask, next_task(), now)
    return row


def _token(database: Database, now: datetime) -> str:
    row = _take(database, now)
    assert row is not None
    assert row.token is not None
    return row.token


def test_a_claim_is_seen_by_others_at_once(any_database: Database, clock: FileClock) -> None:
    now = clock.now()
    _planned(any_database, now)
    assert _take(any_database, now) is not None
    assert _take(any_database, now) is None


def test_one_of_two_takers_wins(any_database: Database, clock: FileClock) -> None:
    now = clock.now()
    _planned(any_database, now)
    together = threading.Barrier(2, timeout=60)
    found: list[ScheduledTask | None] = []

    def taker() -> None:
        together.wait()
        found.append(_take(any_database, now))

    threads = [threading.Thread(target=taker) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(row is None for row in found) == [False, True]


def test_a_try_is_counted_when_it_begins(any_database: Database, clock: FileClock) -> None:
    _planned(any_database, clock.now())
    row = _take(any_database, clock.now())
    assert row is not None
    assert row.attempts == 1


def test_what_is_not_due_yet_is_not_taken(any_database: Database, clock: FileClock) -> None:
    now = clock.now()
    _planned(any_database, now + timedelta(seconds=1))
    assert _take(any_database, now) is None


def test_a_lease_that_ran_out_is_taken_over(any_database: Database, clock: FileClock) -> None:
    now = clock.now()
    _planned(any_database, now)
    first = _token(any_database, now)
    assert _take(any_database, now + LEASE) is None
    assert _token(any_database, now + LEASE + timedelta(seconds=1)) != first


def test_a_lease_from_before_the_clock_was_set_back_is_none(
    any_database: Database, clock: FileClock
) -> None:
    now = clock.now()
    _planned(any_database, now)
    dead = _token(any_database, now + timedelta(hours=1))
    assert _token(any_database, now) != dead


def test_a_lease_of_a_machine_that_is_some_seconds_ahead_is_kept(
    any_database: Database, clock: FileClock
) -> None:
    now = clock.now()
    _planned(any_database, now)
    _token(any_database, now + LEASE / 2)
    assert _take(any_database, now) is None


def test_a_renewed_lease_is_not_taken_over(any_database: Database, clock: FileClock) -> None:
    now = clock.now()
    _planned(any_database, now)
    token = _token(any_database, now)
    with any_database.write() as session:
        assert renew(session, ScheduledTask, token, now + LEASE)
    assert _take(any_database, now + LEASE + timedelta(seconds=1)) is None


def test_who_lost_the_claim_can_renew_no_more(any_database: Database, clock: FileClock) -> None:
    now = clock.now()
    _planned(any_database, now)
    lost = _token(any_database, now)
    _take(any_database, now + LEASE * 2)
    with any_database.write() as session:
        assert not renew(session, ScheduledTask, lost, now)


def test_finishing_with_a_lost_token_undoes_the_whole_turn(
    any_database: Database, clock: FileClock
) -> None:
    now = clock.now()
    _planned(any_database, now)
    lost = _token(any_database, now)
    _take(any_database, now + LEASE * 2)
    with pytest.raises(LostClaim), any_database.write() as session:
        plan(session, "effect", "s", now, now)
        finish(session, ScheduledTask, 1, lost, state=TaskState.RAN, finished_at=now)
    with any_database.read() as session:
        assert [task.kind for task in session.query(ScheduledTask)] == ["k"]


def test_a_finished_row_is_free_of_token_and_lease(
    any_database: Database, clock: FileClock
) -> None:
    now = clock.now()
    _planned(any_database, now)
    token = _token(any_database, now)
    with any_database.write() as session:
        finish(session, ScheduledTask, 1, token, state=TaskState.RAN, finished_at=now)
    with any_database.read() as session:
        task = session.get_one(ScheduledTask, 1)
    assert (task.state, task.token, task.leased_until) == (TaskState.RAN, None, None)


def test_planning_the_same_thing_twice_changes_nothing(
    any_database: Database, clock: FileClock
) -> None:
    now = clock.now()
    _planned(any_database, now)
    with any_database.write() as session:
        assert not plan(session, "k", "s", now, now)
        assert plan(session, "k", "other", now, now)
