"""Webhooks that come together share a commit, and none of them pays for another."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import sqlalchemy as sa

from base.clock import FileClock, monotonic, pause
from bot.inbox.heard import Heard, hear
from bot.inbox.intake import Intake
from models.database import Busy, Database
from models.inbox import Event
from tests.bot.inbox.test_stored_once import ONE, body_of

MANY = 24
PATIENCE = 60.0


@pytest.fixture
def intake(any_database: Database) -> Intake:
    return Intake(any_database, lambda: None)


@pytest.fixture
def heard(clock: FileClock) -> Callable[[str], Heard]:
    return lambda key: hear(body_of(ONE | {"webhookEventId": key}), clock.now())


def _stored(database: Database) -> int:
    with database.read() as session:
        return session.scalar(sa.select(sa.func.count()).select_from(Event)) or 0


def _together(intake: Intake, bodies: list[Heard], patience: float = PATIENCE) -> list[Any]:
    """What became of each, all sent at one moment."""
    gate = threading.Barrier(len(bodies))

    def take(one: Heard) -> object:
        gate.wait(timeout=PATIENCE)
        try:
            intake.take(one, patience)
        except Exception as error:  # noqa: BLE001  (told, to be looked at)
            return error
        return None

    with ThreadPoolExecutor(len(bodies)) as pool:
        return list(pool.map(take, bodies))


def _all_wait(intake: Intake) -> None:
    give_up = monotonic() + PATIENCE
    while len(intake._waiting) < MANY:
        assert monotonic() < give_up, "not all have come"
        pause(0.01)


def test_all_that_come_together_are_stored(
    any_database: Database, intake: Intake, heard: Callable[[str], Heard]
) -> None:
    assert _together(intake, [heard(f"{one}") for one in range(MANY)]) == [None] * MANY
    assert _stored(any_database) == MANY


def test_those_who_come_while_one_is_written_share_the_next_commit(
    sqlite_database: Database, heard: Callable[[str], Heard]
) -> None:
    intake, commits = Intake(sqlite_database, lambda: None), list[object]()
    sa.event.listen(sqlite_database.engine, "commit", commits.append)
    with ThreadPoolExecutor(MANY) as pool:
        with sqlite_database.write():
            waiting = [pool.submit(intake.take, heard(f"{one}"), PATIENCE) for one in range(MANY)]
            _all_wait(intake)
        for one in waiting:
            one.result(timeout=PATIENCE)
    assert len(commits) < MANY
    assert _stored(sqlite_database) == MANY


def test_those_who_come_while_the_lock_is_waited_for_share_that_commit(
    sqlite_database: Database, heard: Callable[[str], Heard]
) -> None:
    other = Database(str(sqlite_database.url))  # as of another process
    intake, commits = Intake(sqlite_database, lambda: None), list[object]()
    sa.event.listen(sqlite_database.engine, "commit", commits.append)
    with ThreadPoolExecutor(MANY) as pool:
        with other.write():
            waiting = [pool.submit(intake.take, heard(f"{one}"), PATIENCE) for one in range(MANY)]
            _all_wait(intake)
        for one in waiting:
            one.result(timeout=PATIENCE)
    other.close()
    assert len(commits) == 1
    assert _stored(sqlite_database) == MANY


def test_one_that_cannot_be_stored_takes_no_other_along(
    any_database: Database, intake: Intake, heard: Callable[[str], Heard]
) -> None:
    bad = heard("bad")
    bad.rows[0]["kind"] = None
    told = _together(intake, [heard("1"), bad, heard("2"), heard("3")])
    assert isinstance(told[1], sa.exc.SQLAlchemyError)
    assert [told[0], *told[2:]] == [None] * 3
    assert _stored(any_database) == 3


def test_whose_time_is_up_is_told_and_the_next_one_is_stored(
    sqlite_database: Database, heard: Callable[[str], Heard]
) -> None:
    intake = Intake(sqlite_database, lambda: None)
    with sqlite_database.write():
        told = _together(intake, [heard("1"), heard("2"), heard("3")], patience=0.2)
        assert all(isinstance(one, Busy) for one in told)
    intake.take(heard("4"), PATIENCE)
    assert _stored(sqlite_database) == 1


def test_a_patient_one_outlives_an_impatient_one(
    sqlite_database: Database, heard: Callable[[str], Heard]
) -> None:
    intake = Intake(sqlite_database, lambda: None)
    with ThreadPoolExecutor(2) as pool:
        with sqlite_database.write():
            hasty = pool.submit(intake.take, heard("1"), 0.2)
            patient = pool.submit(intake.take, heard("2"), PATIENCE)
            assert isinstance(hasty.exception(timeout=PATIENCE), Busy)
        assert patient.result(timeout=PATIENCE) is None
    assert _stored(sqlite_database) == 1
