"""How a row ends: its state, the reason, and what must not stay behind."""

from __future__ import annotations

from datetime import datetime

from models.outbox import Outgoing
from models.words import OutboxState


def end(row: Outgoing, state: OutboxState, now: datetime, outcome: str = "") -> None:
    """Finish a row; one that must be forgotten loses body and address with its end."""
    row.state = state
    row.finished_at = now
    row.outcome = outcome or row.outcome
    row.began_at = None
    if row.forget:
        row.body = row.to = row.mailbox_key = row.reply_token = row.must_say = None
