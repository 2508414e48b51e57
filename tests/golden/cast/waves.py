"""A trainee whose workshop ended a month ago, and the waves that are planned for the cohort."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from base.ids import new_id
from base.office import NATIONAL
from handlers.planning.service import Plan, make
from handlers.surveys.planning import Times, plan_wave, times_of
from handlers.surveys.service import add_version, built_in, read
from handlers.surveys.splitting import store_nobodys
from models.advice import Advice
from models.facilitators import name_facilitator
from models.forum_codes import code_of
from models.forums import Forum
from models.people import AccountPerson, Person, Speaking
from models.programme import Cohort, CohortMember, Programme
from models.surveys import ForumCode
from models.words import ReportState, Role
from tests.golden.cast.base import NONSOMMUT, _account, _member, _person
from tests.golden.cast.report import sender
from tests.support.reported import reported

ZONE = ZoneInfo("Asia/Bangkok")


def trainee(session: Session, now: datetime) -> None:
    """คุณสายฝน, with a phone; T1 to T4 of her cohort are planned."""
    cohort = joins(session, "trainee", now)
    for times in times_of(cohort, ZONE, NATIONAL):
        if times.closes > now:
            version, _ = add_version(session, built_in(times.key), now)
            plan_wave(session, cohort, version.survey, times, now)


def joins(session: Session, phone: str, now: datetime) -> Cohort:
    """คุณสายฝน, with a phone, and the cohort that she is the only one of."""
    account = _account(session, phone, "สายฝน", now)
    person = _person(session, account, "คุณสายฝน", now)
    _member(session, person, Role.TRAINEE, now)
    cohort = _cohort(session, date(2026, 6, 15))
    session.add(CohortMember(cohort_id=cohort.id, person_id=person.id, kind="citizen"))
    session.flush()
    return cohort


def speaking(session: Session, now: datetime) -> None:
    """The office has written what helps whoever is not sure of themselves."""
    one = Advice(question="obstacle", choice="unsure", title_th="วิธีพูดหน้าคนเยอะ", added_at=now)
    one.words_th = "เริ่มจากถามคนที่รู้จักก่อนค่ะ แล้วค่อยถามทั้งวง"
    one.title_en, one.words_en = "Speaking to many", "Ask somebody you know first, then all."
    one.link = "https://example.com/speaking"
    session.add(one)


def facilitator(session: Session, now: datetime) -> None:
    """อาจารย์สมหมาย, who taught the cohort, and has another village than its people."""
    account = _account(session, "facilitator", "สมหมาย", now)
    person = _person(session, account, "อาจารย์สมหมาย", now)
    cohort = session.scalars(sa.select(Cohort)).one()
    name_facilitator(session, cohort.id, person.id, now)


def malee(session: Session, now: datetime) -> None:
    _joins_too(session, "malee", "คุณมาลี", now)


def thongkham(session: Session, now: datetime) -> None:
    _joins_too(session, "thongkham", "คุณทองคำ", now)


def _joins_too(session: Session, phone: str, name: str, now: datetime) -> None:
    """One more of the cohort that is there, with a phone."""
    account = _account(session, phone, name.removeprefix("คุณ"), now)
    person = _person(session, account, name, now)
    cohort = session.scalars(sa.select(Cohort)).one()
    session.add(CohortMember(cohort_id=cohort.id, person_id=person.id, kind="citizen"))
    session.flush()


def another_facilitator(session: Session, now: datetime) -> None:
    """Of another cohort."""
    account = _account(session, "another_facilitator", "วันดี", now)
    person = _person(session, account, "อาจารย์วันดี", now)
    name_facilitator(session, _cohort(session, date(2026, 6, 15)).id, person.id, now)


def their_waves(session: Session, now: datetime) -> None:
    """The built-in waves of the cohort that is there are planned."""
    cohort = session.scalars(sa.select(Cohort)).one()
    for times in times_of(cohort, ZONE, NATIONAL):
        version, _ = add_version(session, built_in(times.key), now)
        plan_wave(session, cohort, version.survey, times, now)


def _cohort(session: Session, ended: date) -> Cohort:
    programme = Programme(id=new_id(), name_th="โครงการเวที", name_en="Forums", fiscal_year_be=2569)
    session.add(programme)
    session.flush()
    cohort = Cohort(
        id=new_id(), programme_id=programme.id, number=1, starts_on=ended, ends_on=ended
    )
    session.add(cohort)
    session.flush()
    return cohort


def forum(session: Session, now: datetime) -> None:
    """A forum at บ้านโนนสมมุติ whose QR types «เวที K3M9»."""
    held = Forum(
        id=new_id(),
        village_code=NONSOMMUT,
        held_on=date(2026, 7, 12),
        fiscal_year_be=2569,
        created_at=now,
    )
    session.add(held)
    session.flush()
    code_of(session, held.id, now)
    session.query(ForumCode).update({"code": "K3M9"})
    session.flush()


def seven_answered(session: Session, now: datetime) -> None:
    """The forum that was reported has a QR, and seven people answered its questions."""
    held = session.scalars(sa.select(Forum)).one()
    code_of(session, held.id, now)
    version, _ = add_version(session, built_in("C"), now)
    for _ in range(7):
        store_nobodys(session, version, {"spoke": "no"}, now.date(), forum_id=held.id)


def its_code(session: Session, now: datetime) -> None:
    """The QR of the forum that was reported types «เวที K3M9»."""
    held = session.scalars(sa.select(Forum)).one()
    code_of(session, held.id, now)
    session.query(ForumCode).update({"code": "K3M9"})


def forum_to_come(session: Session, now: datetime) -> None:
    """The headman has planned one for 20 July; its QR types «เวที K3M9»."""
    by = sender(session)
    speaking = Speaking(by.account_id, by.person_id)
    planned = make(session, Plan(NONSOMMUT, date(2026, 7, 20), topic="น้ำ"), speaking, now, ZONE)
    assert planned is not None
    code_of(session, planned.forum_id, now)
    session.query(ForumCode).update({"code": "K3M9"})
    session.flush()


NAMELESS = """| survey |
| | type | name | label | wethi::anonymous |
| | text | held | ได้จัดเวทีบ้างไหมคะ | |
| | text | felt | รู้สึกยังไงบ้างคะ ข้อนี้ไม่เก็บชื่อค่ะ | yes |
| settings |
| | form_id | form_title | wethi::review |
| | felt | ถามสั้น ๆ | no |
"""


WISHES = """| survey |
| | type | name | label | wethi::anonymous | wethi::voice |
| | text | help_wanted | อยากให้ช่วยอะไรคะ | WISH | yes |
| | text | felt | รู้สึกยังไงบ้างคะ ข้อนี้ไม่เก็บชื่อค่ะ | yes | |
| settings |
| | form_id | form_title | wethi::review |
| | wishes | ถามสั้น ๆ | no |
"""


NAMED = """| survey |
| | type | name | label |
| | text | village | บ้านไหนคะ |
| | integer | came | มากี่คนคะ |
| settings |
| | form_id | form_title | instance_name | wethi::review |
| | visit | เยี่ยมบ้าน | concat(${village}, ' มา ', ${came}, ' คน') | no |
"""


FILLED_IN = """| survey |
| | type | name | label | calculation |
| | username | user | | |
| | deviceid | device | | |
| | phonenumber | phone | | |
| | calculate | told | | if(${device} = '', 'nobody', 'somebody') |
| | text | right | ${user} ${phone} ${told} ใช่ไหมคะ | |
| settings |
| | form_id | form_title | wethi::review |
| | filled | ถามสั้น ๆ | no |
"""


def filled_in(session: Session, now: datetime) -> None:
    """คุณสายฝน again, whose number the office has; the form fills in who answers it."""
    _asked(session, "filled", FILLED_IN, now).phone = "0812345678"
    session.flush()


def named(session: Session, now: datetime) -> None:
    """คุณสายฝน again; the form that her wave asks gives its answers a name."""
    _asked(session, "visit", NAMED, now)


def nameless(session: Session, now: datetime) -> None:
    """คุณสายฝน again; her wave asks one thing with her name and one without."""
    _asked(session, "felt", NAMELESS, now)


def wishing(session: Session, now: datetime) -> None:
    """The same: she is asked with her name what help she wants, and one thing without."""
    _asked(session, "wishes", WISHES.replace("WISH", ""), now)


def wishing_namelessly(session: Session, now: datetime) -> None:
    """She is asked without her name what help she wants."""
    _asked(session, "wishes", WISHES.replace("WISH", "yes"), now)


def _asked(session: Session, key: str, source: str, now: datetime) -> Person:
    account = _account(session, "trainee", "สายฝน", now)
    person = _person(session, account, "คุณสายฝน", now)
    cohort = _cohort(session, date(2026, 6, 15))
    session.add(CohortMember(cohort_id=cohort.id, person_id=person.id, kind="citizen"))
    session.flush()
    version, _ = add_version(session, read(key, source.encode()), now)
    opens = datetime(2026, 7, 15, 17, 45, tzinfo=ZONE)
    times = Times(key, 30, opens, opens + timedelta(days=14))
    plan_wave(session, cohort, version.survey, times, now)
    return person


def trainees_second_phone(session: Session, now: datetime) -> None:
    """คุณสายฝน speaks through another phone too."""
    account = _account(session, "trainees_second_phone", "สายฝน 2", now)
    person = session.scalars(sa.select(Person).where(Person.called == "คุณสายฝน")).one()
    session.add(AccountPerson(account_id=account.id, person_id=person.id, since=now))
    session.flush()


def her_reports(session: Session, now: datetime) -> None:
    """คุณสายฝน reported two forums since the workshop; one of before it, and one taken back."""
    person = session.scalars(sa.select(Person).where(Person.called == "คุณสายฝน")).one()
    for held_on in (date(2026, 6, 10), date(2026, 6, 28), date(2026, 7, 5)):
        reported(session, person.id, held_on, now)
    reported(session, person.id, date(2026, 7, 11), now, ReportState.WITHDRAWN)
