"""The people of the golden conversations: names for every test, all invented."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Session

from base.ids import new_id
from models.people import Account, AccountPerson, Membership, Person, PersonalCode
from models.places import District, Subdistrict, Village
from models.programme import Cohort, CohortMember, Programme
from models.staff import Staff, StaffDistrict
from models.words import Role, StaffRole

NONSOMMUT = "32060194"
NONGSOMMUT = "32060193"
NOTICE = 1


def user_id(name: str) -> str:
    """A LINE user id of the documented shape, the same for a name in every test."""
    return "U" + name.encode().hex().ljust(32, "0")[:32]


def nonsommut(session: Session, _now: datetime) -> None:
    session.add(District(code="3206", name_th="กาบเชิง", name_en="Kap Choeng"))
    session.add(District(code="3210", name_th="สังขะ", name_en="Sangkha"))
    session.flush()
    for code, district, thai, english in (
        ("320601", "3206", "กาบเชิง", "Kap Choeng"),
        ("320610", "3206", "ตะเคียน", "Takhian"),
        ("321006", "3210", "ดม", "Dom"),
    ):
        session.add(Subdistrict(code=code, district_code=district, name_th=thai, name_en=english))
    session.flush()
    for code, moo, thai, english in (
        (NONSOMMUT, 94, "โนนสมมุติ", "Non Sommut"),
        (NONGSOMMUT, 93, "หนองสมมุติ", "Nong Sommut"),
    ):
        session.add(
            Village(code=code, subdistrict_code=code[:6], moo=moo, name_th=thai, name_en=english)
        )
    session.flush()


def headman(session: Session, now: datetime) -> None:
    account = _account(session, "headman", "บุญมา", now)
    person = _person(session, account, "ผู้ใหญ่บุญมา", now)
    _member(session, person, Role.LEADER, now)


def saifon(session: Session, now: datetime) -> None:
    person = Person(id=new_id(), called="คุณสายฝน", full_name="สายฝน ใจสมมุติ", created_at=now)
    session.add(person)
    session.flush()
    _member(session, person, Role.TRAINEE, now)
    programme = Programme(id=new_id(), name_th="โครงการเวที", name_en="Forums", fiscal_year_be=2569)
    session.add(programme)
    session.flush()
    cohort = Cohort(
        id=new_id(),
        programme_id=programme.id,
        number=1,
        starts_on=date(2026, 6, 15),
        ends_on=date(2026, 6, 17),
    )
    session.add(cohort)
    session.flush()
    session.add(CohortMember(cohort_id=cohort.id, person_id=person.id, kind="citizen"))
    session.add(PersonalCode(code="AD7K", person_id=person.id, created_at=now))
    session.flush()


def stranger(_session: Session, _now: datetime) -> None:
    """คุณแก้ว: nothing is known of her."""


def friend(session: Session, now: datetime) -> None:
    _account(session, "friend", "แก้ว", now)


def officer(session: Session, now: datetime) -> None:
    account = _account(session, "officer", "สมร", now)
    session.add(
        Staff(
            id=new_id(),
            account_id=account.id,
            role=StaffRole.ADMIN,
            name="สมร สำนักงานจังหวัด",
            withheld=True,
            restricted=True,
            granted_at=now,
        )
    )
    session.flush()


def district_officer(session: Session, now: datetime) -> None:
    account = _account(session, "district_officer", "นารี", now)
    staff = Staff(
        id=new_id(),
        account_id=account.id,
        role=StaffRole.OFFICER,
        name="นารี อำเภอกาบเชิง",
        granted_at=now,
    )
    staff.districts = [StaffDistrict(district_code="3206")]
    session.add(staff)
    session.flush()


def _account(session: Session, name: str, shown: str, now: datetime) -> Account:
    account = Account(
        id=new_id(),
        line_user_id=user_id(name),
        display_name=shown,
        friend=True,
        notice_version=NOTICE,
        notice_at=now,
        created_at=now,
    )
    session.add(account)
    session.flush()
    return account


def _person(session: Session, account: Account, called: str, now: datetime) -> Person:
    person = Person(id=new_id(), called=called, created_at=now)
    session.add(person)
    session.flush()
    session.add(AccountPerson(account_id=account.id, person_id=person.id, since=now))
    session.flush()
    return person


def _member(session: Session, person: Person, role: Role, now: datetime) -> None:
    session.add(Membership(person_id=person.id, village_code=NONSOMMUT, role=role, since=now))
    session.flush()
