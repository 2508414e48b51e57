"""Other words in a push that waits: more than was to be said, or less."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.messages.bubbles import Bubble
from bot.messages.render import render
from bot.outbox.superseding import frozen
from models.outbox import Outgoing
from models.words import OutboxState


def untried(session: Session, dedupe_key: str) -> Outgoing | None:
    """The row under this key, locked, if its words can still be changed: a body that was tried
    once is what its retry key stands for (LINE docs, "Retrying an API request")."""
    chosen = sa.select(Outgoing).where(Outgoing.dedupe_key == dedupe_key).with_for_update()
    row = session.scalar(chosen)
    if row is None or row.state is not OutboxState.WAITING or row.token is not None:
        return None
    return None if row.first_try_at or row.began_at else row


def reword(row: Outgoing, bubbles: Sequence[Bubble], due_at: datetime) -> None:
    """`row` as `untried` gave it; it becomes due at `due_at`, but not later than it was. Where it
    was tried, and certainly did not arrive, its other words have a key of their own."""
    row.body = frozen(render(bubbles))
    row.due_at = min(row.due_at, due_at)
    if row.first_try_at is not None:
        row.retry_key = str(uuid4())
