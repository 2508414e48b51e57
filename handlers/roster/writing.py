"""A sign-in sheet is written in one short transaction, so that no webhook waits for it.

All that takes long stands before it: the plan, the ids, the encrypting. Inside, it is asked once
more whether what was looked at is still so; if not, everything begins anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from base.ids import new_id
from base.thai.format import fiscal_year_be
from handlers.roster.heading import Heading
from handlers.roster.importing import ROLES, Plan, Planned, Step, cohort_of, plan
from handlers.roster.sheet import SignIn
from models.columns import Base, Encrypted, UTCDateTime
from models.database import Database
from models.people import Membership, Person
from models.places import Agency, Village
from models.programme import Cohort, CohortMember, Programme
from models.staff import note

ONE_AT_A_TIME = 4_238_120  # two imports must not add the same people on PostgreSQL
TRIES = 5
AT_ONCE = 500

Row = dict[str, Any]
# The phone is text here: it was encrypted before.
_PEOPLE = sa.table(
    "person",
    *(sa.column(name, sa.String()) for name in ("id", "called", "full_name", "phone")),
    sa.column("created_at", UTCDateTime()),
)


class StillChanging(Exception):
    """The roster was another one each time it was looked at."""


@dataclass(frozen=True, slots=True)
class Ready:
    """A plan, what it was made from, and the rows it comes to."""

    plan: Plan
    seen: tuple[Any, ...]
    agencies: list[Row] = field(default_factory=list)
    people: list[Row] = field(default_factory=list)
    memberships: list[Row] = field(default_factory=list)
    members: list[Row] = field(default_factory=list)
    phones: list[Row] = field(default_factory=list)


def bring(database: Database, sheet: SignIn, now: datetime, *, phones: bool = False) -> Plan:
    """All of the sheet into the roster, or nothing. Raises StillChanging."""
    for _ in range(TRIES):
        with database.read() as session:
            ready = prepare(session, sheet, now, phones=phones)
        if ready.plan.faults or not ready.plan.changes:
            return ready.plan
        with database.write() as session:
            if write(session, sheet, ready, now):
                return ready.plan
    raise StillChanging


def prepare(session: Session, sheet: SignIn, now: datetime, *, phones: bool = False) -> Ready:
    """What would be written now. Reads only."""
    seen = _seen(session, sheet)  # first: what changes after it is noticed
    made = plan(session, sheet, phones=phones)
    ready = Ready(made, seen)
    new = [one for one in made.people if one.step is Step.ADD]
    agencies = _agencies(session, new, ready.agencies)
    ids = {id(one): new_id() for one in new}
    for one in new:
        ready.people.append(_person(session, one, ids[id(one)], now))
        ready.memberships.append(_membership(one, ids[id(one)], agencies, now))
    for one in made.people:
        if one.step is not Step.THERE:
            whose = one.person_id or ids[id(one)]
            ready.members.append({"person_id": whose, "kind": one.entry.kind})
        if one.sets_phone and one.person_id:
            number = _encrypted(session, one.entry.phone)
            ready.phones.append({"whose": one.person_id, "number": number})
    return ready


def write(session: Session, sheet: SignIn, ready: Ready, now: datetime) -> bool:
    """In the caller's transaction; False, and nothing is written, if the roster has changed."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(sa.select(sa.func.pg_advisory_xact_lock(ONE_AT_A_TIME)))
    if _seen(session, sheet) != ready.seen:
        return False
    made = ready.plan
    cohort = made.cohort.id if made.cohort else _new_cohort(session, made.heading).id
    if made.cohort is not None and made.names_programme:
        programme = session.get_one(Programme, made.cohort.programme_id)
        programme.name_en = made.heading.programme_en or programme.name_en
    members = [{**row, "cohort_id": cohort} for row in ready.members]
    for insert, rows in (
        (sa.insert(_table(Agency)), ready.agencies),
        (sa.insert(_PEOPLE), ready.people),
        (sa.insert(_table(Membership)), ready.memberships),
        (sa.insert(_table(CohortMember)), members),
    ):
        if rows:
            session.execute(insert, rows)
    if ready.phones:
        session.execute(_SET_PHONE, ready.phones)
        session.expire_all()  # who was read before has another number now
    told = f"added {made.count(Step.ADD)}, joined {made.count(Step.JOIN)}"
    note(session, now, None, "cohorts.import", cohort, told)
    return True


