"""Audience: a small written form of who is meant, and the SELECT that it stands for.

    everyone
    role:leader district:3210,3211
    cohort:6f0c… kind:trainee
    wave:12/waiting,12/half_filled

Terms stand side by side and all hold; the values of one, joined by commas, are alternatives. What
is said of a person's place and role holds of one membership: `role:leader district:3210` is who
leads a village there, not who leads elsewhere and lives there.

Announcements and waves use the same: `parse`, then `people` in chunks from a cursor (or `reach`, to
know beforehand). A further term is one line in `TERMS`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from base.ids import row_number
from models.people import Account, AccountPerson, Consent, Membership, Person
from models.places import Village
from models.programme import CohortMember
from models.surveys import Invitation
from models.words import InvitationState, Permission, Role

EVERYONE = "everyone"
DISTRICT = 4  # digits of a village's code that name its district
Condition = sa.ColumnElement[bool]


class AudienceFault(Exception):
    """Words that name nobody we could look for; the text is the word."""


def _district(codes: Sequence[str]) -> Condition:
    return sa.func.substr(Membership.village_code, 1, DISTRICT).in_(codes)


# What is true of one membership of the person, and of one row of the roster.
OF_MEMBERSHIP: Mapping[str, Callable[[Sequence[str]], Condition]] = {
    "role": lambda values: Membership.role.in_([Role(one) for one in values]),
    "district": _district,
    "village": Membership.village_code.in_,
    "agency": Membership.agency_id.in_,
}
OF_ROSTER: Mapping[str, Callable[[Sequence[str]], Condition]] = {
    "cohort": CohortMember.cohort_id.in_,
    "kind": CohortMember.kind.in_,
}


def _asked(values: Sequence[str]) -> Condition:
    """In a wave, or in one of its states: `12`, `12/half_filled`."""
    each = [one.partition("/") for one in values]
    states = [
        sa.and_(
            Invitation.wave_id == int(wave),
            Invitation.state == InvitationState(state) if state else sa.true(),
        )
        for wave, _, state in each
    ]
    return sa.exists().where(Invitation.person_id == Person.id, sa.or_(*states))


# What is true of the person in some other way: a condition on Person.id.
OF_PERSON: Mapping[str, Callable[[Sequence[str]], Condition]] = {"wave": _asked}
TERMS = (*OF_MEMBERSHIP, *OF_ROSTER, *OF_PERSON)


@dataclass(frozen=True, slots=True)
class Audience:
    """`terms` in the order of TERMS; none: everyone. `within`: the only districts in which whoever
    speaks may speak to anybody; empty: all of them."""

    terms: tuple[tuple[str, tuple[str, ...]], ...] = ()
    within: tuple[str, ...] = ()

    def __str__(self) -> str:
        written = " ".join(f"{name}:{','.join(values)}" for name, values in self.terms)
        return written or EVERYONE

    def values(self, term: str) -> tuple[str, ...]:
        return dict(self.terms).get(term, ())


def parse(written: str, within: Sequence[str] = ()) -> Audience:
    """Raises AudienceFault. The same people written in another order are the same audience."""
    words = written.split()
    if words == [EVERYONE]:
        return Audience(within=tuple(sorted(within)))
    found: dict[str, tuple[str, ...]] = {}
    for word in words:
        name, _, listed = word.partition(":")
        values = tuple(sorted({one for one in listed.split(",") if one}))
        if name not in TERMS or name in found or not values:
            raise AudienceFault(word)
        if name in _POSSIBLE and not all(map(_POSSIBLE[name], values)):
            raise AudienceFault(word)
        found[name] = values
    if not found:
        raise AudienceFault(written)
    terms = tuple((name, found[name]) for name in TERMS if name in found)
    return Audience(terms, tuple(sorted(within)))


def _is_wave(value: str) -> bool:
    wave, _, state = value.partition("/")
    return row_number(wave) is not None and (not state or state in set(InvitationState))


# Of terms whose values are a closed list, or numbers.
_POSSIBLE: Mapping[str, Callable[[str], bool]] = {
    "role": lambda value: value in set(Role),
    "wave": _is_wave,
}


def people(audience: Audience, after: str = "") -> sa.Select[str]:
    """The ids of those meant, each once, in order, from the one that comes after `after`; limit it
    to a step's worth. Whoever deleted their data is nobody any more."""
    chosen = sa.select(Person.id).where(Person.erased_at.is_(None), Person.id > after)
    return chosen.where(*_conditions(audience)).order_by(Person.id)


