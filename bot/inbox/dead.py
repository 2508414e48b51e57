"""A dead event: a person has looked, and has it tried again or calls it settled."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.inbox import Event
from models.words import EventState


def replay(session: Session, event_id: int, now: datetime) -> bool:
    """Try a dead event once more from the start, or handle a foreign one after all (operator)."""
    done = session.execute(
        sa.update(Event)
        .where(Event.id == event_id, Event.state.in_([EventState.DEAD, EventState.FOREIGN]))
        .values(state=EventState.WAITING, attempts=0, due_at=now, finished_at=None)
    )
    return bool(done.rowcount)  # type: ignore[attr-defined]


def settle(session: Session, event_id: int, now: datetime) -> bool:
    """Nothing more is to be done about it (operator). False: it is not dead."""
    done = session.execute(
        sa.update(Event)
        .where(Event.id == event_id, Event.state == EventState.DEAD)
        .values(state=EventState.DONE, finished_at=now)
    )
    return bool(done.rowcount)  # type: ignore[attr-defined]
