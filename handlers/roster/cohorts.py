"""Cohorts as they stand: who is in them, who has signed up, whose code waits to be used."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from base.ids import row_number
from models.people import AccountPerson, Membership, Person, PersonalCode
from models.places import Agency, Village
from models.programme import Cohort, CohortMember


@dataclass(frozen=True, slots=True)
class Member:
    """`accounts`: through how many they speak now; `code`: one that was not used yet."""

    person: Person
    kind: str
    place: str
    accounts: int
    code: str | None


def all_cohorts(session: Session) -> list[Cohort]:
    """The newest first."""
    return list(session.scalars(sa.select(Cohort).order_by(Cohort.starts_on.desc(), Cohort.id)))


def cohorts_called(session: Session, wanted: str) -> list[Cohort]:
    """By id, or by number."""
    number = row_number(wanted)
    named = Cohort.id == wanted if number is None else Cohort.number == number
    chosen = sa.select(Cohort).where(sa.or_(Cohort.id == wanted, named))
    return list(session.scalars(chosen.order_by(Cohort.starts_on.desc(), Cohort.id)))


def members_of(session: Session, cohort: Cohort) -> list[Member]:
    """In the order in which they came into the roster; who deleted their data is no member."""
    rows = session.execute(
        sa.select(Person, CohortMember.kind)
        .join(CohortMember, CohortMember.person_id == Person.id)
        .where(CohortMember.cohort_id == cohort.id, Person.erased_at.is_(None))
        .order_by(CohortMember.id)
    ).all()
    places, codes = _places(session, cohort), _codes(session, cohort)
    accounts = _accounts(session, cohort)
    return [
        Member(
            person,
            kind,
            places.get(person.id, "-"),
            accounts.get(person.id, 0),
            codes.get(person.id),
        )
        for person, kind in rows
    ]


def _in(cohort: Cohort) -> sa.Select[str]:
    return sa.select(CohortMember.person_id).where(CohortMember.cohort_id == cohort.id)


def _places(session: Session, cohort: Cohort) -> dict[str, str]:
    """«โนนสมมุติ ม.94», or the agency's name."""
    rows = session.execute(
        sa.select(Membership.person_id, Village.name_th, Village.moo, Agency.name_th)
        .outerjoin(Village, Village.code == Membership.village_code)
        .outerjoin(Agency, Agency.id == Membership.agency_id)
        .where(Membership.person_id.in_(_in(cohort)), Membership.until.is_(None))
        .order_by(Membership.id.desc())
    )
    return {
        person: agency if agency else f"{village} ม.{moo}" for person, village, moo, agency in rows
    }


def _accounts(session: Session, cohort: Cohort) -> dict[str, int]:
    rows = session.execute(
        sa.select(AccountPerson.person_id, sa.func.count())
        .where(AccountPerson.person_id.in_(_in(cohort)), AccountPerson.until.is_(None))
        .group_by(AccountPerson.person_id)
    )
    return {person: told for person, told in rows}  # noqa: C416


def _codes(session: Session, cohort: Cohort) -> dict[str, str]:
    rows = session.execute(
        sa.select(PersonalCode.person_id, PersonalCode.code).where(
            PersonalCode.person_id.in_(_in(cohort)), PersonalCode.used_at.is_(None)
        )
    )
    return {person: told for person, told in rows}  # noqa: C416
