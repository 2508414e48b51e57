"""A cohort of many, each with a phone of their own, and a wave of T2 planned for it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import sqlalchemy as sa
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


def fill(
    session: Session,
    into: Cohort,
    count: int,
    now: datetime,
    *,
    phones: bool = True,
    begin: int = 0,
) -> None:
    """So many people, numbered from `begin`; every tenth speaks English."""
    names = [f"{into.number}-{number}" for number in range(begin, begin + count)]
    session.execute(
        sa.insert(Person), [{"id": f"p{one}", "called": one, "created_at": now} for one in names]
    )
    member = {"cohort_id": into.id, "kind": "citizen"}
    session.execute(sa.insert(CohortMember), [member | {"person_id": f"p{one}"} for one in names])
    if phones:
        session.execute(sa.insert(Account), [_phone(one, now) for one in names])
        speaks = [{"account_id": f"a{one}", "person_id": f"p{one}", "since": now} for one in names]
        session.execute(sa.insert(AccountPerson), speaks)


def _phone(name: str, now: datetime) -> dict[str, object]:
    return {
        "id": f"a{name}",
        "line_user_id": "U" + name.encode().hex().ljust(32, "0"),
        "friend": True,
        "language": "en" if name.endswith("0") else "th",
        "created_at": now,
    }


def planned(session: Session, into: Cohort, now: datetime, key: str = "T2") -> Wave:
    """Opens now, reminds after four and nine days, closes after fourteen."""
    version, _ = add_version(session, built_in(key), now)
    days = [timedelta(days=one) for one in (4, 9, 14)]
    times = Times(key, 30, now, now + days[2], (now + days[0], now + days[1]))
    return plan_wave(session, into, version.survey, times, now)
