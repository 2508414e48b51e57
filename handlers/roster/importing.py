"""What a sign-in sheet would do to the roster; handlers/roster/writing.py does it, whole or not at
all.

The plan is made of the rows as they are, so that a sheet that was imported plans nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Session

from base.thai.format import fiscal_year_be
from handlers.roster.heading import Heading
from handlers.roster.placing import Gazetteer, Placed
from handlers.roster.sheet import AGENCY, CITIZEN, LEADER, Entry, Remark, SignIn
from models.people import Membership, Person
from models.places import Agency
from models.programme import Cohort, CohortMember, Programme
from models.words import Role

ROLES = {LEADER: Role.LEADER, CITIZEN: Role.TRAINEE, AGENCY: Role.OFFICIAL}
MOST = 500  # people of a sheet: all of them are one transaction
AT_ONCE = 500

Place = tuple[str | None, str | None]  # a village's code, or an agency's name


class Step(StrEnum):
    """What becomes of one person of the sheet."""

    ADD = "add"
    JOIN = "join"  # in the roster already, not yet in this cohort
    THERE = "there"


@dataclass(frozen=True, slots=True)
class Planned:
    entry: Entry
    place: Placed
    step: Step
    person_id: str | None = None
    sets_phone: bool = False

    @property
    def changes(self) -> bool:
        return self.step is not Step.THERE or self.sets_phone


@dataclass(slots=True)
class Plan:
    """`faults` keep all of it out; `names_programme`: it gets another English name."""

    heading: Heading
    cohort: Cohort | None = None
    people: list[Planned] = field(default_factory=list)
    faults: list[Remark] = field(default_factory=list)
    notes: list[Remark] = field(default_factory=list)
    names_programme: bool = False

    def count(self, step: Step) -> int:
        return sum(one.step is step for one in self.people)

    @property
    def changes(self) -> bool:
        new = self.cohort is None or self.names_programme
        return new or any(one.changes for one in self.people)


def plan(session: Session, sheet: SignIn, *, phones: bool = False) -> Plan:
    """What importing the sheet would do now. With `phones` the sheet's numbers take the place of
    others; a number that somebody may have corrected since is kept otherwise."""
    made = Plan(sheet.heading, faults=list(sheet.faults), notes=list(sheet.notes))
    made.faults += _lacking(sheet)
    made.cohort = cohort_of(session, sheet.heading)
    english = sheet.heading.programme_en
    if made.cohort is not None and english:
        made.names_programme = made.cohort.programme.name_en != english
    _note_days(made)
    placed = _placed(session, sheet.people, made)
    known = _known(session, [name for entry, _ in placed for name in _names(entry)])
    members = _members(session, made.cohort)
    for entry, place in placed:
        at = (place.village_code, place.agency)
        person = next((known[name, *at] for name in _names(entry) if (name, *at) in known), None)
        made.people.append(_planned(made, entry, place, person, members, phones=phones))
    made.faults.sort(key=lambda one: (one.sheet, one.row))
    made.notes.sort(key=lambda one: (one.sheet, one.row))
    return made


def _names(entry: Entry) -> tuple[str, ...]:
    """Under which the roster may know them: «ผญ.บุญมา มีสุข» stood there whole once."""
    return tuple(filter(None, dict.fromkeys((entry.full_name, entry.written))))


def _lacking(sheet: SignIn) -> list[Remark]:
    """What has to be known of the cohort, and stands nowhere."""
    heading = sheet.heading
    lacks = {
        "no_programme": not heading.programme,
        "no_number": not heading.number,
        "no_days": heading.starts is None or heading.ends is None,
        "days_turned": bool(heading.starts and heading.ends and heading.starts > heading.ends),
        "nobody": not sheet.people and not sheet.faults,
    }
    faults = [Remark("", 0, key) for key, lacking in lacks.items() if lacking]
    if len(sheet.people) > MOST:
        faults.append(Remark("", 0, "too_many_people", {"most": MOST}))
    return faults


def cohort_of(session: Session, heading: Heading) -> Cohort | None:
    """A cohort is known again by its programme's name, its number and its year."""
    if not heading.programme or not heading.number or heading.starts is None:
        return None
    return session.scalar(
        sa.select(Cohort)
        .join(Programme, Programme.id == Cohort.programme_id)
        .where(
            Programme.name_th == heading.programme,
            Programme.fiscal_year_be == fiscal_year_be(heading.starts),
            Cohort.number == heading.number,
        )
        .limit(1)
    )


