"""A cohort of three, one of whom blocked the bot, and one wave with two reminders."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from models.people import Account, AccountPerson, Person
from models.programme import Cohort, CohortMember, Programme
from models.schedule import CLOSE, OPEN, REMIND
from models.surveys import Survey, Wave
from models.tasks import plan
from models.words import WaveState

BANGKOK = ZoneInfo("Asia/Bangkok")
OPENS = datetime(2026, 7, 17, 17, 45, tzinfo=BANGKOK)


class At:
    def now(self) -> datetime:
        return datetime(2026, 7, 13, 10, 0, tzinfo=BANGKOK)


def begin(session: Session, now: datetime) -> None:
    """Cohort «c» of persons 1, 2 and 3 through accounts a1, a2 and a3."""
    session.add(Programme(id="p", name_th="โครงการเวที", name_en="Forums", fiscal_year_be=2569))
    session.add(Survey(id="s", key="T2", created_at=now))
    session.flush()
    days = {"starts_on": date(2026, 6, 15), "ends_on": date(2026, 6, 17)}
    session.add(Cohort(id="c", programme_id="p", number=1, **days))
    for number in "123":
        session.add(Person(id=number, called=number, created_at=now))
        account = Account(id=f"a{number}", line_user_id=f"U{number}", created_at=now)
        account.friend, account.blocked = True, number == "3"
        session.add(account)
        session.flush()
        session.add(AccountPerson(account_id=account.id, person_id=number, since=now))
        session.add(CohortMember(cohort_id="c", person_id=number, kind="citizen"))
    _wave(session, now)


def _wave(session: Session, now: datetime) -> None:
    wave = Wave(survey_id="s", cohort_id="c", offset_days=30, state=WaveState.PLANNED)
    wave.opens_at, wave.closes_at = OPENS, OPENS + timedelta(days=14)
    wave.first_reminder_at = OPENS + timedelta(days=4)
    wave.second_reminder_at = OPENS + timedelta(days=9)
    wave.created_at = now
    session.add(wave)
    session.flush()
    for kind, at in (
        (OPEN, wave.opens_at),
        (REMIND, wave.first_reminder_at),
        (REMIND, wave.second_reminder_at),
        (CLOSE, wave.closes_at),
    ):
        plan(session, kind, str(wave.id), at, now)
