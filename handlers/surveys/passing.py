"""Who typed a forum's code and began no answers: a day later nothing tells that they did."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bot.inbox.turn import Context, Turn
from bot.tasks import Outcome
from models.forgetting import day_only, next_hour
from models.inbox import Event
from models.mailbox import Mailbox
from models.tasks import ScheduledTask, plan
from models.words import EventState

PASSED = "surveys.passed"
KEPT_FOR = timedelta(days=1)  # a language may still be typed

ForgetTurn = Callable[[Session, Event, datetime], None]


def went_by(turn: Turn) -> None:
    """Planned for a full hour, in a row that does not tell the moment."""
    at = next_hour(turn.now + KEPT_FOR)
    plan(turn.session, PASSED, str(turn.event.id), at, day_only(turn.now))


@dataclass(frozen=True)
class Passing:
    """`forget` empties a turn and what was said to it (handlers/feedback)."""

    forget: ForgetTurn

    def step(
        self, session: Session, _context: Context, task: ScheduledTask, now: datetime
    ) -> Outcome:
        """The chat's row is locked first, as whoever answers there has it."""
        event = session.get(Event, int(task.subject))
        if event is not None and event.mailbox_key is not None:
            session.get(Mailbox, event.mailbox_key, with_for_update=True)
            session.refresh(event)
        if event is None or event.payload is None:
            return Outcome(dropped=True, result="forgotten already")
        if event.state is not EventState.DONE:
            return Outcome(dropped=True, result="a person looks at it")
        self.forget(session, event, now)
        return Outcome(progress=1)
