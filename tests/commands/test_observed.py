"""`flask waves show`: forums that the office has seen beside those that people claim."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from base.clock import FileClock
from commands import waves
from handlers.surveys import results
from models.database import Database
from models.people import Person
from models.surveys import Invitation, Survey, Wave
from models.words import InvitationState, ReportState
from tests.commands.operator import Operator
from tests.handlers.surveys.cohort import cohort, fill, planned
from tests.support.reported import reported
from tests.support.surveys import answered

SINCE, BEFORE = date(2026, 7, 1), date(2026, 6, 13)  # the workshop's last day was the 13th of June


@pytest.fixture
def asked(any_database: Database, clock: FileClock, tmp_path: Path) -> Operator:
    """Six people were asked T2; nobody has reported or answered anything."""
    with any_database.write() as session:
        into = cohort(session)
        fill(session, into, 6, clock.now())
        wave = planned(session, into, clock.now())
        for number in range(6):
            state = InvitationState.WAITING
            session.add(Invitation(wave_id=wave.id, person_id=f"p1-{number}", state=state))
    return Operator(waves.group, any_database, clock, tmp_path)


def forums(asked: Operator) -> tuple[int, int]:
    """Observed and claimed, as counted."""
    with asked.database.read() as session:
        wave = session.scalars(sa.select(Wave)).one()
        return results.observed(session, wave), results.claimed(session, wave).claimed


def shown(asked: Operator) -> list[str]:
    return [one for one in asked.run("show", "1").output.splitlines() if one.startswith("forums: ")]


def says(session: Session, clock: FileClock, number: int, **answers: str) -> None:
    survey, wave = session.scalars(sa.select(Survey)).one(), session.scalars(sa.select(Wave)).one()
    person = session.get_one(Person, f"p1-{number}")
    answered(session, survey, answers, clock.now(), of=person, wave=wave)


def test_who_reported_a_forum_since_the_workshop_is_observed_once(
    asked: Operator, clock: FileClock
) -> None:
    with asked.database.write() as session:
        for held_on in (SINCE, SINCE, date(2026, 6, 14)):
            reported(session, "p1-0", held_on, clock.now())
        reported(session, "p1-1", SINCE, clock.now(), ReportState.APPROVED)
    assert forums(asked) == (2, 0)


def test_a_forum_of_before_or_taken_back_or_of_somebody_else_is_not_observed(
    asked: Operator, clock: FileClock
) -> None:
    with asked.database.write() as session:
        reported(session, "p1-0", BEFORE, clock.now())
        reported(session, "p1-1", SINCE, clock.now(), ReportState.WITHDRAWN)
        reported(session, "p1-2", SINCE, clock.now(), ReportState.DRAFT)
        session.add(Person(id="other", called="คุณแก้ว", created_at=clock.now()))
        session.flush()
        reported(session, "other", SINCE, clock.now())
    assert forums(asked) == (0, 0)


def test_who_says_so_is_counted_beside_whether_it_was_seen_or_not(
    asked: Operator, clock: FileClock
) -> None:
    with asked.database.write() as session:
        reported(session, "p1-0", SINCE, clock.now())
        says(session, clock, 0, forums_seen="1", forums_unreported="0")
        says(session, clock, 1, forums_seen="0", forums_held="2")
        says(session, clock, 2, forums_seen="0", forums_held="1")
        says(session, clock, 3, forums_seen="0", forums_held="planned")
        says(session, clock, 4, forums_seen="0", forums_held="0")
    assert forums(asked) == (1, 3)


def test_small_numbers_are_hidden_as_in_the_chat(asked: Operator, clock: FileClock) -> None:
    with asked.database.write() as session:
        reported(session, "p1-0", SINCE, clock.now())
        for number in range(4):
            says(session, clock, number, forums_seen="0", forums_held="1", obstacle="time")
    assert shown(asked) == []  # too few answered for anything to be told
    with asked.database.write() as session:
        says(session, clock, 4, forums_seen="0", forums_held="1", obstacle="time")
    assert shown(asked) == ["forums: few people observed, 5 say so"]
    with asked.database.write() as session:
        says(session, clock, 5, forums_seen="0", forums_held="0", obstacle="time")
    assert shown(asked) == ["forums: few people observed, few say so"]  # one does not say so


def test_what_people_wrote_is_not_read_out(asked: Operator, clock: FileClock) -> None:
    with asked.database.write() as session:
        for number in range(6):
            says(session, clock, number, obstacle="time", help_wanted=f"words of {number}")
    told = asked.run("show", "1").output
    assert "obstacle (6 answered)\ttime: 6" in told
    assert "words of" not in told
