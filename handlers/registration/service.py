"""Signing up: a personal code claims the roster's person, or somebody names their village.

Saying that one leads a village is a claim and no proof: the membership is a villager's until
staff confirm it (`flask people leader`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from base.ids import PERSONAL, new_id, personal_code
from handlers.registration.moving import end_forms
from models.kept import CLAIM, Kept
from models.late import ask_late
from models.many import leave_lists
from models.menus import menu_due, menu_due_of_person
from models.people import (
    Account,
    AccountPerson,
    Consent,
    Membership,
    Person,
    PersonalCode,
    WrongTry,
    accounts_of_person,
    memberships_of,
)
from models.places import Village
from models.programme import Cohort, CohortMember
from models.words import KeptState, Role

WRONG_KIND = "personal"
MOST_WRONG = 5
WRONG_WITHIN = timedelta(hours=1)
UNDO_WITHIN = timedelta(days=1)
PHOTO_TEXT = 1  # version of the question about photos


class Standing(StrEnum):
    """What became of a code that somebody typed."""

    FREE = "free"
    MINE = "mine"
    USED = "used"
    UNKNOWN = "unknown"
    TOO_MANY = "too_many"


@dataclass(frozen=True)
class Looked:
    standing: Standing
    person: Person | None = None


@dataclass(frozen=True)
class NewVillager:
    """What the form asked."""

    called: str
    village_code: str
    says_leader: bool = False


def look_up(session: Session, account: Account, code: str, now: datetime) -> Looked:
    """Whose code it is. After five wrong tries in an hour it is not looked at."""
    if _wrong_tries(session, account, now) >= MOST_WRONG:
        return Looked(Standing.TOO_MANY)
    row = session.get(PersonalCode, code)
    if row is None or row.person.erased_at is not None:
        session.add(WrongTry(subject=account.id, kind=WRONG_KIND, at=now))
        session.flush()
        return Looked(Standing.UNKNOWN)
    return Looked(_standing(session, row, account), row.person)


def accept(session: Session, account: Account, code: str, now: datetime) -> Looked:
    """«ใช่ ฉันเอง»: the person speaks through this account from now on, and the code is used up."""
    row = session.get(PersonalCode, code, with_for_update=True)
    if row is None or row.person.erased_at is not None:
        return Looked(Standing.UNKNOWN)
    # Staff may be settling a claim of the same name, which knows of no code.
    session.get(Person, row.person_id, with_for_update=True)
    standing = _standing(session, row, account)
    if standing is Standing.FREE:
        row.used_at, row.used_by = now, account.id
        _link(session, account, row.person_id, now)
    return Looked(standing, row.person)


def refuse(session: Session, account: Account, code: str, now: datetime) -> list[str] | None:
    """«ไม่ใช่ฉัน»: changes nothing, or undoes a «ใช่» of the same day; None when it undid none.

    What was begun under that name goes on as nobody else's: the rooms of the forms that end.
    """
    row = session.get(PersonalCode, code, with_for_update=True)
    if row is None or row.used_by != account.id or row.used_at is None:
        return None
    if now - row.used_at > UNDO_WITHIN:
        return None
    row.used_at = row.used_by = None
    session.execute(
        sa.update(AccountPerson)
        .where(
            AccountPerson.account_id == account.id,
            AccountPerson.person_id == row.person_id,
            AccountPerson.until.is_(None),
        )
        .values(until=now)
    )
    menu_due(session, [account.id], now)
    session.execute(  # who answered for somebody else gave no permission
        sa.delete(Consent).where(
            Consent.account_id == account.id, Consent.person_id == row.person_id
        )
    )
    leave_lists(session, account.id, row.person_id, "not me", now)
    return end_forms(session, f"user:{account.line_user_id}", now, row.person_id)


def code_used(session: Session, account: Account, person_id: str, now: datetime) -> str | None:
    """The code by which this account became the person's, while «ไม่ใช่ฉัน» can still undo it."""
    return session.scalar(
        sa.select(PersonalCode.code)
        .where(PersonalCode.used_by == account.id, PersonalCode.person_id == person_id)
        .where(PersonalCode.used_at >= now - UNDO_WITHIN)
        .order_by(PersonalCode.used_at.desc())
        .limit(1)
    )


