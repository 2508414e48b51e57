"""What somebody at a forum began to answer, and did not send, is kept for a week."""

from __future__ import annotations

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.inbox.turn import Context
from bot.tasks import Outcome
from handlers.surveys.forum import FORUM_ROOM
from models.kept import discard, kept_for
from models.mailbox import Conversation, Mailbox
from models.tasks import ScheduledTask
from models.words import ConversationState

SWEEP = "surveys.drafts"  # planned daily by the clock
KEPT_FOR = timedelta(days=7)
_BEGUN = (ConversationState.OPEN, ConversationState.LEFT)


def sweep(session: Session, _context: Context, task: ScheduledTask, now: datetime) -> Outcome:
    """One a step: the chat's row is locked first, as whoever answers there has it."""
    found = _next(session, int(task.cursor or 0), now)
    if found is None:
        return Outcome()
    key = found.mailbox_key
    mailbox = session.get(Mailbox, key, with_for_update=True) if key else None
    session.refresh(found)
    if found.state in _BEGUN and found.touched_at <= now - KEPT_FOR:
        _drop(session, found, mailbox, now)
    return Outcome(done=False, cursor=str(found.id), progress=1)


def _next(session: Session, after: int, now: datetime) -> Conversation | None:
    chosen = sa.select(Conversation).where(
        Conversation.room == FORUM_ROOM,
        Conversation.state.in_(_BEGUN),
        Conversation.touched_at <= now - KEPT_FOR,
        Conversation.id > after,
    )
    return session.scalars(chosen.order_by(Conversation.id).limit(1)).first()


def _drop(session: Session, found: Conversation, mailbox: Mailbox | None, now: datetime) -> None:
    discard(session, kept_for(session, f"conversation:{found.id}:"), now)
    found.state, found.ended_at = ConversationState.CANCELLED, now
    found.state_json, found.subject = None, ""
    if mailbox is not None and mailbox.conversation_id == found.id:
        mailbox.conversation_id = None
