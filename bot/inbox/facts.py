"""The bot's own user id: asked of LINE by a worker, read by the web to tell foreign events."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta
from itertools import chain, repeat
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from base.clock import Clock, monotonic
from base.logs import get
from models.database import Busy, Database, wake
from models.facts import BOT_BASIC_ID, BOT_USER_ID, fact, learn
from models.inbox import Event
from models.words import EventState

if TYPE_CHECKING:
    from bot.line.client import LineClient

LOOK_EVERY = 60.0
ASK_AGAIN = (0.5, 1.0, 2.0, 5.0, 15.0)  # seconds, while LINE is away for a moment
RECENT = timedelta(days=1)

log = get("facts")


class BotId:
    """The id a worker learnt, read anew each minute: a channel may be replaced by another."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._known: str | None = None
        self._looked: float | None = None

    def __call__(self) -> str | None:
        now = monotonic()
        if self._looked is None or now - self._looked > LOOK_EVERY:
            self._looked = now
            with self._database.read() as session:
                self._known = fact(session, BOT_USER_ID)
        return self._known


def learn_bot(
    database: Database, client: LineClient, clock: Clock, stopping: threading.Event
) -> None:
    """Ask LINE who we are until it answers (LINE reference, "Get bot info")."""
    for seconds in chain(ASK_AGAIN, repeat(LOOK_EVERY)):
        if stopping.is_set() or ask_bot(database, client, clock):
            return
        stopping.wait(seconds)


def ask_bot(database: Database, client: LineClient, clock: Clock) -> bool:
    """One try; True when LINE told."""
    from bot.line.answers import LineTrouble

    try:
        answer = client.bot_info()
    except LineTrouble:
        return False
    told = answer.json()
    if answer.status != 200 or not isinstance(told.get("userId"), str):
        return False
    try:
        with database.write() as session:
            if fact(session, BOT_USER_ID) not in (None, told["userId"]):
                _take_in(session, clock.now())
            learn(session, BOT_USER_ID, str(told["userId"]))
            if isinstance(told.get("basicId"), str):
                learn(session, BOT_BASIC_ID, str(told["basicId"]))
    except (Busy, SQLAlchemyError):
        return False
    return True


def _take_in(session: Session, now: datetime) -> None:
    """We are another bot than the one that was known: what was held for foreign lately is ours."""
    session.execute(
        sa.update(Event)
        .where(Event.state == EventState.FOREIGN, Event.received_at > now - RECENT)
        .values(state=EventState.WAITING, due_at=now)
    )
    wake(session)
