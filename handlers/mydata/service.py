"""What is held of somebody, read from rows: names, villages, records, what is kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.cases import Case
from models.forums import ForumReport
from models.kept import Kept
from models.people import Account, Membership, Person, Speaking, memberships_of
from models.places import Agency, Village
from models.programme import Cohort, CohortMember
from models.words import IdentityMode, KeptState, Role

LAST_DIGITS = 4

# The cases that who speaks filed: (session, who, secret key) -> newest first.
CasesOf = Callable[[Session, Speaking, str], Sequence[Case]]


@dataclass(frozen=True)
class Held:
    """`places`: as what the people are known where. `reports` and `cases` newest first; `kept`
    counts messages with words or a file."""

    people: Sequence[Person]
    places: Sequence[tuple[Role, Village | Agency]]
    cohorts: Sequence[Cohort]
    reports: Sequence[ForumReport]
    cases: Sequence[Case]
    kept: int

    @property
    def names(self) -> list[str]:
        return [one.called for one in self.people if one.called]

    @property
    def full_names(self) -> list[str]:
        return [one.full_name for one in self.people if one.full_name]

    @property
    def phones(self) -> list[str]:
        """The last digits of each number: enough to know it, and nothing for whoever looks on."""
        digits = ["".join(filter(str.isdecimal, one.phone or "")) for one in self.people]
        return [one[-LAST_DIGITS:] for one in digits if one]


def cases_in_the_open(session: Session, by: Speaking, _secret_key: str) -> Sequence[Case]:
    """Those filed under a known name; withheld ones need the key that the other room has."""
    mine = sa.or_(Case.account_id == by.account_id, Case.reported_by == by.person_id)
    rows = session.scalars(
        sa.select(Case).where(mine).order_by(Case.fiscal_year_be.desc(), Case.running.desc())
    )
    return [one for one in rows if by.owns(one.account_id, one.reported_by)]


def held(session: Session, by: Speaking, cases: Sequence[Case]) -> Held:
    person = session.get(Person, by.person_id) if by.person_id else None
    people = [person] if person else []
    return Held(
        people=people,
        places=_places(session, people),
        cohorts=_cohorts(session, people),
        reports=reports_of(session, by),
        cases=cases,
        kept=_kept(session, by),
    )


def may_have_filed_unnamed(session: Session, account: Account) -> bool:
    """Whether any case without a name came since the account is known: whose, nobody can know."""
    unnamed = sa.select(Case.id).where(
        Case.identity_mode == IdentityMode.ANONYMOUS,
        Case.received_on >= account.created_at.date(),
    )
    return session.scalar(unnamed.limit(1)) is not None


def reports_of(session: Session, by: Speaking) -> list[ForumReport]:
    """What who speaks sent, from this phone or another."""
    mine = sa.or_(ForumReport.account_id == by.account_id, ForumReport.reported_by == by.person_id)
    chosen = sa.select(ForumReport).where(mine)
    rows = session.scalars(chosen.order_by(ForumReport.submitted_at.desc(), ForumReport.id))
    return [one for one in rows if by.owns(one.account_id, one.reported_by)]


def _places(session: Session, people: Sequence[Person]) -> list[tuple[Role, Village | Agency]]:
    held = [one for person in people for one in memberships_of(session, person.id)]
    found = [(one.role, _place(session, one)) for one in held]
    return [(role, place) for role, place in found if place is not None]


def _place(session: Session, held: Membership) -> Village | Agency | None:
    if held.village_code is not None:
        return session.get(Village, held.village_code)
    return session.get(Agency, held.agency_id) if held.agency_id else None


def _cohorts(session: Session, people: Sequence[Person]) -> list[Cohort]:
    rows = session.scalars(
        sa.select(Cohort)
        .join(CohortMember, CohortMember.cohort_id == Cohort.id)
        .where(CohortMember.person_id.in_([one.id for one in people]))
        .order_by(Cohort.starts_on, Cohort.id)
    )
    return list(rows)


def _kept(session: Session, by: Speaking) -> int:
    """Of a phone that several people use only what is known to be theirs."""
    here = Kept.account_id == by.account_id
    mine = sa.and_(here, Kept.person_id == by.person_id) if by.shared else here
    holds_something = sa.or_(Kept.text.is_not(None), Kept.file_id.is_not(None))
    return (
        session.scalar(
            sa.select(sa.func.count())
            .select_from(Kept)
            .where(
                mine,
                Kept.state != KeptState.DISCARDED,
                holds_something,
            )
        )
        or 0
    )
