"""One LINE chat without LINE: webhooks are stored and handled, answers are read from the outbox."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import sqlalchemy as sa

import bootstrap
from base.clock import FileClock
from bot.inbox.handle import claim, handle
from bot.inbox.store import store_body
from bot.messages.reading import actions, bubble_text
from bot.outbox.ending import end
from models.outbox import Outgoing
from models.words import OutboxState
from scheduler.run_tasks import run_one
from tests.support.put_off import is_put_off
from tests.support.settings import settings_in

Json = dict[str, Any]
BOT = "U" + "b" * 32


@contextmanager
def house(database_url: str, folder: Path, clock: FileClock) -> Iterator[bootstrap.WorkerHouse]:
    """A worker's house over an existing database; its lines of work are not started."""
    settings = settings_in(folder, database_url=database_url, clock=f"file:{clock.path}")
    built = bootstrap.worker(settings)
    try:
        yield built
    finally:
        built.stop()


class Chat:
    """What one person does; each call is handled at once. Moments default to the clock's."""

    _ids = count(1)

    def __init__(self, house: bootstrap.WorkerHouse, user: str) -> None:
        self.house = house
        self.user = user
        self._said: dict[str, Json] = {}

    def say(self, text: str, ago: float = 0) -> str:
        return self.message({"type": "text", "text": text}, ago)

    def photo(self, ago: float = 0, album: Json | None = None) -> str:
        """`album` is LINE's `imageSet`."""
        more = {"imageSet": album} if album else {}
        return self.message({"type": "image", "contentProvider": {"type": "line"}, **more}, ago)

    def message(self, message: Json, ago: float = 0) -> str:
        """The message's id; `ago` seconds is how long its webhook took to get here."""
        identity = f"{next(self._ids):018d}"
        self.event({"type": "message", "message": {"id": identity, **message}}, ago)
        return identity

    def unsend(self, message_id: str) -> None:
        self.event({"type": "unsend", "unsend": {"messageId": message_id}}, token=False)

    def press(self, label: str) -> None:
        """The newest button of that label."""
        for message in reversed(self._messages()):
            for have, action in reversed(actions([message])):
                if have == label:
                    self.event({"type": "postback", "postback": {"data": action["data"]}})
                    return
        raise LookupError(f"no button {label}")

    def event(self, event: Json, ago: float = 0, *, token: bool = True) -> None:
        self.store(event, ago, token=token)
        self.handle()

    def store(self, event: Json, ago: float = 0, *, token: bool = True) -> None:
        """Only the webhook: whatever handles events comes later."""
        number, now = next(self._ids), self.house.clock.now()
        whole = {
            "mode": "active",
            "timestamp": int((now - timedelta(seconds=ago)).timestamp() * 1000),
            "source": {"type": "user", "userId": self.user},
            "webhookEventId": f"01EVENT{number:019d}",
            "deliveryContext": {"isRedelivery": False},
            **({"replyToken": f"{number:032x}"} if token else {}),
            **event,
        }
        self._webhook(whole)

    def again(self, message_id: str) -> None:
        """The event of a message is delivered once more, as LINE does when it was not sure."""
        whole = self._said[message_id]
        self._webhook({**whole, "deliveryContext": {"isRedelivery": True}})
        self.handle()

    def _webhook(self, whole: Json) -> None:
        if "message" in whole:
            self._said[whole["message"]["id"]] = whole
        body = json.dumps({"destination": BOT, "events": [whole]}, ensure_ascii=False).encode()
        with self.house.database.write() as session:
            store_body(session, body, self.house.clock.now(), None)

    def handle(self) -> None:
        while self.handle_one() or is_put_off(self.house.database):
            pass

    def handle_one(self) -> bool:
        """The event that comes next; False when none waits."""
        claimed = claim(self.house.database, self.house.context)
        if claimed is not None:
            handle(self.house.database, self.house.context, *claimed)
        return claimed is not None

    def run_tasks(self) -> None:
        house = self.house
        while run_one(house.database, house.files, house.context, house.kinds):
            pass

    def deliver(self) -> None:
        """As if LINE had accepted all that waits."""
        waiting = sa.select(Outgoing).where(Outgoing.finished_at.is_(None))
        with self.house.database.write() as session:
            for row in session.scalars(waiting).all():
                end(row, OutboxState.SENT, row.created_at)

    def answers(self) -> list[str]:
        """Bubbles of every answer and push so far that still has its words, oldest first."""
        return [bubble_text([message])[0].strip() for message in self._messages()]

    def last(self) -> str:
        return self.answers()[-1]

    def buttons(self) -> list[tuple[str, Json]]:
        """Label and action of each button of the newest answer."""
        return actions(self._messages()[-1:])

    def rows(self) -> list[Outgoing]:
        """All that was or is to be said here, oldest first."""
        chosen = sa.select(Outgoing).where(Outgoing.to == self.user).order_by(Outgoing.id)
        with self.house.database.read() as session:
            return list(session.scalars(chosen).all())

    def _messages(self) -> list[Json]:
        chosen = sa.select(Outgoing.body).where(Outgoing.to == self.user).order_by(Outgoing.id)
        with self.house.database.read() as session:
            bodies = session.scalars(chosen.where(Outgoing.body.is_not(None))).all()
        return [message for body in bodies for message in json.loads(body or "[]")]


def at(house: bootstrap.WorkerHouse, moment: str) -> datetime:
    """Set the shared clock; the moment in Bangkok when it names no zone."""
    when = datetime.fromisoformat(moment)
    when = when if when.tzinfo else when.replace(tzinfo=house.context.zone)
    assert isinstance(house.clock, FileClock)
    house.clock.set_now(when)
    return when
