"""Riders: what is due and not urgent goes along with a free reply instead of costing a push.

Taken while the answer is composed, in the turn's transaction; a rider shares the answer's fate.
What is held because the month's messages are used up or kept rides too, and so do notices to staff.
What is emptied with its end never rides: its words would stay in the answer's body, beside the
address.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.outbox.ending import end
from bot.outbox.hours import may_go_at
from bot.outbox.pausing import where_paused
from bot.outbox.wanted import Unwanted
from models.claims import NOW
from models.outbox import FOR_MONTH, MAILBOX, Outgoing
from models.people import account_of
from models.words import OutboxKind, OutboxState, Priority

RIDING = (Priority.UNASKED, Priority.STAFF)


def choose(
    session: Session,
    mailbox_key: str,
    room: int,
    now: datetime,
    unwanted: Unwanted,
    zone: ZoneInfo | None,
) -> list[Outgoing]:
    """Rows to this chat, oldest first, whose bubbles fit into `room`. Of what nobody asked for one
    at most, at an hour and on a day on which it might go by itself; none without `zone`."""
    chosen: list[Outgoing] = []
    for row in session.scalars(_candidates(), {"mailbox": mailbox_key, "now": now}).all():
        size = len(json.loads(row.body or "[]"))
        if 0 < size <= room and not unwanted(session, row):
            if _is_unasked(row) and not _may_come(session, row, now, zone, chosen):
                continue
            chosen.append(row)
            room -= size
    return chosen


def _is_unasked(row: Outgoing) -> bool:
    return row.priority is Priority.UNASKED and row.urgent_by is None


def _may_come(
    session: Session,
    row: Outgoing,
    now: datetime,
    zone: ZoneInfo | None,
    chosen: Sequence[Outgoing],
) -> bool:
    """What was held, or could not be sent for hours, is due at any time of the day."""
    if zone is None or any(_is_unasked(one) for one in chosen):
        return False
    account = account_of(session, row.to or "")
    if account is not None and where_paused(session, [account.id]):
        return False
    return may_go_at(session, row, now, zone) <= now


def carry(rows: Sequence[Outgoing], carrier: Outgoing, now: datetime) -> None:
    for row in rows:
        end(row, OutboxState.CARRIED, now)
        row.carried_by = carrier.id


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
        Outgoing.hold_reason.in_(FOR_MONTH),
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
