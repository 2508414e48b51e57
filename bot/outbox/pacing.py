"""What goes to many lets chats go first: asking after 500 people takes longer than a turn."""

from __future__ import annotations

from functools import cache
from typing import Any

import sqlalchemy as sa

from base.clock import Clock, monotonic
from models.claims import NOW
from models.database import Database
from models.inbox import Event
from models.outbox import Outgoing
from models.words import EventState, OutboxState

AT_LEAST_EVERY = 1.0  # seconds: a chat that never rests does not hold a list up for ever


class Pace:
    """Of one worker's line."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database, self._clock = database, clock
        self._went_at = 0.0

    def may_go(self) -> bool:
        """Whether nobody in a chat waits, or they have been let go first for long enough."""
        if monotonic() - self._went_at < AT_LEAST_EVERY and self._somebody_waits():
            return False
        self._went_at = monotonic()
        return True

    def _somebody_waits(self) -> bool:
        with self._database.read() as session:
            return bool(session.scalar(_waiting(), {"now": self._clock.now()}))


@cache
def _waiting() -> sa.Select[Any]:
    """An event or an answer that is due; those in somebody's hands count, too."""
    event = sa.exists().where(Event.state == EventState.WAITING, Event.due_at <= NOW)
    answer = sa.exists().where(
        Outgoing.state == OutboxState.WAITING, Outgoing.answer == sa.true(), Outgoing.due_at <= NOW
    )
    return sa.select(sa.or_(event, answer))
