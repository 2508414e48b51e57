"""Whether a message to somebody can arrive."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from models.mailbox import Mailbox
from models.people import Account

REACHED_FOR = timedelta(days=7)


def is_reachable(session: Session, account: Account, now: datetime) -> bool:
    """LINE delivers to friends, and to others for seven days after they wrote; never to who has
    blocked us (Messaging API reference, "Send push message")."""
    if account.line_user_id is None or account.blocked:
        return False
    chat = session.get(Mailbox, f"user:{account.line_user_id}")
    spoke = chat.last_event_at if chat else None
    return bool(account.friend) or (spoke is not None and now - spoke < REACHED_FOR)
