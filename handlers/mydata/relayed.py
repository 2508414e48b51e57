"""What a person said to an officer who talks with them, and that officer has not read yet."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.outbox.ending import end
from models.handover import Handover, album_key, relay_key
from models.outbox import Outgoing
from models.words import OutboxState


def unsay(session: Session, kept_ids: Iterable[int], now: datetime, why: str) -> None:
    """Words that are taken back or erased reach nobody any more; what was sent is empty already."""
    _withdraw(session, Outgoing.dedupe_key.in_([relay_key(one) for one in kept_ids]), now, why)


def unsay_albums(session: Session, case_id: str, now: datetime) -> None:
    """That somebody who deletes their data sent photos says their name."""
    talks = session.scalars(sa.select(Handover.id).where(Handover.case_id == case_id)).all()
    named = [Outgoing.dedupe_key.startswith(album_key(one, "")) for one in talks]
    if named:
        _withdraw(session, sa.or_(*named), now, "erased")


def _withdraw(session: Session, which: sa.ColumnElement[bool], now: datetime, why: str) -> None:
    for row in session.scalars(sa.select(Outgoing).where(which)).all():
        if row.finished_at is None:
            row.token = row.leased_until = None
            end(row, OutboxState.WITHDRAWN, now, why)
        row.body = row.must_say = None
