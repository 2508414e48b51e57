"""One chat of a whole deployment, seen from the inbox and the outbox: what tests of both share."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from base.clock import monotonic, pause
from bot.line.bucket import Buckets
from bot.line.client import LineClient
from bot.line.tokens import StaticToken
from bot.messages.bubbles import Bubble
from bot.messages.reading import bubble_text
from bot.outbox.places import Lists
from bot.outbox.wanted import always_wanted
from bot.outbox.write import Push, Reply, put_push, put_reply
from models.inbox import Event
from models.outbox import Outgoing
from models.words import EventState, Priority
from tests.golden.cast.base import officer, user_id
from tests.support.deployment import Deployment

PATIENCE = 60.0
STEP = 0.5  # seconds
TROUBLES = ("rate_429", "rate_500", "drop_before", "drop_after")


@dataclass(frozen=True)
class Heard:
    """An event that is stored and will not be handled: a test answers it itself."""

    token: str
    key: str
    at: datetime


@dataclass
class Desk:
    """A deployment, คุณแก้ว's phone (a friend of the bot) and an officer's."""

    site: Deployment
    user: str

    @property
    def now(self) -> datetime:
        return self.site.clock.now()

    def say(self, text: str = "x") -> None:
        """Something is said and stored, and no worker has seen it."""
        self.site.control.say(self.user, text)
        self.delivered()

    def delivered(self) -> None:
        until = monotonic() + PATIENCE
        while not self.site.control.idle():
            assert monotonic() < until, "webhooks are still under way"
            pause(0.002)

    def hear(self) -> Heard:
        self.say()
        with self.site.house.database.write() as session:
            event = session.scalars(sa.select(Event).order_by(Event.id.desc()).limit(1)).one()
            event.state = EventState.DONE
            token = json.loads(event.payload or "{}")["replyToken"]
            return Heard(token, event.event_key, event.occurred_at)

    def answer(self, text: str, heard: Heard | None = None, **more: Any) -> int:
        """An answer as a turn would write it; the id of its row."""
        heard = heard or self.hear()
        bubbles = more.pop("bubbles", [Bubble(text)])
        unwanted = more.pop("unwanted", always_wanted)
        context = self.site.house.context
        reply = Reply(
            mailbox_key=f"user:{self.user}",
            to=self.user,
            reply_token=heard.token,
            event_key=heard.key,
            event_at=heard.at,
            bubbles=bubbles,
            **more,
        )
        with self.site.house.database.write() as session:
            lists = Lists(context.zone, context.unwanted_by_many)
            return put_reply(session, reply, self.now, unwanted, lists).id

    def push(self, text: str, priority: Priority = Priority.ASKED, **more: Any) -> int:
        push = Push(
            to=self.user,
            mailbox_key=f"user:{self.user}",
            bubbles=[Bubble(text)],
            dedupe_key=more.pop("key", f"test:{text}"),
            priority=priority,
            due_at=more.pop("due_at", self.now),
            **more,
        )
        with self.site.house.database.write() as session:
            row = put_push(session, push, self.now)
            assert row is not None
            return row.id

    def send(self) -> bool:
        """One round of the outbox: a try, or a row dealt with without one; answers first."""
        lines = {line.name: line for line in self.site.worker.lines}
        return lines["answers"].once() or lines["pushes"].once()

    def send_for(self, seconds: float) -> None:
        """Send whatever is due, moment by moment, until so much time has passed; a machine that
        stood still leaves no moment out."""
        for _ in range(round(seconds / STEP)):
            while self.send():
                pass
            self.site.advance(STEP)

    def row(self, row_id: int) -> Outgoing:
        with self.site.house.database.read() as session:
            return session.get_one(Outgoing, row_id)

    def rows(self, table: Any = Outgoing) -> list[Any]:
        with self.site.house.database.read() as session:
            return list(session.scalars(sa.select(table).order_by(table.id)))

    def said(self) -> list[str]:
        """What the bot said to คุณแก้ว, bubble by bubble."""
        items = self.site.control.chat(self.user)
        return [bubble_text([item["message"]])[0] for item in items if item["from"] == "bot"]

    def speak_with(self, token: str, url: str = "") -> None:
        """The access token from here on, and where LINE is thought to be."""
        url = url or self.site.control.base_url
        client = LineClient(url, url, StaticToken(token), Buckets())
        self.site.house.sender = replace(self.site.house.sender, client=client)

    def line(self, **troubles: float) -> None:
        """LINE's health from here on; what is not named is well."""
        self.site.control.faults(**(dict.fromkeys(TROUBLES, 0) | troubles))

    def sends(self, what: str) -> list[dict[str, Any]]:
        path = f"/v2/bot/message/{what}"
        return [one for one in self.site.control.requests() if one["path"] == path]


def opened(site: Deployment) -> Desk:
    """คุณแก้ว has been a friend for long, and สมร looks after what goes wrong."""
    with site.house.database.write() as session:
        officer(session, site.clock.now())
    site.control.webhook_on(False)
    user = site.control.person("แก้ว")
    site.control.person("สมร", user_id=user_id("officer"))
    site.control.webhook_on(True)
    return Desk(site, user)
