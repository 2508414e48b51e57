"""Whose a case is, as far as that is kept: asked of rows alone, also by the web."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from base.ids import same
from handlers.feedback.filing import SOMEBODY, mark_of
from models.cases import Case
from models.people import Speaking, accounts_of_person


def is_filer(case: Case, account_id: str, secret_key: str) -> bool:
    """Whether this account filed it; nobody did that of an anonymous case."""
    if case.account_id is not None:
        return case.account_id == account_id
    return case.filer_mark is not None and same(case.filer_mark, mark_of(account_id, secret_key))


def owns(case: Case, by: Speaking, secret_key: str) -> bool:
    """Whether who speaks filed it."""
    account = by.account_id if is_filer(case, by.account_id, secret_key) else None
    if is_anybodys(case):
        return account is not None
    return by.owns(account, case.reported_by or case.sealed_person)


def is_anybodys(case: Case) -> bool:
    """Told in danger, when nobody could be asked which of several people spoke."""
    return case.sealed_person == SOMEBODY


def own_cases(session: Session, by: Speaking, secret_key: str) -> list[Case]:
    """What who speaks filed under a name or withheld, from any of their phones, newest first."""
    accounts = {by.account_id}
    if by.person_id is not None:
        accounts |= {one.id for one in accounts_of_person(session, by.person_id)}
    marks = [mark_of(one, secret_key) for one in sorted(accounts)]
    theirs = sa.or_(Case.account_id.in_(accounts), Case.filer_mark.in_(marks))
    rows = session.scalars(
        sa.select(Case).where(theirs).order_by(Case.fiscal_year_be.desc(), Case.running.desc())
    )
    return [
        one for one in rows if owns(one, by, secret_key) and not (by.shared and is_anybodys(one))
    ]


def cases_of(session: Session, account_id: str, secret_key: str) -> list[Case]:
    """What an account filed under its name or withheld, newest first."""
    mine = sa.or_(Case.account_id == account_id, Case.filer_mark == mark_of(account_id, secret_key))
    return list(
        session.scalars(
            sa.select(Case).where(mine).order_by(Case.fiscal_year_be.desc(), Case.running.desc())
        )
    )
