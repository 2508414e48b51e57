"""What somebody at a forum began to answer, and did not send, is kept for a week; of what is thrown
away nothing is kept after a day. Then nothing tells any more who was at which forum."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.inbox.turn import Context
from bot.tasks import Outcome
from handlers.surveys.ending import Forget
from handlers.surveys.forum import FORUM_ROOM
from models.mailbox import Conversation, Mailbox
from models.tasks import ScheduledTask
from models.words import ConversationState

SWEEP = "surveys.drafts"  # planned daily by the clock
KEPT_FOR = timedelta(days=7)
BACK_FOR = timedelta(days=1, hours=1)  # so long it may be taken back (handlers/filling)
SAME_TURN = timedelta(minutes=1)  # within it an event ends that has touched the form
_BEGUN = (ConversationState.OPEN, ConversationState.LEFT)


@dataclass(frozen=True)
class Sweep:
    forget: Forget

    def step(
        self, session: Session, _context: Context, task: ScheduledTask, now: datetime
    ) -> Outcome:
        """One a step: the chat's row is locked first, as whoever answers there has it."""
        found = _next(session, int(task.cursor or 0), now)
        if found is None:
            return Outcome()
        key = found.mailbox_key or ""
        mailbox = session.get(Mailbox, key, with_for_update=True) if key else None
        session.refresh(found)
        if _is_over(found, now):
            self._drop(session, found, mailbox, now)
        return Outcome(done=False, cursor=str(found.id), progress=1)

    def _drop(
        self, session: Session, found: Conversation, mailbox: Mailbox | None, now: datetime
    ) -> None:
        code, last = found.subject.upper(), found.touched_at + SAME_TURN
        found.state, found.ended_at = ConversationState.CANCELLED, now
        if mailbox is not None and mailbox.conversation_id == found.id:
            mailbox.conversation_id = None
        self.forget(session, found.mailbox_key or "", found, None, now, naming=code, until=last)


def _next(session: Session, after: int, now: datetime) -> Conversation | None:
    begun = sa.and_(Conversation.state.in_(_BEGUN), Conversation.touched_at <= now - KEPT_FOR)
    tossed = sa.and_(
        Conversation.state == ConversationState.CANCELLED,
        Conversation.subject != "",
        Conversation.touched_at <= now - BACK_FOR,
    )
    chosen = sa.select(Conversation).where(
        Conversation.room == FORUM_ROOM, sa.or_(begun, tossed), Conversation.id > after
    )
    return session.scalars(chosen.order_by(Conversation.id).limit(1)).first()


def _is_over(found: Conversation, now: datetime) -> bool:
    """Also where somebody has gone on with it meanwhile."""
    kept = KEPT_FOR if found.state in _BEGUN else BACK_FOR
    return bool(found.subject) and found.touched_at <= now - kept
