"""What a person said to an officer who talks with them, and that officer has not read yet."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.outbox import riders
from bot.outbox.ending import end
from models.handover import relay_key
from models.outbox import Outgoing
from models.words import OutboxState


def unsay(session: Session, kept_ids: Iterable[int], now: datetime, why: str) -> None:
    """Words that are taken back or erased reach nobody any more; what was sent is empty already."""
    keys = [relay_key(one) for one in kept_ids]
    rows = session.scalars(sa.select(Outgoing).where(Outgoing.dedupe_key.in_(keys))).all()
    for row in rows:
        if row.finished_at is None:
            riders.get_off(session, row.mailbox_key or "", [row])
            row.token = row.leased_until = None
            end(row, OutboxState.WITHDRAWN, now, why)
        row.body = row.must_say = None
