"""Who files cases, and cases that somebody filed the day before."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from base.ids import secret_hash
from handlers.feedback import service
from handlers.feedback.filing import Filed, Filing, file_case
from handlers.staff.telling import tell_of_case
from models.people import Account, account_of, people_of
from models.staff import Staff
from models.words import IdentityMode, Role
from tests.golden.cast.base import NONSOMMUT, _account, _member, _person, user_id

ZONE = ZoneInfo("Asia/Bangkok")
SECRET = "secret-of-a-test"
CODE = "482193"


def kham(session: Session, now: datetime) -> None:
    """ลุงคำ of โนนสมมุติ."""
    account = _account(session, "kham", "คำ", now)
    person = _person(session, account, "ลุงคำ", now)
    _member(session, person, Role.VILLAGER, now)


def open_case(session: Session, now: datetime) -> None:
    """Case 1, ลุงคำ's, filed under his name; staff that exist already are told."""
    _filed(session, now, IdentityMode.OPEN, "น้ำไม่ไหลสองอาทิตย์แล้ว")


def restricted_case(session: Session, now: datetime) -> None:
    """Case 1, ลุงคำ's, about a leader, his name withheld."""
    _filed(session, now, IdentityMode.WITHHELD, "ผู้นำเก็บเงินค่าน้ำแล้วไม่ให้ใบเสร็จ", restricted=True)


def anonymous_case(session: Session, now: datetime) -> None:
    """Case 1, nobody's, with the code 482193."""
    case = _filed(session, now, IdentityMode.ANONYMOUS, "มีคนลักตัดไม้", village=None).case
    case.code_hash = secret_hash(CODE, case.id, SECRET)
    session.flush()


def closing_case(session: Session, now: datetime) -> None:
    """Case 1: an officer said that it is done; ลุงคำ is asked whether it is so."""
    case = _filed(session, now, IdentityMode.OPEN, "น้ำไม่ไหลสองอาทิตย์แล้ว").case
    staff = session.scalars(sa.select(Staff)).one()
    service.claim_outcome(session, case, staff.id, "อบต. ซ่อมท่อเสร็จแล้วค่ะ", now, ZONE)


def _filed(
    session: Session,
    now: datetime,
    identity: IdentityMode,
    story: str,
    *,
    restricted: bool = False,
    village: str | None = NONSOMMUT,
) -> Filed:
    account = _filer(session)
    people = people_of(session, account.id) if account else []
    filing = Filing(
        account_id=account.id if account else "",
        identity=identity,
        restricted=restricted,
        at=now,
        story=story,
        person_id=people[0].id if people else None,
        village_code=village,
    )
    filed = file_case(session, filing, SECRET, ZONE)
    tell_of_case(session, filed.case, "filed", now)
    return filed


def _filer(session: Session) -> Account | None:
    return account_of(session, user_id("kham"))