_SET_PHONE = (
    sa.update(_PEOPLE)
    .where(_PEOPLE.c.id == sa.bindparam("whose"))
    .values(phone=sa.bindparam("number"))
)


def _table(model: type[Base]) -> sa.Table:
    """Rows as they are: no objects are made of them."""
    table = model.__table__
    assert isinstance(table, sa.Table)
    return table


def _seen(session: Session, sheet: SignIn) -> tuple[Any, ...]:
    """Everything that the plan of this sheet is made from."""
    names = sorted({entry.full_name for entry in sheet.people})
    people: list[tuple[Any, ...]] = []
    for begin in range(0, len(names), AT_ONCE):
        people += _people(session, names[begin : begin + AT_ONCE])
    cohort = cohort_of(session, sheet.heading)
    members: Sequence[str] = ()
    if cohort is not None:
        chosen = sa.select(CohortMember.person_id).where(CohortMember.cohort_id == cohort.id)
        members = sorted(session.scalars(chosen))
    agencies = sorted(session.scalars(sa.select(Agency.name_th)))
    villages = session.scalar(sa.select(sa.func.count(Village.code)))
    return tuple(people), cohort.id if cohort else None, tuple(members), tuple(agencies), villages


def _people(session: Session, names: Sequence[str]) -> list[tuple[Any, ...]]:
    rows = session.execute(
        sa.select(
            Person.id,
            Person.full_name,
            sa.type_coerce(Person.phone, sa.Text),
            Membership.village_code,
            Membership.agency_id,
        )
        .join(Membership, Membership.person_id == Person.id)
        .where(Person.full_name.in_(names))
        .where(Person.erased_at.is_(None), Membership.until.is_(None))
        .order_by(Membership.id)
    )
    return [tuple(row) for row in rows]


def _agencies(session: Session, new: Sequence[Planned], rows: list[Row]) -> dict[str, str]:
    """Ids by name; those that are not there yet become rows."""
    names = sorted({one.place.agency for one in new if one.place.agency})
    chosen = sa.select(Agency.name_th, Agency.id).where(Agency.name_th.in_(names))
    found = {name: identity for name, identity in session.execute(chosen)}  # noqa: C416
    for name in names:
        if name not in found:
            found[name] = new_id()
            rows.append({"id": found[name], "name_th": name, "name_en": name})
    return found


def _person(session: Session, one: Planned, person_id: str, now: datetime) -> Row:
    return {
        "id": person_id,
        "called": one.entry.called,
        "full_name": one.entry.full_name,
        "phone": _encrypted(session, one.entry.phone),
        "created_at": now,
    }


def _encrypted(session: Session, phone: str | None) -> str | None:
    return Encrypted().process_bind_param(phone, session.get_bind().dialect)


def _membership(one: Planned, person_id: str, agencies: dict[str, str], now: datetime) -> Row:
    return {
        "person_id": person_id,
        "village_code": one.place.village_code,
        "agency_id": agencies.get(one.place.agency or ""),
        "role": ROLES[one.entry.kind],
        "since": now,
    }


def _new_cohort(session: Session, heading: Heading) -> Cohort:
    """With its programme, unless an earlier cohort brought that."""
    starts, ends = heading.starts or date.min, heading.ends or date.min
    name, year = heading.programme or "", fiscal_year_be(starts)
    programme = session.scalar(
        sa.select(Programme).where(Programme.name_th == name, Programme.fiscal_year_be == year)
    )
    if programme is None:
        english = heading.programme_en or name
        programme = Programme(id=new_id(), name_th=name, name_en=english, fiscal_year_be=year)
        session.add(programme)
        session.flush()
    elif heading.programme_en:
        programme.name_en = heading.programme_en
    cohort = Cohort(
        id=new_id(),
        programme_id=programme.id,
        number=heading.number or 0,
        starts_on=starts,
        ends_on=ends,
    )
    session.add(cohort)
    session.flush()
    return cohort