def strangers(audience: Audience, after: str = "") -> sa.Select[str]:
    """The ids of accounts through which nobody has signed up: meant where everyone is."""
    known = sa.exists().where(AccountPerson.account_id == Account.id, AccountPerson.until.is_(None))
    chosen = sa.select(Account.id).where(Account.line_user_id.is_not(None), ~known)
    everyone = not audience.terms and not audience.within
    return chosen.where(Account.id > after, sa.true() if everyone else sa.false()).order_by(
        Account.id
    )


def _conditions(audience: Audience) -> list[Condition]:
    members = [OF_MEMBERSHIP[name](v) for name, v in audience.terms if name in OF_MEMBERSHIP]
    roster = [OF_ROSTER[name](v) for name, v in audience.terms if name in OF_ROSTER]
    others = [OF_PERSON[name](v) for name, v in audience.terms if name in OF_PERSON]
    if audience.within:
        members.append(_district(audience.within))
    if members:
        here = (Membership.person_id == Person.id, Membership.until.is_(None))
        others.append(sa.exists().where(*here, *members))
    if roster:
        others.append(sa.exists().where(CohortMember.person_id == Person.id, *roster))
    return others


@dataclass(frozen=True, slots=True)
class Reach:
    """`people` are meant; `messages` is how many LINE would count, because two on one phone hear it
    once; `unreached` have never written to the bot; `refused` said no or blocked the bot."""

    people: int
    messages: int
    unreached: int
    refused: int


def reach(session: Session, audience: Audience, purpose: str) -> Reach:
    """Whom it would reach now. `purpose` is the consent whose «no» leaves out (models/consents)."""
    meant = people(audience).order_by(None)
    through = _through(meant, strangers(audience).order_by(None)).subquery()
    fine = sa.and_(Account.blocked.is_(False), Account.friend.is_not(False), ~_says_no(purpose))
    counted = (
        sa.select(sa.func.count(), sa.func.count().filter(fine))
        .select_from(Account)
        .where(Account.id.in_(sa.select(through.c.account_id)))
    )
    accounts, messages = session.execute(counted).one()
    several = sa.select(sa.func.count()).select_from(through).where(through.c.person_id != "")
    reached = session.scalar(several) or 0
    named = session.scalar(sa.select(sa.func.count()).select_from(meant.subquery())) or 0
    unknown = session.scalar(
        sa.select(sa.func.count()).select_from(strangers(audience).order_by(None).subquery())
    )
    return Reach(named + (unknown or 0), messages, named - reached, accounts - messages)


def _through(meant: sa.Select[str], unknown: sa.Select[str]) -> sa.CompoundSelect[tuple[str, str]]:
    """Person and the one account they are spoken to through, chosen like `through_one_account`."""
    best = (Account.blocked, Account.friend.is_(True).desc(), AccountPerson.id.desc())
    place = sa.func.row_number().over(partition_by=AccountPerson.person_id, order_by=best)
    ranked = (
        sa.select(AccountPerson.person_id, Account.id.label("account_id"), place.label("place"))
        .join(Account, Account.id == AccountPerson.account_id)
        .where(
            AccountPerson.person_id.in_(meant),
            AccountPerson.until.is_(None),
            Account.line_user_id.is_not(None),
        )
        .subquery()
    )
    known = sa.select(ranked.c.person_id, ranked.c.account_id).where(ranked.c.place == 1)
    alone = sa.select(sa.literal("").label("person_id"), Account.id.label("account_id"))
    return sa.union_all(known, alone.where(Account.id.in_(unknown)))


def _says_no(purpose: str) -> Condition:
    """The newest answer in force through the account is «no»."""
    newest = (
        sa.select(Consent.answer)
        .where(
            Consent.account_id == Account.id,
            Consent.purpose == purpose,
            Consent.withdrawn_at.is_(None),
        )
        .order_by(Consent.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    return sa.func.coalesce(sa.cast(newest, sa.String), "") == Permission.NO.value


def villages_of(session: Session, person_ids: Sequence[str]) -> dict[str, str]:
    """Person → the village they stand in, the first of several."""
    rows = session.execute(
        sa.select(Membership.person_id, Membership.village_code)
        .join(Village, Village.code == Membership.village_code)
        .where(Membership.person_id.in_(person_ids), Membership.until.is_(None))
        .order_by(Membership.id.desc())
    )
    return {person_id: code for person_id, code in rows if code}
