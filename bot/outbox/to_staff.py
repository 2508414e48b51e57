"""A notice to one officer, as a push: it tells number and place, never the matter."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from bot.messages.bubbles import Bubble
from bot.outbox.write import Push, put_push
from models.outbox import Outgoing
from models.staff import Staff
from models.words import Priority

LONGEST_KEY = 120  # letters of a dedupe key


def notify(
    session: Session,
    staff: Staff,
    key: str,
    bubble: Bubble,
    now: datetime,
    *,
    urgent: bool = False,
) -> Outgoing | None:
    """None: their account is gone, or it was said before. `urgent` by their own hand: at night
    too."""
    line_id = staff.account.line_user_id
    if line_id is None:
        return None
    push = Push(
        to=line_id,
        mailbox_key=f"user:{line_id}",
        bubbles=[bubble],
        dedupe_key=key[:LONGEST_KEY],
        priority=Priority.STAFF,
        due_at=now,
        urgent_by=staff.id if urgent else None,
    )
    return put_push(session, push, now)
