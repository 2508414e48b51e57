"""Six trainees of a cohort and the wave that asks them, with a repeat and a nameless answer."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from base.ids import new_id
from handlers.surveys.planning import Times, plan_wave
from handlers.surveys.service import add_version, read
from models.people import Account
from models.programme import Cohort, CohortMember, Programme
from models.words import Role
from tests.golden.cast.base import _account, _member, _person

ENDED = date(2026, 6, 14)
ZONE = ZoneInfo("Asia/Bangkok")
TIMES = Times(
    "after",
    30,
    opens=datetime(2026, 7, 14, 17, 45, tzinfo=ZONE),
    closes=datetime(2026, 7, 16, 20, 0, tzinfo=ZONE),
    reminders=(datetime(2026, 7, 15, 17, 45, tzinfo=ZONE),),
)
FORM = """| survey |
| | type | name | label::ไทย (th) | label::English (en) | wethi::anonymous |
| | begin_repeat | forum | เวทีที่จัด | Forums you held: | |
| | text | topic | คุยเรื่องอะไรคะ | What was it about? | |
| | integer | people | คนมากี่คนคะ | How many people came? | |
| | end_repeat | | | | |
| | text | felt | จัดแล้วรู้สึกยังไงบ้างคะ ข้อนี้ไม่เก็บชื่อค่ะ | How did it feel? Kept without a name. | yes |
| settings |
| | form_id | form_title | default_language |
| | after | หลังอบรม | ไทย (th) |
"""


def trainee_answers(session: Session, now: datetime) -> None:
    _trainee(session, "trainee_answers", now)


def trainee_english(session: Session, now: datetime) -> None:
    account = _trainee(session, "trainee_english", now)
    account.language = "en"
    session.flush()


def trainee_evening(session: Session, now: datetime) -> None:
    _trainee(session, "trainee_evening", now)


def trainee_silent(session: Session, now: datetime) -> None:
    _trainee(session, "trainee_silent", now)


def trainee_declines(session: Session, now: datetime) -> None:
    _trainee(session, "trainee_declines", now)


def trainee_blocks(session: Session, now: datetime) -> None:
    _trainee(session, "trainee_blocks", now)


def _trainee(session: Session, name: str, now: datetime) -> Account:
    """One more of the cohort, which comes with its first."""
    account = _account(session, name, name, now)
    person = _person(session, account, f"คุณ {name}", now)
    _member(session, person, Role.TRAINEE, now)
    cohort = session.scalar(sa.select(Cohort)) or _cohort(session, now)
    session.add(CohortMember(cohort_id=cohort.id, person_id=person.id, kind="citizen"))
    session.flush()
    return account


def _cohort(session: Session, now: datetime) -> Cohort:
    programme = Programme(id=new_id(), name_th="โครงการเวที", name_en="Forums", fiscal_year_be=2569)
    session.add(programme)
    session.flush()
    days = {"starts_on": ENDED, "ends_on": ENDED}
    cohort = Cohort(id=new_id(), programme_id=programme.id, number=1, **days)
    session.add(cohort)
    session.flush()
    version, _ = add_version(session, read(TIMES.key, FORM.encode()), now)
    plan_wave(session, cohort, version.survey, TIMES, now)
    return cohort
