"""For the conversations about signing up: a number to be known by, an old phone."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from handlers.feedback.filing import Filing, file_case
from models.people import AccountPerson, Person
from models.words import IdentityMode
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


def _saifon(session: Session) -> Person:
    return session.scalars(sa.select(Person).where(Person.called == "คุณสายฝน")).one()
