"""The first day: places, people, who signed up with which phone, and the officers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from base.thai.format import fiscal_year_be
from commands.demo.data import DISTRICTS, FACILITATOR, Human, people, rows, story, user_id
from handlers.registration import service as registration
from handlers.roster import service as roster
from handlers.roster.facilitators import add
from handlers.staff import service as staff
from handlers.talk import service as talk
from models.people import Account, Person
from models.programme import Cohort
from models.words import Role, StaffRole

ROLES = {
    "leader": Role.LEADER,
    "citizen": Role.TRAINEE,
    "agency": Role.OFFICIAL,
    FACILITATOR: Role.OFFICIAL,
}
Moment = Callable[[timedelta], datetime]


def enter(session: Session, day: date, at: Moment) -> dict[str, str]:
    """All of it in one transaction. `at` moves the clock so far into the workshop's first day.

    Returns the ids of the officers by their keys in story.toml.
    """
    _places(session)
    cohort = _cohort(session, day)
    known = _people(session, cohort, at(timedelta(hours=8)))
    officers = _officers(session, at(timedelta(hours=8, minutes=15)))
    minute = timedelta(hours=9)
    for human in people().values():
        if human.has:
            _gives_code(session, human, known[human.key], at(minute))
            minute += timedelta(minutes=1)
        if human.kind == FACILITATOR:
            add(session, cohort, known[human.key], None, at(minute))
    return officers


def _places(session: Session) -> None:
    for code in DISTRICTS:
        roster.add_district(session, code)
    for row in rows("villages.tsv"):
        new = roster.NewVillage(row["subdistrict"], int(row["moo"]), row["name_th"], row["name_en"])
        roster.add_village(session, new)


def _cohort(session: Session, day: date) -> Cohort:
    told = story()["programme"]
    ends = day + timedelta(days=told["lasts_days"] - 1)
    year = fiscal_year_be(day)
    return roster.add_cohort(session, told["name_th"], told["name_en"], year, day, ends)


def _people(session: Session, cohort: Cohort, now: datetime) -> dict[str, Person]:
    agencies = {
        row["key"]: roster.add_agency(session, row["name_th"], row["name_en"]).id
        for row in rows("agencies.tsv")
    }
    known = {}
    for human in people().values():
        into = None if human.kind == FACILITATOR else cohort
        new = _new_person(human, agencies)
        known[human.key] = roster.add_people(session, into, [new], now)[0]
    return known


def _new_person(human: Human, agencies: dict[str, str]) -> roster.NewPerson:
    return roster.NewPerson(
        called=human.called,
        full_name=human.full_name,
        phone=None,
        village_code=human.village_code,
        role=ROLES[human.kind],
        kind=human.kind,
        agency_id=agencies.get(human.place),
    )


def _gives_code(session: Session, human: Human, person: Person, now: datetime) -> None:
    """Everybody here got a code on paper; who has a phone signed up with it at once."""
    code = registration.new_code(session, person.id, now)
    if human.has == "phone":
        account = _friend(session, human.key, human.called, now)
        registration.accept(session, account, code, now)


def _officers(session: Session, now: datetime) -> dict[str, str]:
    found = {}
    for one in story()["staff"]:
        _friend(session, one["key"], one["line_name"], now)
        wanted = staff.Grant(
            user_id(one["key"]),
            StaffRole(one["role"]),
            one["name"],
            tuple(one.get("districts", ())),
            withheld=one.get("withheld", False),
            restricted=one.get("restricted", False),
        )
        found[one["key"]] = staff.grant(session, wanted, now).id
    return found


def _friend(session: Session, key: str, name: str, now: datetime) -> Account:
    account = roster.add_account(session, user_id(key), name, now)
    talk.befriend(account)
    talk.notice_shown(account, now)
    return account
