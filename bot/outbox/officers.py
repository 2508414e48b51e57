"""A push to one officer, of their own work: by day, beyond the caps of everybody else."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from bot.messages.bubbles import Bubble
from bot.outbox.write import Push, put_push
from models.staff import Staff
from models.words import Priority


def push_to(
    session: Session,
    staff: Staff,
    key: str,
    bubble: Bubble,
    now: datetime,
    *,
    urgent: bool = False,
) -> None:
    """Once for each `key`; `urgent`: this officer is told at night, too."""
    line_id = staff.account.line_user_id
    if line_id is None:
        return
    push = Push(
        to=line_id,
        mailbox_key=f"user:{line_id}",
        bubbles=[bubble],
        dedupe_key=key,
        priority=Priority.STAFF,
        due_at=now,
        urgent_by=staff.id if urgent else None,
    )
    put_push(session, push, now)
