"""What a machine that stood still put off: tried again, as a worker would, and not left undone."""

from __future__ import annotations

import sqlalchemy as sa

from base.clock import pause
from models.database import Database, TooSlow
from models.inbox import Event
from models.words import EventState


def is_put_off(database: Database) -> bool:
    """Whether a turn took longer than it may, so that its event is due again in a moment; some of
    that moment passes here."""
    slow = Event.last_error.startswith(TooSlow.__name__)
    found = sa.select(Event.id).where(Event.state == EventState.WAITING, slow)
    with database.read() as session:
        if session.scalar(found.limit(1)) is None:
            return False
    pause(0.05)
    return True
