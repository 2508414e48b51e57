"""What is held of somebody, read from rows: names, villages, records, what is kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.cases import Case
from models.forums import ForumReport
from models.kept import Kept
from models.people import Person, memberships_of, people_of
from models.places import Village
from models.words import KeptState

# The cases an account filed: (session, account id, secret key) -> newest first.
CasesOf = Callable[[Session, str, str], Sequence[Case]]


@dataclass(frozen=True)
class Held:
    """`reports` and `cases` newest first; `kept` counts messages with words or a file."""

    people: Sequence[Person]
    villages: Sequence[Village]
    reports: Sequence[ForumReport]
    cases: Sequence[Case]
    kept: int

    @property
    def names(self) -> list[str]:
        return [one.called for one in self.people if one.called]


def cases_in_the_open(session: Session, account_id: str, _secret_key: str) -> Sequence[Case]:
    """Those filed under a known name; withheld ones need the key that the other room has."""
    chosen = sa.select(Case).where(Case.account_id == account_id)
    return list(session.scalars(chosen.order_by(Case.fiscal_year_be.desc(), Case.running.desc())))


def held(session: Session, account_id: str, cases: Sequence[Case]) -> Held:
    people = people_of(session, account_id)
    return Held(
        people=people,
        villages=_villages(session, people),
        reports=reports_of(session, account_id),
        cases=cases,
        kept=_kept(session, account_id),
    )


def reports_of(session: Session, account_id: str) -> list[ForumReport]:
    """What came through this account."""
    chosen = sa.select(ForumReport).where(ForumReport.account_id == account_id)
    return list(session.scalars(chosen.order_by(ForumReport.submitted_at.desc(), ForumReport.id)))


def _villages(session: Session, people: Sequence[Person]) -> list[Village]:
    codes = [
        one.village_code
        for person in people
        for one in memberships_of(session, person.id)
        if one.village_code
    ]
    found = (session.get(Village, code) for code in dict.fromkeys(codes))
    return [village for village in found if village is not None]


def _kept(session: Session, account_id: str) -> int:
    holds_something = sa.or_(Kept.text.is_not(None), Kept.file_id.is_not(None))
    return (
        session.scalar(
            sa.select(sa.func.count())
            .select_from(Kept)
            .where(
                Kept.account_id == account_id,
                Kept.state != KeptState.DISCARDED,
                holds_something,
            )
        )
        or 0
    )
