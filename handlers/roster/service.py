"""Places and people as the office knows them: districts, villages, trainees, their memberships.

Every function writes in the caller's transaction and may be repeated without doubling anything
that has a code.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from base.ids import new_id
from models.people import Account, Membership, Person, account_of
from models.places import Agency, District, Subdistrict, Village
from models.programme import Cohort, CohortMember, Programme
from models.words import Role


class UnknownPlace(Exception):
    """No district or subdistrict has this official code."""


@dataclass(frozen=True, slots=True)
class NewVillage:
    """A village by its subdistrict's 6-digit code and its moo (1–99)."""

    subdistrict_code: str
    moo: int
    name_th: str
    name_en: str

    @property
    def code(self) -> str:
        return f"{self.subdistrict_code}{self.moo:02d}"


@dataclass(frozen=True, slots=True)
class NewPerson:
    """Somebody in the roster: what to call them, full name, village or agency, role and kind."""

    called: str
    full_name: str
    phone: str | None
    village_code: str | None
    role: Role
    kind: str
    agency_id: str | None = None


def add_district(session: Session, code: str) -> District:
    """A district and all its subdistricts, with the official names of geothai (CC BY 4.0)."""
    import geothai

    known = session.get(District, code)
    if known is not None:
        return known
    found = geothai.district(code)
    if found is None:
        raise UnknownPlace(code)
    district = District(code=code, name_th=found.name_th, name_en=found.name_en)
    session.add(district)
    session.flush()
    for one in geothai.subdistricts(code):
        session.add(
            Subdistrict(code=one.code, district_code=code, name_th=one.name_th, name_en=one.name_en)
        )
    session.flush()
    return district


def add_village(session: Session, new: NewVillage) -> Village:
    """A village that is there takes the names given.

    Raises UnknownPlace when the subdistrict was not added with its district.
    """
    known = session.get(Village, new.code)
    if known is not None:
        known.name_th, known.name_en = new.name_th, new.name_en
        return known
    if session.get(Subdistrict, new.subdistrict_code) is None:
        raise UnknownPlace(new.subdistrict_code)
    village = Village(
        code=new.code,
        subdistrict_code=new.subdistrict_code,
        moo=new.moo,
        name_th=new.name_th,
        name_en=new.name_en,
    )
    session.add(village)
    session.flush()
    return village


def add_agency(session: Session, name_th: str, name_en: str) -> Agency:
    """An agency, found again by its Thai name."""
    known = session.scalar(sa.select(Agency).where(Agency.name_th == name_th))
    if known is not None:
        return known
    agency = Agency(id=new_id(), name_th=name_th, name_en=name_en)
    session.add(agency)
    session.flush()
    return agency


def add_account(session: Session, line_user_id: str, line_name: str, now: datetime) -> Account:
    """A LINE account by its user id, with the name it shows; nobody speaks through it yet."""
    account = account_of(session, line_user_id)
    if account is None:
        account = Account(id=new_id(), line_user_id=line_user_id, created_at=now)
        session.add(account)
    account.display_name = line_name
    session.flush()
    return account


def add_cohort(
    session: Session, name_th: str, name_en: str, fiscal_year_be: int, starts: date, ends: date
) -> Cohort:
    """A programme with its first cohort."""
    programme = Programme(
        id=new_id(), name_th=name_th, name_en=name_en, fiscal_year_be=fiscal_year_be
    )
    session.add(programme)
    session.flush()
    cohort = Cohort(
        id=new_id(), programme_id=programme.id, number=1, starts_on=starts, ends_on=ends
    )
    session.add(cohort)
    session.flush()
    return cohort


def find_person(
    session: Session, full_name: str, village_code: str | None, agency_id: str | None
) -> Person | None:
    """Who is in the roster under this name, in this village or agency, now."""
    place = (
        Membership.village_code == village_code
        if village_code is not None
        else Membership.agency_id == agency_id
    )
    return session.scalar(
        sa.select(Person)
        .join(Membership, Membership.person_id == Person.id)
        .where(Person.full_name == full_name, Person.erased_at.is_(None))
        .where(place, Membership.until.is_(None))
        .limit(1)
    )


def add_people(
    session: Session, cohort: Cohort | None, people: Iterable[NewPerson], now: datetime
) -> list[Person]:
    """The roster's rows: person, membership, and (with a cohort) the trainee's place in it."""
    return [_add_person(session, cohort, one, now) for one in people]


def _add_person(session: Session, cohort: Cohort | None, new: NewPerson, now: datetime) -> Person:
    person = Person(
        id=new_id(),
        called=new.called,
        full_name=new.full_name,
        phone=new.phone,
        created_at=now,
    )
    session.add(person)
    session.flush()
    session.add(
        Membership(
            person_id=person.id,
            village_code=new.village_code,
            agency_id=new.agency_id,
            role=new.role,
            since=now,
        )
    )
    if cohort is not None:
        session.add(CohortMember(cohort_id=cohort.id, person_id=person.id, kind=new.kind))
    session.flush()
    return person


def leaders_of(session: Session, village_code: str) -> list[Person]:
    """Who leads a village now."""
    rows = session.scalars(
        sa.select(Person)
        .join(Membership, Membership.person_id == Person.id)
        .where(
            Membership.village_code == village_code,
            Membership.role == Role.LEADER,
            Membership.until.is_(None),
        )
        .order_by(Membership.id)
    )
    return list(rows)
