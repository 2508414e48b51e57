"""A web and a worker on one database that is put back to its beginning for each example."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from werkzeug.test import Client

import bootstrap
from base.clock import FileClock
from base.settings import Settings
from bot.inbox import handle
from bot.inbox.heard import key_of
from bot.inbox.webhook import signature_of
from bot.outbox.write import is_answered
from models import Base
from models.handover import Handover
from models.inbox import Event
from models.outbox import Outgoing
from models.words import EventState
from simulator.basics.ids import ulid
from simulator.validate import Rules, check
from tests.support.settings import SECRET, settings_in

MOST_ROUNDS = 60
LINES_OWN = Rules(loopback_http=False)
_TABLES = [table.name for table in Base.metadata.sorted_tables]


@dataclass
class House:
    """`post` speaks to the web as LINE does; `work` lets the worker handle what is stored."""

    folder: Path
    clock: FileClock
    settings: Settings
    worker: bootstrap.WorkerHouse
    web: Client
    _numbers: count[int] = field(default_factory=lambda: count(1))

    def remember(self) -> None:
        """This is the beginning: whoever is there now."""
        if self.worker.database.is_sqlite:
            copy(self.folder / "wethi.db", self.folder / "beginning.db")
            return
        with self.worker.database.write() as session:
            session.execute(sa.text("CREATE SCHEMA beginning"))
            for name in _TABLES:
                session.execute(sa.text(f'CREATE TABLE beginning."{name}" AS TABLE "{name}"'))

    def reset(self) -> None:
        """Back to the beginning; on PostgreSQL the numbers of rows run on."""
        if self.worker.database.is_sqlite:
            copy(self.folder / "beginning.db", self.folder / "wethi.db")
            return
        with self.worker.database.write() as session:
            for name in reversed(_TABLES):
                session.execute(sa.text(f'DELETE FROM "{name}"'))
            for name in _TABLES:
                back = f'INSERT INTO "{name}" SELECT * FROM beginning."{name}"'
                session.execute(sa.text(back))

    def post(self, body: bytes, signature: str | None = None) -> int:
        signed = signature_of(SECRET, body) if signature is None else signature
        headers = {"x-line-signature": signed}
        return self.web.post("/callback", data=body, headers=headers).status_code

    def event(self, user: str, **more: Any) -> dict[str, Any]:
        """An event as LINE makes it, of this moment; `more` says what happened."""
        number = next(self._numbers)
        now = self.clock.now()
        return {
            "mode": "active",
            "timestamp": int(now.timestamp() * 1000),
            "webhookEventId": ulid(int(now.timestamp() * 1000)),
            "replyToken": f"token{number}",
            "source": {"type": "user", "userId": user},
            "deliveryContext": {"isRedelivery": False},
        } | more

    def work(self) -> None:
        """Handle everything, tries after failures too."""
        database, context = self.worker.database, self.worker.context
        for _ in range(MOST_ROUNDS):
            claimed = handle.claim(database, context)
            if claimed is not None:
                handle.handle(database, context, *claimed)
            elif self.states().get(EventState.WAITING):
                self.clock.advance(5)
            else:
                return

    def states(self) -> dict[EventState, int]:
        counted = sa.select(Event.state, sa.func.count()).group_by(Event.state)
        with self.worker.database.read() as session:
            return {row[0]: row[1] for row in session.execute(counted)}

    def faults(self) -> list[str]:
        """Why events are dead."""
        dead = sa.select(Event.last_error).where(Event.state == EventState.DEAD)
        with self.worker.database.read() as session:
            return [str(one) for one in session.scalars(dead)]

    def refused(self) -> list[str]:
        """Why LINE would not take a request that was written, sent or not: its own words."""
        written = sa.select(Outgoing.body).where(Outgoing.body.is_not(None))
        with self.worker.database.read() as session:
            bodies = [json.loads(body or "") for body in session.scalars(written)]
        verdicts = [check(messages, LINES_OWN) for messages in bodies]
        return [str(one) for one in verdicts if one.refusal or one.warnings]

    def is_answered(self, event: dict[str, Any]) -> bool:
        """Whether an answer to this event was written, whatever became of it since."""
        with self.worker.database.read() as session:
            return is_answered(session, key_of(event["webhookEventId"]))

    def is_in_talk(self) -> bool:
        """Whether an officer and somebody talk to each other now, and the bot keeps out of it."""
        with self.worker.database.read() as session:
            talks = sa.select(Handover.id).where(Handover.ended_at.is_(None))
            return session.scalar(talks.limit(1)) is not None

    def answer_to(self, event: dict[str, Any]) -> list[dict[str, Any]] | None:
        """The messages with which this event was answered, sent or not; None: with none."""
        key = f"answer:{key_of(event['webhookEventId'])}"
        with self.worker.database.read() as session:
            body = session.scalar(sa.select(Outgoing.body).where(Outgoing.dedupe_key == key))
        return json.loads(body) if body else None


def built(folder: Path, start: datetime, url: str) -> House:
    """`url` names the database file, with tables and whoever is there at the beginning."""
    clock = FileClock(folder / "clock")
    clock.set_now(start)
    settings = settings_in(folder, database_url=url)
    worker = bootstrap.worker(settings)
    return House(folder, clock, settings, worker, Client(bootstrap.web(settings)))


def copy(source: Path, target: Path) -> None:
    """SQLite's own backup, so that open connections see the other content."""
    left, right = sqlite3.connect(source), sqlite3.connect(target)
    left.backup(right)
    left.close()
    right.close()