def sign_up(session: Session, account: Account, new: NewVillager, now: datetime) -> Person:
    """A person who was in no roster, as a villager of their village."""
    person = Person(id=new_id(), called=new.called, created_at=now)
    session.add(person)
    session.flush()
    session.add(
        Membership(
            person_id=person.id, village_code=new.village_code, role=Role.VILLAGER, since=now
        )
    )
    _link(session, account, person.id, now)
    return person


def claim_to_lead(
    session: Session, mailbox_key: str, account: Account, text: str, now: datetime
) -> Kept:
    """A note for staff, who know their village leaders."""
    note = Kept(
        mailbox_key=mailbox_key,
        account_id=account.id,
        kind="claim",
        text=text,
        state=KeptState.FOR_STAFF,
        used_for=CLAIM,
        said_at=now,
    )
    session.add(note)
    session.flush()
    return note


def new_code(session: Session, person_id: str, now: datetime) -> str:
    """A fresh code; earlier unused ones of the person stop working."""
    session.execute(
        sa.delete(PersonalCode).where(
            PersonalCode.person_id == person_id, PersonalCode.used_at.is_(None)
        )
    )
    while True:
        code = personal_code(PERSONAL)
        try:
            with session.begin_nested():
                session.add(PersonalCode(code=code, person_id=person_id, created_at=now))
        except IntegrityError:
            continue
        return code


def confirm_leader(session: Session, person_id: str, village_code: str, now: datetime) -> None:
    """Staff know it to be true: the person leads the village from now on."""
    for one in memberships_of(session, person_id):
        if one.village_code == village_code:
            if one.role is Role.LEADER:
                return
            one.until = now
    session.add(
        Membership(person_id=person_id, village_code=village_code, role=Role.LEADER, since=now)
    )
    session.flush()
    menu_due_of_person(session, person_id, now)


def village_of(session: Session, person_id: str) -> Village | None:
    codes = [one.village_code for one in memberships_of(session, person_id) if one.village_code]
    return session.get(Village, codes[0]) if codes else None


def cohort_of(session: Session, person_id: str) -> Cohort | None:
    """The newest workshop in whose roster the person stands."""
    return session.scalar(
        sa.select(Cohort)
        .join(CohortMember, CohortMember.cohort_id == Cohort.id)
        .where(CohortMember.person_id == person_id)
        .order_by(Cohort.starts_on.desc())
        .limit(1)
    )


def _standing(session: Session, row: PersonalCode, account: Account) -> Standing:
    """Used by another account, or the person speaks through another one: no code is stronger."""
    if row.used_at is not None:
        return Standing.MINE if row.used_by == account.id else Standing.USED
    others = [one for one in accounts_of_person(session, row.person_id) if one.id != account.id]
    return Standing.USED if others else Standing.FREE


def _link(session: Session, account: Account, person_id: str, now: datetime) -> None:
    known = session.scalar(
        sa.select(AccountPerson.id).where(
            AccountPerson.account_id == account.id,
            AccountPerson.person_id == person_id,
            AccountPerson.until.is_(None),
        )
    )
    if known is None:
        session.add(AccountPerson(account_id=account.id, person_id=person_id, since=now))
    session.flush()
    ask_late(session, [person_id], now)
    menu_due(session, [account.id], now)


def _wrong_tries(session: Session, account: Account, now: datetime) -> int:
    return (
        session.scalar(
            sa.select(sa.func.count())
            .select_from(WrongTry)
            .where(
                WrongTry.subject == account.id,
                WrongTry.kind == WRONG_KIND,
                WrongTry.at > now - WRONG_WITHIN,
            )
        )
        or 0
    )
