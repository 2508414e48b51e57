"""Nobody is interrupted in a form: what can wait comes half an hour after their last answer."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.mailbox import Conversation, Mailbox
from models.words import ConversationState

PAUSE = timedelta(minutes=30)  # who has said nothing for so long has gone to do something else


def busy(session: Session, mailbox_keys: Iterable[str], now: datetime) -> dict[str, datetime]:
    """Those chats whose open form was answered lately, each with the moment it is at rest."""
    found = session.execute(
        sa.select(Mailbox.key, Conversation.touched_at)
        .join(Conversation, Conversation.id == Mailbox.conversation_id)
        .where(
            Mailbox.key.in_(mailbox_keys),
            Conversation.state == ConversationState.OPEN,
            Conversation.touched_at > now - PAUSE,
        )
    )
    return {key: touched_at + PAUSE for key, touched_at in found}
