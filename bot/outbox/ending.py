"""How a row ends: its state, the reason, and what must not stay behind."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import object_session

from models.forgetting import day_only
from models.many import all_leave
from models.outbox import Outgoing
from models.words import AddresseeState, OutboxState

ENDS = {
    OutboxState.SENT: AddresseeState.SENT,
    OutboxState.CARRIED: AddresseeState.CARRIED,
    OutboxState.WITHDRAWN: AddresseeState.WITHDRAWN,
    OutboxState.DEAD: AddresseeState.DEAD,
}


def end(row: Outgoing, state: OutboxState, now: datetime, outcome: str = "") -> None:
    """Finish a row, for whoever is named in it too; one that must be forgotten loses body, address
    and time with its end."""
    row.state = state
    row.finished_at = now
    row.outcome = outcome or row.outcome
    row.began_at = row.hold_reason = None
    if row.mailing_id is not None:
        _for_all(row, now)
    if row.forget:
        forget(row)


def _for_all(row: Outgoing, now: datetime) -> None:
    session = object_session(row)
    if session is not None and row.state in ENDS:
        reason = "" if row.state is OutboxState.SENT else row.outcome or ""
        all_leave(session, row.id, ENDS[row.state], reason, now)


def forget(row: Outgoing) -> None:
    """Nothing is left that says to whom, what, or at what time of the day."""
    row.forget = True
    row.body = row.to = row.mailbox_key = row.reply_token = row.must_say = None
    row.event_at = row.first_try_at = row.line_request_id = None
    row.created_at, row.due_at = day_only(row.created_at), day_only(row.due_at)
    row.useful_until = day_only(row.useful_until) if row.useful_until else None
    row.finished_at = day_only(row.finished_at) if row.finished_at else None
