"""For the conversations about signing up: a number to be known by, an old phone."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from handlers.feedback.filing import Filing, file_case
from models.people import AccountPerson, Membership, Person
from models.places import Agency
from models.words import IdentityMode, Role
from tests.golden.cast.base import _account
from tests.golden.cast.feedback import SECRET


def saifons_phone(session: Session, _now: datetime) -> None:
    """The roster has her number."""
    _saifon(session).phone = "081-234-4471"
    session.flush()


def saifons_old_phone(session: Session, now: datetime) -> None:
    """She signed up with it, and filed case 1 with her name withheld."""
    old = _account(session, "saifons_old_phone", "สายฝน", now)
    session.add(AccountPerson(account_id=old.id, person_id=_saifon(session).id, since=now))
    filing = Filing(old.id, IdentityMode.WITHHELD, restricted=False, at=now, story="ถนนพัง")
    file_case(session, filing, SECRET, ZoneInfo("Asia/Bangkok"))


def seat_at_an_agency(session: Session, now: datetime) -> None:
    """Whoever is there also works for the subdistrict."""
    session.add(Agency(id="a1", name_th="อบต.สมมุติ", name_en="Sommut subdistrict office"))
    session.flush()
    person = session.scalars(sa.select(Person)).one()
    session.add(Membership(person_id=person.id, agency_id="a1", role=Role.OFFICIAL, since=now))
    session.flush()


def _saifon(session: Session) -> Person:
    return session.scalars(sa.select(Person).where(Person.called == "คุณสายฝน")).one()
