"""The file that goes with an announcement."""

from __future__ import annotations

from sqlalchemy.orm import Session

from bot.inbox.turn import Context
from bot.media.enclosed import Attached, attached
from models.announcements import Announcement
from models.files import File


def document(session: Session, context: Context, one: Announcement) -> Attached | None:
    """None where there is none, or it may not be given out any more."""
    file = session.get(File, one.document_id) if one.document_id else None
    if file is None or not one.document_name:
        return None
    found = attached(context, file, one.document_name, str(one.id), one.shown_from)
    return found if found.address else None
