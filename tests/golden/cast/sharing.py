"""Several people on one phone, and one person on two."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.people import Account, AccountPerson, Membership, Person, account_of
from models.words import Role
from tests.golden.cast.base import NONGSOMMUT, _account, _person, user_id


def thongbai(session: Session, now: datetime) -> None:
    """แม่ทองใบ of หนองสมมุติ speaks through the headman's phone too."""
    _beside(session, "headman", "แม่ทองใบ", now)


def namesake(session: Session, now: datetime) -> None:
    """Somebody who is called as the headman is, on his phone."""
    _beside(session, "headman", "ผู้ใหญ่บุญมา", now)


def hostile(session: Session, now: datetime) -> None:
    """Somebody whose name is long and tries to be more than a name, on the headman's phone."""
    _beside(session, "headman", "x:sharing.is:1: {called} <b>\n" + "ยาว" * 60, now)


def uncle_on_it(session: Session, now: datetime) -> None:
    """A second person on ลุงคำ's phone."""
    _beside(session, "kham", "ป้าแดง", now)


def headmans_second_phone(session: Session, now: datetime) -> None:
    """The headman speaks through another phone too."""
    account = _account(session, "headmans_second_phone", "บุญมา 2", now)
    person = session.scalars(sa.select(Person).where(Person.called == "ผู้ใหญ่บุญมา")).one()
    session.add(AccountPerson(account_id=account.id, person_id=person.id, since=now))
    session.flush()


def _beside(session: Session, phone: str, called: str, now: datetime) -> None:
    account = account_of(session, user_id(phone))
    assert isinstance(account, Account)
    person = _person(session, account, called, now)
    session.add(
        Membership(person_id=person.id, village_code=NONGSOMMUT, role=Role.VILLAGER, since=now)
    )
    session.flush()
