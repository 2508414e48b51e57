"""Whose an answer is, where several people use one phone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.consents import PHOTO_PUBLICITY, consent_of, record
from models.database import Database
from models.people import Account, AccountPerson, Consent, Person
from models.words import Permission
from tests.handlers.feedback.conftest import NOW


@pytest.fixture
def session(any_database: Database) -> Iterator[Session]:
    """A phone on which «ได้» was said before «first» signed up, and then «second»."""
    with any_database.write() as session:
        session.add(Account(id="phone", line_user_id="U1", created_at=NOW))
        session.flush()
        _say(session, None, Permission.YES)
        for person in ("first", "second"):
            session.add(Person(id=person, called=person, created_at=NOW))
            session.flush()
            session.add(AccountPerson(account_id="phone", person_id=person, since=NOW))
            session.flush()
        yield session


def test_what_was_said_before_is_of_who_came_first(session: Session) -> None:
    assert consent_of(session, "phone", PHOTO_PUBLICITY, "first") is Permission.YES


def test_it_is_not_of_who_came_later(session: Session) -> None:
    assert consent_of(session, "phone", PHOTO_PUBLICITY, "second") is None


def test_the_answer_of_who_came_later_ends_nobody_elses(session: Session) -> None:
    assert _say(session, "second", Permission.YES)
    assert _say(session, "second", Permission.NO)
    assert consent_of(session, "phone", PHOTO_PUBLICITY, "first") is Permission.YES


def test_the_answer_of_who_came_first_ends_the_one_before(session: Session) -> None:
    assert not _say(session, "first", Permission.YES)
    assert _say(session, "first", Permission.NO)
    in_force = sa.select(Consent.person_id).where(Consent.withdrawn_at.is_(None))
    assert session.scalars(in_force).all() == ["first"]


def _say(session: Session, person: str | None, answer: Permission) -> bool:
    return record(session, "phone", person, PHOTO_PUBLICITY, 1, answer, NOW)