def _note_days(made: Plan) -> None:
    cohort, heading = made.cohort, made.heading
    if cohort and (cohort.starts_on, cohort.ends_on) != (heading.starts, heading.ends):
        made.notes.append(Remark("", 0, "other_days"))


def _placed(session: Session, people: Sequence[Entry], made: Plan) -> list[tuple[Entry, Placed]]:
    """Everybody once, with their place; doubles and unknown places are told."""
    gazetteer = Gazetteer(session)
    seen: dict[tuple[str, str | None, str | None], Entry] = {}
    found = []
    for entry in people:
        place = gazetteer.place(entry)
        who = (entry.full_name, place.village_code, place.agency)
        first = seen.setdefault(who, entry)
        if place.fault:
            values: dict[str, object] = {"name": entry.full_name, "place": place.shown}
            made.faults.append(Remark(entry.sheet, entry.row, place.fault, values))
        elif first is not entry:
            made.notes.append(_double(entry, first))
        else:
            found.append((entry, place))
    _note_same_phones(made, found)
    return found


def _double(entry: Entry, first: Entry) -> Remark:
    key = "double" if entry.phone in (None, first.phone) else "double_other_phone"
    return Remark(entry.sheet, entry.row, key, {"name": entry.full_name, "first": first.row})


def _note_same_phones(made: Plan, found: Iterable[tuple[Entry, Placed]]) -> None:
    """A family may share a number; the same name with it in two places is one person twice."""
    seen: dict[str, Entry] = {}
    for entry, _ in found:
        first = seen.setdefault(entry.phone, entry) if entry.phone else entry
        if first is not entry:
            key = "phone_shared" if first.full_name != entry.full_name else "two_places"
            values: dict[str, object] = {"name": entry.full_name, "first": first.row}
            told = made.notes if key == "phone_shared" else made.faults
            told.append(Remark(entry.sheet, entry.row, key, values))


def _known(
    session: Session, names: Sequence[str]
) -> dict[tuple[str, str | None, str | None], Person]:
    """Who is in the roster now: by full name and village, or agency."""
    found: dict[tuple[str, str | None, str | None], Person] = {}
    for begin in range(0, len(names), AT_ONCE):
        rows = session.execute(
            sa.select(Person, Membership.village_code, Agency.name_th)
            .join(Membership, Membership.person_id == Person.id)
            .outerjoin(Agency, Agency.id == Membership.agency_id)
            .where(Person.full_name.in_(names[begin : begin + AT_ONCE]))
            .where(Person.erased_at.is_(None), Membership.until.is_(None))
            .order_by(Membership.id.desc())
        )
        for person, village, agency in rows:
            found[str(person.full_name), village, agency] = person
    return found


def _members(session: Session, cohort: Cohort | None) -> set[str]:
    if cohort is None:
        return set()
    chosen = sa.select(CohortMember.person_id).where(CohortMember.cohort_id == cohort.id)
    return set(session.scalars(chosen))


def _planned(
    made: Plan,
    entry: Entry,
    place: Placed,
    person: Person | None,
    members: set[str],
    *,
    phones: bool,
) -> Planned:
    if person is None:
        return Planned(entry, place, Step.ADD)
    differs = entry.phone is not None and person.phone is not None and not _same(entry, person)
    if differs and not phones:
        made.notes.append(Remark(entry.sheet, entry.row, "phone_kept", {"name": entry.full_name}))
    sets = entry.phone is not None and (person.phone is None or (differs and phones))
    step = Step.THERE if person.id in members else Step.JOIN
    return Planned(entry, place, step, person.id, sets)


def _same(entry: Entry, person: Person) -> bool:
    """Numbers that differ in their dashes only are the same."""
    digits = "".join(filter(str.isdecimal, person.phone or ""))
    return digits == entry.phone
