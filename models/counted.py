"""Our own account of the messages that LINE counts: people reached by pushes and lists."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.many import Addressee
from models.outbox import Outgoing
from models.words import AddresseeState, OutboxKind, OutboxState


def counted_since(session: Session, since: datetime) -> int:
    """How many went out (LINE docs, "Messaging API pricing": replies are free, a list counts each
    person). What goes to everybody LINE alone can count; here it is one."""
    sent = sa.and_(Outgoing.state == OutboxState.SENT, Outgoing.due_at >= since)
    alone = sa.select(sa.func.count()).select_from(Outgoing)
    alone = alone.where(sent, Outgoing.kind.in_([OutboxKind.PUSH, OutboxKind.BROADCAST]))
    on_lists = (
        sa.select(sa.func.count())
        .select_from(Addressee)
        .join(Outgoing, Outgoing.id == Addressee.outgoing_id)
        .where(sent, Outgoing.mailing_id.is_not(None), Addressee.state == AddresseeState.SENT)
    )
    return (session.scalar(alone) or 0) + (session.scalar(on_lists) or 0)


def carried_in(session: Session, mailing_ids: list[int]) -> int:
    """How many of these lists' people got it with a free reply, and cost nothing."""
    counted = sa.select(sa.func.count()).select_from(Addressee)
    carried = Addressee.state == AddresseeState.CARRIED
    return session.scalar(counted.where(Addressee.mailing_id.in_(mailing_ids), carried)) or 0
