"""A wrong claim leaves nothing on the wrong phone, and the right one gets it back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from handlers.registration import moving, service
from handlers.registration.undoing import Undone, undo
from models.cases import Case
from models.consents import PHOTO_PUBLICITY, record
from models.database import Database
from models.outbox import Outgoing
from models.people import (
    Account,
    Consent,
    Person,
    PersonalCode,
    accounts_of_person,
)
from models.words import Permission
from tests.golden.cast import base as cast

NOW = datetime.fromisoformat("2026-06-15T08:40:00+07:00")
LATER = NOW + timedelta(hours=2)


@pytest.fixture
def session(any_database: Database) -> Iterator[Session]:
    with any_database.write() as session:
        cast.nonsommut(session, NOW)
        cast.saifon(session, NOW)
        for name in ("one", "two"):
            session.add(Account(id=name, line_user_id=f"U{name}", created_at=NOW, friend=True))
        session.flush()
        yield session


def _person(session: Session) -> Person:
    return session.scalars(sa.select(Person)).one()


def _cases(_session: Session, _account: str) -> list[Case]:
    return []


def _undo(session: Session) -> Undone:
    return undo(session, _person(session), _cases, str, LATER + timedelta(minutes=5))


def _claim(session: Session, account: str = "one") -> None:
    service.accept(session, session.get_one(Account, account), "AD7K", NOW)


def _holders(session: Session) -> list[str]:
    return [one.id for one in accounts_of_person(session, _person(session).id)]


def test_a_name_that_nobody_had_before_is_free_again(session: Session) -> None:
    _claim(session)
    assert _undo(session) is Undone.FREE
    assert _holders(session) == []


def test_the_code_that_was_used_never_works_again(session: Session) -> None:
    _claim(session)
    _undo(session)
    assert session.scalars(sa.select(PersonalCode)).all() == []


def test_the_phone_of_before_has_it_again(session: Session) -> None:
    _claim(session)
    two = session.get_one(Account, "two")
    moving.move(session, _person(session), two, _cases, str, LATER)
    assert _undo(session) is Undone.BACK
    assert _holders(session) == ["one"]


def test_what_the_wrong_phone_allowed_is_no_permission(session: Session) -> None:
    _claim(session)
    person = _person(session).id
    record(session, "one", person, PHOTO_PUBLICITY, 1, Permission.YES, NOW)
    _undo(session)
    assert session.scalars(sa.select(Consent)).all() == []


def test_the_wrong_phone_is_told(session: Session) -> None:
    _claim(session)
    _undo(session)
    row = session.scalars(sa.select(Outgoing)).one()
    assert (row.to, "เอาชื่อ คุณสายฝน ออกจากเครื่องนี้แล้ว" in (row.body or "")) == ("Uone", True)


def test_where_nobody_claimed_there_is_nothing_to_undo(session: Session) -> None:
    assert _undo(session) is Undone.NOTHING


def test_undone_once_a_second_undoing_finds_nothing(session: Session) -> None:
    _claim(session)
    assert [_undo(session), _undo(session)] == [Undone.FREE, Undone.NOTHING]
