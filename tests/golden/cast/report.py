"""For the report's conversations: a second village, and reports sent some days ago."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from base.ids import new_id
from handlers.report.known import Sender, sender_of
from handlers.report.service import Filled, submit
from models.files import File
from models.people import Account, AccountPerson, Membership
from models.words import FileKind, FileState, Role
from tests.golden.cast.base import NONGSOMMUT, NONSOMMUT, user_id


def second_village(session: Session, now: datetime) -> None:
    """The headman leads บ้านหนองสมมุติ too."""
    person_id = session.scalars(sa.select(AccountPerson.person_id)).one()
    session.add(
        Membership(person_id=person_id, village_code=NONGSOMMUT, role=Role.LEADER, since=now)
    )
    session.flush()


def sent_without_photo(session: Session, now: datetime) -> None:
    _sent(session, now, ())


def sent_with_photo(session: Session, now: datetime) -> None:
    photo = File(
        id=new_id(),
        account_id=sender(session).account_id,
        kind=FileKind.IMAGE,
        state=FileState.STORED,
        due_at=now,
        sent_at=now,
    )
    session.add(photo)
    session.flush()
    _sent(session, now, (photo.id,))


def sent_with_top(session: Session, now: datetime) -> None:
    """What people worry about most is told apart from the topic."""
    _sent(session, now, (), top="น้ำประปาไม่ไหล", after=timedelta(days=1))


def _sent(
    session: Session,
    now: datetime,
    photos: tuple[str, ...],
    top: str | None = None,
    after: timedelta = timedelta(),
) -> None:
    today = now.astimezone(ZoneInfo("Asia/Bangkok")).date()
    filled = Filled(
        held_on=today - timedelta(days=1) + after,
        village_code=NONSOMMUT,
        men=20,
        women=34,
        total=54,
        topic="น้ำประปา",
        top=top,
        photos=photos,
    )
    submit(session, filled, sender(session), now, today)


def sender(session: Session) -> Sender:
    account = session.scalars(
        sa.select(Account).where(Account.line_user_id == user_id("headman"))
    ).one()
    return sender_of(session, account.id)
