"""A cohort of many, each with a phone of their own, and a wave of T2 planned for it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from base.ids import new_id
from handlers.surveys.planning import Times, plan_wave
from handlers.surveys.service import add_version, built_in
from models.people import Account, AccountPerson, Person
from models.programme import Cohort, CohortMember, Programme
from models.surveys import Wave

ZONE = ZoneInfo("Asia/Bangkok")


def cohort(session: Session, ended: date = date(2026, 6, 13)) -> Cohort:
    programme = Programme(id=new_id(), name_th="โครงการ", name_en="Programme", fiscal_year_be=2569)
    session.add(programme)
    session.flush()
    found = Cohort(id=new_id(), programme_id=programme.id, number=1, starts_on=ended, ends_on=ended)
    session.add(found)
    session.flush()
    return found


def fill(session: Session, into: Cohort, count: int, now: datetime, *, phones: bool = True) -> None:
    """So many people; every tenth speaks English."""
    for number in range(count):
        name = f"{into.number}-{number}"
        session.add(Person(id=f"p{name}", called=name, created_at=now))
        session.flush()
        session.add(CohortMember(cohort_id=into.id, person_id=f"p{name}", kind="citizen"))
        if phones:
            language = "en" if number % 10 == 0 else "th"
            user = "U" + name.encode().hex().ljust(32, "0")
            account = Account(
                id=f"a{name}", line_user_id=user, friend=True, language=language, created_at=now
            )
            session.add(account)
            session.flush()
            session.add(AccountPerson(account_id=account.id, person_id=f"p{name}", since=now))
    session.flush()


def planned(session: Session, into: Cohort, now: datetime, key: str = "T2") -> Wave:
    """Opens now, reminds after four and nine days, closes after fourteen."""
    version, _ = add_version(session, built_in(key), now)
    days = [timedelta(days=one) for one in (4, 9, 14)]
    times = Times(key, 30, now, now + days[2], (now + days[0], now + days[1]))
    return plan_wave(session, into, version.survey, times, now)
