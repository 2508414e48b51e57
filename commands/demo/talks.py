"""A conversation of the month before, held once more: each word is stored, handled and answered as
in every chat, by a clock of its own and with a LINE that takes whatever is said."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

import bootstrap
from base.files import Files
from base.ids import digest
from base.settings import Settings
from bot.inbox import handle
from bot.inbox.heard import hear
from bot.inbox.store import store
from bot.inbox.turn import Context
from bot.line.answers import Answer
from bot.media import work as media
from bot.messages.reading import actions
from bot.outbox.claim import Try, claim
from bot.outbox.send import Sender
from commands.demo.data import story, user_id
from commands.demo.photos import Drawings, lost
from models.database import Database
from models.files import File
from models.inbox import Event
from models.outbox import Outgoing
from models.words import EventState, FileState, OutboxState

Json = dict[str, Any]
THINKS = timedelta(seconds=25)  # between the bot's answer and the next word
MOMENT = timedelta(seconds=3)  # after which a burst is answered (bot/outbox/write.py)
MOST = 20  # moments for one step: also a lease that a killed start left ends within them


class Stuck(Exception):
    """The conversation did not go as story.toml has it; the text says where."""


@dataclass
class Driven:
    """A clock that stands still until it is moved."""

    at: datetime

    def now(self) -> datetime:
        return self.at


class Listening(Drawings):
    """A LINE that takes every message and has a drawing for every photo."""

    def reply(self, body: bytes) -> Answer:  # noqa: ARG002
        return Answer(200, {}, b"{}")

    def push(self, body: bytes, retry_key: str) -> Answer:  # noqa: ARG002
        return Answer(200, {}, b"{}")


@dataclass(frozen=True)
class Talk:
    """`context` and `sender` read `clock`. What a killed start had said is not said again."""

    database: Database
    files: Files
    clock: Driven
    context: Context
    sender: Sender
    key: str
    day: date

    def hold(self, steps: list[Json]) -> None:
        for number, step in enumerate(steps):
            self._say(number, step)
            self._settle()
            self.clock.at += THINKS

    def _say(self, number: int, step: Json) -> None:
        with self.database.write() as session:
            for place, body in enumerate(self._bodies(session, number, step)):
                event = self._event(f"{number}:{place}", body)
                webhook = json.dumps({"events": [event]}).encode()
                store(session, [hear(webhook, self.clock.now())], None)

    def _bodies(self, session: Session, number: int, step: Json) -> Iterator[Json]:
        """What the events of a step have of their own: pictures, then words, or a tap."""
        for _ in range(step.get("photos", 0)):
            yield {"type": "message", "message": {"type": "image"}}
        if "say" in step:
            yield {"type": "message", "message": {"type": "text", "text": step["say"]}}
        if "tap" in step and not self._is_said(session, f"{number}:0"):
            yield {"type": "postback", "postback": self._tapped(session, step["tap"])}

    def _event(self, place: str, body: Json) -> Json:
        name = self._name(place)
        self.clock.at += timedelta(milliseconds=200)
        found = {
            **body,
            "webhookEventId": name[:26],
            "deliveryContext": {"isRedelivery": False},
            "timestamp": int(self.clock.at.timestamp() * 1000),
            "source": {"type": "user", "userId": user_id(self.key)},
            "replyToken": name[:32],
            "mode": "active",
        }
        if "message" in body:
            found["message"] = {**body["message"], "id": f"{int(name[:14], 16):018d}"}
        return found

    def _name(self, place: str) -> str:
        return digest(f"talk:{self.key}:{self.day}:{place}".encode())

    def _is_said(self, session: Session, place: str) -> bool:
        event = self._event(place, {"type": "postback", "postback": {"data": ""}})
        [row] = hear(json.dumps({"events": [event]}).encode(), self.clock.now()).rows
        known = sa.select(Event.id).where(Event.event_key == row["event_key"])
        return session.scalar(known) is not None

    def _tapped(self, session: Session, label: str) -> Json:
        """The button of the newest answer that has one of that name."""
        rows = session.scalars(
            sa.select(Outgoing.body)
            .where(Outgoing.mailbox_key == self._mailbox, Outgoing.body.is_not(None))
            .order_by(Outgoing.id.desc())
        )
        for body in rows:
            for have, action in actions(json.loads(body or "[]")):
                if have == label:
                    return {"data": action["data"]}
        raise Stuck(f"nothing the bot said to {self.key} has a button «{label}»")

    @property
    def _mailbox(self) -> str:
        return f"user:{user_id(self.key)}"

    def _settle(self) -> None:
        for _ in range(MOST):
            while self._does_something():
                pass
            self.clock.at += MOMENT
            if not self._waits():
                return
        raise Stuck(f"the bot did not answer {self.key} to the end")

    def _does_something(self) -> bool:
        if event := handle.claim(self.database, self.context):
            handle.handle(self.database, self.context, *event)
            return True
        if file := media.claim(self.database, self.clock):
            media.fetch_one(self.database, self.sender.client, self.files, self.clock, file, lost)
            return True
        answer = claim(self.database, self.clock, self.sender.zone, answers=True)
        if isinstance(answer, Try):
            self.sender.send(answer)
        return bool(answer)

    def _waits(self) -> bool:
        waiting = (
            sa.select(Event.id).where(Event.state == EventState.WAITING),
            sa.select(Outgoing.id).where(Outgoing.state == OutboxState.WAITING),
            sa.select(File.id).where(File.state == FileState.WAITING),
        )
        with self.database.read() as session:
            return any(session.scalar(one.limit(1)) is not None for one in waiting)


def talks(start: datetime) -> Iterator[tuple[datetime, Json]]:
    """Each conversation of story.toml and when it begins (local), before `start`."""
    for told in story().get("talks", ()):
        day = start.date() - timedelta(days=told["days_ago"])
        yield datetime.combine(day, time.fromisoformat(told["at"]), start.tzinfo), told


def hold(
    settings: Settings, database: Database, at: datetime, told: Mapping[str, Any], zone: ZoneInfo
) -> None:
    """Raises Stuck."""
    clock = Driven(at.astimezone(UTC))
    context = bootstrap.context(settings, clock)
    sender = Sender(database, Listening(), clock, zone, context.alarm)
    files = Files(settings.media_dir)
    talk = Talk(database, files, clock, context, sender, told["key"], at.date())
    talk.hold(told["steps"])
