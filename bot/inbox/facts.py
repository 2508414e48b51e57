"""The bot's own user id: asked of LINE by a worker, read by the web to tell foreign events."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from sqlalchemy.exc import SQLAlchemyError

from base.clock import monotonic
from base.logs import get
from models.database import Busy, Database
from models.facts import BOT_BASIC_ID, BOT_USER_ID, fact, learn

if TYPE_CHECKING:
    from bot.line.client import LineClient

LOOK_EVERY = 60.0

log = get("facts")


class BotId:
    """The id a worker learnt; asked for again each minute, None while nobody knows it."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._known: str | None = None
        self._looked: float | None = None

    def __call__(self) -> str | None:
        now = monotonic()
        if self._known is None and (self._looked is None or now - self._looked > LOOK_EVERY):
            self._looked = now
            with self._database.read() as session:
                self._known = fact(session, BOT_USER_ID)
        return self._known


def learn_bot(database: Database, client: LineClient, stopping: threading.Event) -> None:
    """Ask LINE who we are until it answers (LINE reference, "Get bot info")."""
    while not stopping.is_set():
        if ask_bot(database, client):
            return
        stopping.wait(LOOK_EVERY)


def ask_bot(database: Database, client: LineClient) -> bool:
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
            learn(session, BOT_USER_ID, str(told["userId"]))
            if isinstance(told.get("basicId"), str):
                learn(session, BOT_BASIC_ID, str(told["basicId"]))
    except (Busy, SQLAlchemyError):
        return False
    return True
