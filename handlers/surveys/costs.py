"""What a wave takes at most, and what that costs beyond the free messages of its months."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from bot.inbox.turn import Context, Turn
from bot.outbox.budget import Cost, cost_ahead
from bot.outbox.costing import most_in_words
from handlers.surveys import own
from models.surveys import Wave


@dataclass(frozen=True, slots=True)
class Most:
    """So many invited, and reminded as often as is still to come, nobody answering before."""

    people: int
    reminders: int
    cost: Cost

    def told(self, language: str) -> dict[str, object]:
        """What the sentences of a wave name."""
        cost = most_in_words(self.cost, language)
        return {"people": self.people, "reminders": self.reminders, "cost": cost}


def most(session: Session, wave: Wave, people: int, now: datetime, context: Context) -> Most:
    left = own.reminders_left(wave, now)
    steps = [(at, people) for at in (wave.opens_at, *left)]
    cost = cost_ahead(session, context.budget, steps, now, context.zone)
    return Most(people, len(left), cost)


def look_most(turn: Turn, wave: Wave, people: int) -> dict[str, object]:
    """As `most`, counted while nobody is kept from writing; in words."""
    number, now, context = wave.id, turn.now, turn.context  # `wave` is of this transaction

    def look(session: Session) -> Most:
        return most(session, session.get_one(Wave, number), people, now, context)

    return turn.look_first((Most, number, people), look).told(turn.language)
