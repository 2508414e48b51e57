"""The end of a list: when nobody on it waits any more, and for how many it came to what.

Its rows tell that, and nothing beside them: whatever ends one (a try, an erasure, a hand), or
brings one back (an answer that was not said, a dead row that is tried again), leaves no other word
wrong.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.many import Addressee, Mailing
from models.outbox import Outgoing
from models.words import AddresseeState, MailingState, OutboxKind, OutboxState

OPEN = (OutboxState.WAITING, OutboxState.HELD)
_ACCEPTED = {AddresseeState.SENT, AddresseeState.CARRIED, OutboxState.SENT}
_REFUSED = {AddresseeState.BAD_ID, AddresseeState.DEAD, OutboxState.DEAD}


@dataclass(frozen=True, slots=True)
class Sum:
    """People of a list; of what goes to everybody, its one request.

    LINE `accepted` it by itself or with a free reply; `waiting` go when they are due; `held` are
    for the month, a district, or by hand; LINE `refused` the id, or all of it; `left_out` for a
    reason of ours, or taken back.
    """

    accepted: int = 0
    waiting: int = 0
    held: int = 0
    refused: int = 0
    left_out: int = 0


def ended_at(session: Session, mailing: Mailing) -> datetime | None:
    """When the last of its requests ended; None while one is open or people are still named."""
    written = mailing.closed_at is not None or mailing.state is MailingState.WITHDRAWN
    if not written or session.scalar(sa.select(_is_open(mailing.id))):
        return None
    last = sa.select(sa.func.max(Outgoing.finished_at)).where(Outgoing.mailing_id == mailing.id)
    return session.scalar(last) or mailing.closed_at


def is_untouched(session: Session, lists: Sequence[Mailing], *, locked: bool = False) -> bool:
    """Whether LINE was asked for nothing of these lists, and nothing of them went with an answer.
    `locked`: nobody begins with it either until this transaction ends."""
    ids = [one.id for one in lists]
    rows = sa.select(Outgoing.token, Outgoing.attempts, Outgoing.state)
    mine = rows.where(Outgoing.mailing_id.in_(ids)).order_by(Outgoing.id)
    for token, attempts, state in session.execute(mine.with_for_update() if locked else mine):
        if token is not None or attempts or state not in OPEN:
            return False
    taken = Addressee.state.in_((AddresseeState.SENT, AddresseeState.CARRIED))
    return not session.scalar(sa.select(sa.exists().where(Addressee.mailing_id.in_(ids), taken)))


def how_many_are_open(session: Session) -> int:
    """Lists of which something still is to go out, or held."""
    counted = sa.select(sa.func.count()).select_from(Mailing).where(_is_open(Mailing.id))
    return session.scalar(counted) or 0


def sum_of(session: Session, mailing: Mailing) -> Sum:
    found = dict.fromkeys(("accepted", "waiting", "held", "refused", "left_out"), 0)
    for state, of_row, count in session.execute(_counted(mailing)).all():
        found[_name(state, of_row)] += count
    return Sum(**found)


def _is_open(mailing_id: object) -> sa.Exists:
    return sa.exists().where(Outgoing.mailing_id == mailing_id, Outgoing.state.in_(OPEN))


def _counted(mailing: Mailing) -> sa.Select[Any]:
    """What became of people (or of the one request), the state of their row, and how many."""
    alone = mailing.kind is OutboxKind.BROADCAST
    state: Any = Outgoing.state if alone else Addressee.state
    chosen: sa.Select[Any] = sa.select(state, Outgoing.state, sa.func.count()).select_from(Outgoing)
    if not alone:
        chosen = chosen.join(Addressee, Addressee.outgoing_id == Outgoing.id)
    mine = chosen.where(Outgoing.mailing_id == mailing.id)
    return mine.group_by(state, Outgoing.state)


def _name(state: AddresseeState | OutboxState, of_row: OutboxState) -> str:
    if state in _ACCEPTED:
        return "accepted"
    if state in _REFUSED:
        return "refused"
    if of_row is OutboxState.HELD and state in (AddresseeState.WAITING, OutboxState.HELD):
        return "held"
    return "waiting" if state in (AddresseeState.WAITING, OutboxState.WAITING) else "left_out"
