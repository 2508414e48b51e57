"""Riders: what is due and not urgent goes along with a free reply instead of costing a push.

Taken while the answer is composed, in the turn's transaction; a rider shares the answer's fate.
What is held because the month's messages are used up rides too, and so do notices to staff. What is
emptied with its end never rides: its words would stay in the answer's body, beside the address.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from functools import cache

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.outbox.ending import end
from bot.outbox.wanted import Unwanted
from models.claims import NOW
from models.many import wait_again
from models.outbox import MAILBOX, QUOTA, Outgoing
from models.words import AddresseeState, OutboxKind, OutboxState, Priority

RIDING = (Priority.UNASKED, Priority.STAFF)


def choose(
    session: Session, mailbox_key: str, room: int, now: datetime, unwanted: Unwanted
) -> list[Outgoing]:
    """Rows to this chat, oldest first, whose bubbles fit into `room`."""
    chosen: list[Outgoing] = []
    for row in session.scalars(_candidates(), {"mailbox": mailbox_key, "now": now}):
        size = len(json.loads(row.body or "[]"))
        if 0 < size <= room and not unwanted(session, row):
            chosen.append(row)
            room -= size
    return chosen


def carry(rows: Sequence[Outgoing], carrier: Outgoing, now: datetime) -> None:
    for row in rows:
        end(row, OutboxState.CARRIED, now)
        row.carried_by = carrier.id


def get_off(session: Session, mailbox_key: str, carriers: Sequence[Outgoing]) -> None:
    """What rode on an answer that is superseded would be lost with it: it waits again."""
    off = session.scalars(
        sa.update(Outgoing)
        .where(
            Outgoing.mailbox_key == mailbox_key,  # by index, not through all rows
            Outgoing.state == OutboxState.CARRIED,
            Outgoing.carried_by.in_([row.id for row in carriers]),
        )
        .values(state=OutboxState.WAITING, carried_by=None, finished_at=None)
        .returning(Outgoing.id)
    ).all()
    if off:
        wait_again(session, off, AddresseeState.CARRIED)


@cache
def _candidates() -> sa.Select[Outgoing]:
    waiting = sa.and_(
        Outgoing.state == OutboxState.WAITING,
        Outgoing.answer == sa.false(),
        Outgoing.kind == OutboxKind.PUSH,
        Outgoing.priority.in_(RIDING),
        Outgoing.attempts == 0,
        Outgoing.due_at <= NOW,
        Outgoing.urgent_by.is_(None),
    )
    held = sa.and_(
        Outgoing.state == OutboxState.HELD,
        Outgoing.hold_reason == QUOTA,
        Outgoing.unclear_tries == 0,  # what may have come already needs its key to come once
        Outgoing.began_at.is_(None),
    )
    return (
        sa.select(Outgoing)
        .where(
            Outgoing.mailbox_key == MAILBOX,
            Outgoing.state.in_([OutboxState.WAITING, OutboxState.HELD]),
            sa.or_(waiting, held),
            Outgoing.forget == sa.false(),
            sa.or_(Outgoing.useful_until.is_(None), Outgoing.useful_until >= NOW),
        )
        .order_by(Outgoing.due_at, Outgoing.id)
        .with_for_update(skip_locked=True)
    )
