"""A claim that was wrong is undone: the name goes back to the phone it came from, or to nobody."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Session

from handlers.registration import telling
from handlers.registration.moving import CasesOf, MarkOf, end_forms, move
from models.many import leave_lists
from models.menus import menu_due
from models.people import Account, AccountPerson, Consent, Person, PersonalCode


class Undone(StrEnum):
    BACK = "back"  # the earlier phone has the name again
    FREE = "free"  # nobody has; a new code can be made
    NOTHING = "nothing"  # nobody had claimed it


def undo(
    session: Session, person: Person, cases_of: CasesOf, mark_of: MarkOf, now: datetime
) -> Undone:
    """The newest claim only. What the wrong phone allowed in that name is no permission."""
    link = _newest(session, person)
    if link is None:
        return Undone.NOTHING
    wrong = link.account
    session.execute(
        sa.delete(Consent).where(
            Consent.account_id == wrong.id,
            Consent.person_id == person.id,
            Consent.given_at >= link.since,
        )
    )
    earlier = _replaced(session, link)
    if earlier is not None:
        move(session, person, earlier, cases_of, mark_of, now)
    else:
        _free(session, person, wrong, now)
    telling.taken_back(session, person, wrong, now)
    return Undone.BACK if earlier is not None else Undone.FREE


def _newest(session: Session, person: Person) -> AccountPerson | None:
    return session.scalar(
        sa.select(AccountPerson)
        .where(AccountPerson.person_id == person.id, AccountPerson.until.is_(None))
        .order_by(AccountPerson.since.desc(), AccountPerson.id.desc())
        .limit(1)
    )


def _replaced(session: Session, link: AccountPerson) -> Account | None:
    """The account that ended in the moment this one began, if it can still be written to."""
    return session.scalar(
        sa.select(Account)
        .join(AccountPerson, AccountPerson.account_id == Account.id)
        .where(
            AccountPerson.person_id == link.person_id,
            AccountPerson.until == link.since,
            Account.id != link.account_id,
            Account.line_user_id.is_not(None),
        )
        .order_by(AccountPerson.id.desc())
        .limit(1)
    )


def _free(session: Session, person: Person, wrong: Account, now: datetime) -> None:
    """The code by which it was claimed is known to somebody else, so it never works again."""
    theirs = sa.and_(
        AccountPerson.account_id == wrong.id,
        AccountPerson.person_id == person.id,
        AccountPerson.until.is_(None),
    )
    session.execute(sa.update(AccountPerson).where(theirs).values(until=now))
    session.execute(
        sa.delete(PersonalCode).where(
            PersonalCode.person_id == person.id, PersonalCode.used_by == wrong.id
        )
    )
    leave_lists(session, wrong.id, person.id, "claim undone", now)
    end_forms(session, f"user:{wrong.line_user_id}", now, person.id)
    menu_due(session, [wrong.id], now)
