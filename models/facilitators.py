"""Facilitators: who taught a cohort, and hears what help its people wish for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.columns import Base, UTCDateTime
from models.kept import Kept, cohort_of_wish
from models.people import Account, Person, memberships_of, people_of, through_one_account
from models.programme import Cohort
from models.reaching import is_reachable
from models.words import Role


class Facilitator(Base):
    """วิทยากรของรุ่น: a person, whoever's phone they use now; perhaps an officer, perhaps not."""

    __tablename__ = "cohort_facilitator"
    cohort_id: Mapped[str] = mapped_column(sa.ForeignKey("cohort.id"), primary_key=True)
    person_id: Mapped[str] = mapped_column(sa.ForeignKey("person.id"), primary_key=True, index=True)
    since: Mapped[datetime] = mapped_column(UTCDateTime)


@dataclass(frozen=True, slots=True)
class Hearer:
    """A facilitator, and the account through which they hear us."""

    person: Person
    account: Account


def facilitators_of(session: Session, cohort_id: str) -> list[Person]:
    """In the order in which they were named."""
    rows = session.scalars(
        sa.select(Person)
        .join(Facilitator, Facilitator.person_id == Person.id)
        .where(Facilitator.cohort_id == cohort_id, Person.erased_at.is_(None))
        .order_by(Facilitator.since, Person.id)
    )
    return list(rows)


def name_facilitator(session: Session, cohort_id: str, person_id: str, now: datetime) -> bool:
    """False if they are one already."""
    if session.get(Facilitator, (cohort_id, person_id)) is not None:
        return False
    session.add(Facilitator(cohort_id=cohort_id, person_id=person_id, since=now))
    session.flush()
    return True


def unname_facilitator(session: Session, cohort_id: str, person_id: str) -> bool:
    """False if they were none."""
    found = session.get(Facilitator, (cohort_id, person_id))
    if found is None:
        return False
    session.delete(found)
    session.flush()
    return True


def forget_facilitators(session: Session, gone: list[str]) -> None:
    """People who deleted their data facilitate nothing any more."""
    session.execute(sa.delete(Facilitator).where(Facilitator.person_id.in_(gone)))


def hearers(
    session: Session, cohort_id: str, now: datetime, but: str | None = None
) -> list[Hearer]:
    """Those who can be told of a wish now; never `but`, whose own it is."""
    people = [one for one in facilitators_of(session, cohort_id) if one.id != but]
    found = [hearer(session, one, now) for one in people]
    return [one for one in found if one is not None]


def hearer(session: Session, person: Person, now: datetime) -> Hearer | None:
    """None where nothing arrives, where others read the phone too, and for a village's leader:
    people are told that no leader reads what they say."""
    whom = through_one_account(session, [person.id]).get(person.id)
    account = session.get(Account, whom.account_id) if whom else None
    if account is None or not is_reachable(session, account, now):
        return None
    return Hearer(person, account) if _may_hear(session, account, person) else None


def heard_by(session: Session, account_id: str, kept: Kept) -> Person | None:
    """The facilitator who reads this wish through this account, if it is one of their cohort."""
    cohort_id = cohort_of_wish(kept)
    person = listener(session, account_id, cohort_id) if cohort_id else None
    return None if person is None or person.id == kept.person_id else person


def listener(session: Session, account_id: str, cohort_id: str) -> Person | None:
    """The facilitator of this cohort who may hear through this account what its people wish for."""
    people, account = people_of(session, account_id), session.get(Account, account_id)
    if len(people) != 1 or account is None:
        return None
    facilitates = session.get(Facilitator, (cohort_id, people[0].id)) is not None
    return people[0] if facilitates and _may_hear(session, account, people[0]) else None


def unheard_cohorts(session: Session, now: datetime) -> list[int]:
    """The numbers of cohorts whose facilitators cannot be told, not one of them."""
    named = sa.select(Facilitator.cohort_id).distinct()
    cohorts = session.scalars(sa.select(Cohort).where(Cohort.id.in_(named)).order_by(Cohort.number))
    return [one.number for one in cohorts if not hearers(session, one.id, now)]


def leads(session: Session, person_id: str) -> str | None:
    """The code of a village that they lead."""
    held = memberships_of(session, person_id)
    return next((one.village_code for one in held if one.role is Role.LEADER), None)


def _may_hear(session: Session, account: Account, person: Person) -> bool:
    alone = [one.id for one in people_of(session, account.id)] == [person.id]
    return alone and leads(session, person.id) is None
