"""Who taught a cohort: named and taken off by an operator or an officer, each audited."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy.orm import Session

from models.facilitators import hearer, leads, name_facilitator, unname_facilitator
from models.people import Person, accounts_of_person, people_of
from models.programme import Cohort
from models.reaching import is_reachable
from models.staff import note


class LeadsVillage(Exception):
    """People are told that village leaders read nothing here; the text is the village's code."""


class Standing(StrEnum):
    """Whether somebody can be told, or why not."""

    TOLD = "can be told"
    NO_PHONE = "has not signed up"
    AWAY = "is no friend of the bot"
    SHARED = "shares the phone"
    LEADS = "leads a village"


def add(
    session: Session, cohort: Cohort, person: Person, staff_id: str | None, now: datetime
) -> bool:
    """False if they are one already. Raises LeadsVillage."""
    if village := leads(session, person.id):
        raise LeadsVillage(village)
    done = name_facilitator(session, cohort.id, person.id, now)
    if done:
        note(session, now, staff_id, "cohorts.facilitator", cohort.id, f"add {person.id}")
    return done


def remove(
    session: Session, cohort: Cohort, person: Person, staff_id: str | None, now: datetime
) -> bool:
    """False if they were none."""
    done = unname_facilitator(session, cohort.id, person.id)
    if done:
        note(session, now, staff_id, "cohorts.facilitator", cohort.id, f"remove {person.id}")
    return done


def standing(session: Session, person: Person, now: datetime) -> Standing:
    if hearer(session, person, now) is not None:
        return Standing.TOLD
    if leads(session, person.id):
        return Standing.LEADS
    accounts = accounts_of_person(session, person.id)
    if not accounts:
        return Standing.NO_PHONE
    near = [one for one in accounts if is_reachable(session, one, now)]
    shared = any(len(people_of(session, one.id)) > 1 for one in near)
    return Standing.SHARED if shared else Standing.AWAY
