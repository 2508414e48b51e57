"""A further row of a mailing: the same words to others of its people, under a key of its own."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from base.ids import retry_key
from models.many import Mailing
from models.outbox import Outgoing
from models.words import Lane, OutboxState


def first(
    session: Session, mailing: Mailing, body: str, now: datetime, *, hold: str | None
) -> Outgoing:
    """A row that names nobody yet."""
    row = Outgoing(
        kind=mailing.kind,
        state=OutboxState.HELD if hold else OutboxState.WAITING,
        hold_reason=hold,
        lane=Lane.URGENT if mailing.urgent_by else Lane.BULK,
        mailing_id=mailing.id,
        body=body,
        retry_key=retry_key(),
        dedupe_key=f"{mailing.key}:{_how_many(session, mailing) + 1}",
        priority=mailing.priority,
        due_at=mailing.due_at,
        useful_until=mailing.useful_until,
        urgent_by=mailing.urgent_by,
        created_at=now,
    )
    session.add(row)
    session.flush()
    return row


def another(
    session: Session,
    row: Outgoing,
    mailing: Mailing,
    now: datetime,
    due_at: datetime,
    *,
    hold: str | None = None,
    half_of: int | None = None,
) -> Outgoing:
    """One more, beside `row`. The caller names its people."""
    session.refresh(mailing, with_for_update=True)  # its rows are numbered one at a time
    made = first(session, mailing, row.body or "[]", now, hold=hold)
    made.due_at, made.half_of = due_at, half_of
    session.flush()
    return made


def _how_many(session: Session, mailing: Mailing) -> int:
    counted = sa.select(sa.func.count()).select_from(Outgoing)
    return session.scalar(counted.where(Outgoing.mailing_id == mailing.id)) or 0
