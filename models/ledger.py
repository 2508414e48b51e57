"""What was said in a month, on what: counted by LINE (pushes, one for each person) or free.

Replies are free, and so is what rides along on one. LINE counts a message by the people it reached,
however many bubbles it has (LINE docs, "Messaging API pricing").
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.many import Addressee, Mailing
from models.outbox import Outgoing
from models.people import Account
from models.words import AddresseeState, OutboxKind, OutboxState

ANSWER = "answer"  # a reply, or the push that it became when its token had ended
Found = tuple[str, bool, int]  # kind, whether LINE counts it, how many


@dataclass(frozen=True, slots=True)
class Spent:
    """One kind of message: the first part of its dedupe key, or of the key of its list.

    Of what goes to everybody LINE tells nobody how many it reached: the friends known now.
    """

    kind: str
    counted: int
    free: int


def spent(session: Session, since: datetime, until: datetime) -> list[Spent]:
    """What ended from `since` on and before `until`, by kind; what cost most stands first."""
    counted: defaultdict[str, int] = defaultdict(int)
    free: defaultdict[str, int] = defaultdict(int)
    for find in (_alone, _on_lists, _to_everybody):
        for kind, costs, count in find(session, since, until):
            (counted if costs else free)[kind] += count
    rows = [Spent(kind, counted[kind], free[kind]) for kind in counted.keys() | free.keys()]
    return sorted(rows, key=lambda one: (-one.counted, -one.free, one.kind))


def accepted(session: Session, mailing_prefix: str) -> tuple[int, int]:
    """Of the lists whose key begins so: how many LINE counted, and how many went free."""
    found = session.execute(
        sa.select(Addressee.state, sa.func.count())
        .join(Mailing, Mailing.id == Addressee.mailing_id)
        .where(Mailing.key.startswith(mailing_prefix, autoescape=True))
        .group_by(Addressee.state)
    )
    by_state = {state: count for state, count in found}  # noqa: C416
    return by_state.get(AddresseeState.SENT, 0), by_state.get(AddresseeState.CARRIED, 0)


def _alone(session: Session, since: datetime, until: datetime) -> Iterable[Found]:
    """What went to one chat."""
    kind: Any = sa.case((Outgoing.answer, ANSWER), else_=_first_part(session, Outgoing.dedupe_key))
    costs = sa.and_(Outgoing.kind == OutboxKind.PUSH, Outgoing.state == OutboxState.SENT)
    ended = Outgoing.state.in_([OutboxState.SENT, OutboxState.CARRIED])
    chosen = sa.select(kind, costs, sa.func.count()).where(
        ended, Outgoing.mailing_id.is_(None), Outgoing.finished_at >= since
    )
    found = session.execute(chosen.where(Outgoing.finished_at < until).group_by(kind, costs))
    return [(name, bool(costs), count) for name, costs, count in found]


def _on_lists(session: Session, since: datetime, until: datetime) -> Iterable[Found]:
    """Each person of a list by themselves."""
    kind = _first_part(session, Mailing.key)
    chosen = (
        sa.select(kind, Addressee.state, sa.func.count())
        .join(Mailing, Mailing.id == Addressee.mailing_id)
        .where(
            Addressee.state.in_([AddresseeState.SENT, AddresseeState.CARRIED]),
            Addressee.finished_at >= since,
            Addressee.finished_at < until,
        )
        .group_by(kind, Addressee.state)
    )
    found = session.execute(chosen)
    return [(name, state is AddresseeState.SENT, count) for name, state, count in found]


def _to_everybody(session: Session, since: datetime, until: datetime) -> Iterable[Found]:
    chosen = (
        sa.select(Mailing.key)
        .join(Outgoing, Outgoing.mailing_id == Mailing.id)
        .where(
            Outgoing.kind == OutboxKind.BROADCAST,
            Outgoing.state == OutboxState.SENT,
            Outgoing.finished_at >= since,
            Outgoing.finished_at < until,
        )
    )
    keys = session.scalars(chosen).all()
    if not keys:
        return []
    friends = session.scalar(
        sa.select(sa.func.count())
        .select_from(Account)
        .where(Account.friend.is_(True), Account.blocked.is_(False))
    )
    return [(key.partition(":")[0], True, friends or 0) for key in keys]


def _first_part(session: Session, key: Any) -> sa.ColumnElement[str]:
    """Of «nudge:17:»: «nudge»."""
    if session.get_bind().dialect.name == "sqlite":
        return sa.func.substr(key, 1, sa.func.instr(key.concat(":"), ":") - 1)
    return sa.func.split_part(key, ":", 1)
