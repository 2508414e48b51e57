"""For the report's conversations: a second village, and reports sent some days ago."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from base.ids import new_id
from handlers.report.known import Sender, sender_of
from handlers.report.rest import Deed, Rest, rest_of, tell_rest
from handlers.report.service import Filled, submit
from models.files import File
from models.forums import ForumReport
from models.people import Account, AccountPerson, Membership, Person, Speaking
from models.promises import plan_reminder
from models.words import FileKind, FileState, Role
from tests.golden.cast.base import NONGSOMMUT, NONSOMMUT, NOTICE, user_id


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


def promised(session: Session, now: datetime) -> None:
    """The headman, the day after tomorrow: what the meeting agreed."""
    _told(session, now, "ผม")


def promised_by_another(session: Session, now: datetime) -> None:
    """Somebody whom the register does not know."""
    _told(session, now, "ช่างดำ")


def _told(session: Session, now: datetime, who: str) -> None:
    sent_with_top(session, now)
    report = session.scalars(sa.select(ForumReport)).one()
    by = sender(session)
    day = now.astimezone(ZoneInfo("Asia/Bangkok")).date() + timedelta(days=2)
    deed = Deed("ไปแจ้ง อบต. เรื่องน้ำประปา", who=who, by_when=day)
    issues = rest_of(session, report).issues
    rest = Rest(issues, (deed,), 3)
    tell_rest(session, report, rest, Speaking(by.account_id, by.person_id), now)
    plan_reminder(session, report.resolutions[0], now, ZoneInfo("Asia/Bangkok"))


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


def neighbour(session: Session, now: datetime) -> None:
    """แม่ทองใบ, of the same village, on her own phone."""
    account = Account(
        id=new_id(),
        line_user_id=user_id("neighbour"),
        display_name="ทองใบ",
        friend=True,
        notice_version=NOTICE,
        notice_at=now,
        created_at=now,
    )
    person = Person(id=new_id(), called="แม่ทองใบ", created_at=now)
    session.add_all([account, person])
    session.flush()
    session.add(AccountPerson(account_id=account.id, person_id=person.id, since=now))
    village = Membership(person_id=person.id, village_code=NONSOMMUT, role=Role.LEADER, since=now)
    session.add(village)
    session.flush()
