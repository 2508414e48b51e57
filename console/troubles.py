"""Why somebody should look at the site: from its rows, in a sentence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from base.clock import Clock
from base.i18n import say
from handlers.staff.service import unseen
from models.cases import Case
from models.facts import CLOCK_LOOKED_AT, fact
from models.inbox import Event
from models.many import Mailing
from models.menus import MenuLink
from models.outbox import QUOTA, UNAUTHORIZED, Outgoing, stops
from models.tasks import ScheduledTask
from models.words import EventState, MailingState, OutboxState

STANDSTILL = timedelta(minutes=5)
STOPPED = {UNAUTHORIZED: "health.unauthorized", QUOTA: "health.quota"}
DEAD: tuple[tuple[Any, str], ...] = (
    (Outgoing, "health.dead_messages"),
    (Event, "health.dead_events"),
    (ScheduledTask, "health.dead_tasks"),
    (MenuLink, "health.dead_menus"),
)


@dataclass(frozen=True)
class Trouble:
    """`key` names the sentence, which says what is wrong and what to do or to look at."""

    key: str
    values: Mapping[str, object] = field(default_factory=dict)

    def said(self, language: str) -> str:
        return say(self.key, language, **self.values)


def troubles(session: Session, clock: Clock) -> list[Trouble]:
    """Empty when all is well."""
    now = clock.now()
    return [
        *_stops(session),
        *_held(session),
        *_standing(session, now),
        *_dead(session),
        *_unseen(session),
    ]


def _stops(session: Session) -> Iterator[Trouble]:
    for reason in sorted(stops(session)):
        yield Trouble(STOPPED.get(reason, "health.stopped"), {"reason": reason})


def _held(session: Session) -> Iterator[Trouble]:
    """Lists for which too little is left of the month; what an operator holds is no trouble."""
    counted = sa.select(sa.func.count()).select_from(Mailing)
    for_month = counted.where(Mailing.state == MailingState.HELD, Mailing.look_at.is_not(None))
    if held := session.scalar(for_month):
        yield Trouble("health.lists_held", {"count": held})


def _standing(session: Session, now: datetime) -> Iterator[Trouble]:
    """What has not moved for five minutes."""
    since = now - STANDSTILL
    waits = (Event.state == EventState.WAITING, Event.received_at < since)
    if _any(session, Event, *waits):
        yield Trouble("health.events_wait")
    answers = (Outgoing.state == OutboxState.WAITING, Outgoing.answer, Outgoing.created_at < since)
    if _any(session, Outgoing, *answers):
        yield Trouble("health.answers_wait")
    looked = fact(session, CLOCK_LOOKED_AT)
    # Until a clock has run once nothing is said: a site may be just being set up.
    if looked is not None and datetime.fromisoformat(looked) <= since:
        yield Trouble("health.no_clock")


def _dead(session: Session) -> Iterator[Trouble]:
    for table, key in DEAD:
        dead = session.scalar(sa.select(sa.func.count()).where(table.state == "dead"))
        if dead:
            yield Trouble(key, {"count": dead})


def _unseen(session: Session) -> Iterator[Trouble]:
    if lost := session.scalar(sa.select(sa.func.count()).select_from(Case).where(unseen())):
        yield Trouble("health.unseen", {"count": lost})


def _any(session: Session, table: type[Any], *which: Any) -> bool:
    return session.scalar(sa.select(table.id).where(*which).limit(1)) is not None
