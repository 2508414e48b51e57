"""An event is stored once, however often LINE sends it."""

from __future__ import annotations

import json

import sqlalchemy as sa

from base.clock import FileClock
from bot.inbox.store import Stored, store_body
from models.database import Database
from models.inbox import Event, Tally

ONE = {
    "type": "message",
    "webhookEventId": "01H",
    "timestamp": 1_784_000_000_000,
    "source": {"type": "user", "userId": "U1"},
    "message": {"type": "text", "id": "1", "text": "ก"},
}


def body_of(*events: object) -> bytes:
    return json.dumps({"destination": "Ubot", "events": events}).encode()


def _store(database: Database, clock: FileClock, *events: object) -> Stored:
    with database.write() as session:
        return store_body(session, body_of(*events), clock.now(), None)


def test_an_event_that_comes_again_is_known(any_database: Database, clock: FileClock) -> None:
    assert _store(any_database, clock, ONE) == Stored(stored=1)
    assert _store(any_database, clock, ONE) == Stored(known=1)
    with any_database.read() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(Event)) == 1
        assert session.get_one(Tally, "events_known_already").count == 1


def test_an_event_that_stands_twice_in_one_body_is_stored_once(
    any_database: Database, clock: FileClock
) -> None:
    assert _store(any_database, clock, ONE, ONE) == Stored(stored=1, known=1)


def test_unreadable_bytes_that_come_again_are_known(
    any_database: Database, clock: FileClock
) -> None:
    for expected in (Stored(unreadable=1), Stored(known=1)):
        with any_database.write() as session:
            assert store_body(session, b"\xff{", clock.now(), None) == expected
