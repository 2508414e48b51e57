"""The bot's own id: a worker asks LINE, the web process learns it from the row."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

import pytest
import sqlalchemy as sa

from base.clock import FileClock
from bot.inbox import facts
from bot.inbox.facts import BotId, ask_bot
from bot.inbox.store import store_body
from bot.line.bucket import Buckets
from bot.line.client import LineClient
from bot.line.tokens import StaticToken
from models.database import Database
from models.facts import BOT_BASIC_ID, BOT_USER_ID, fact, learn
from models.inbox import Event
from models.words import EventState
from tests.bot.wire import http, wire

US = "U" + "b" * 32
NOW = datetime.fromisoformat("2026-07-13T10:00:00+07:00")
TOLD = http(200, b'{"userId":"' + US.encode() + b'","basicId":"@wethi"}')


@contextmanager
def line(*answers: bytes) -> Iterator[LineClient]:
    with wire(*answers) as made:
        client = LineClient(made.url, made.url, StaticToken("token"), Buckets())
        yield client
        client.close()


def tell(database: Database) -> None:
    with database.write() as session:
        learn(session, BOT_USER_ID, US)


def test_what_line_tells_of_the_bot_is_written_down(
    any_database: Database, clock: FileClock
) -> None:
    with line(TOLD) as client:
        assert ask_bot(any_database, client, clock)
    with any_database.read() as session:
        assert (fact(session, BOT_USER_ID), fact(session, BOT_BASIC_ID)) == (US, "@wethi")


@pytest.mark.parametrize("trouble", [http(500), http(401), http(200, b"not json"), b""])
def test_until_line_tells_nothing_is_known(
    sqlite_database: Database, clock: FileClock, trouble: bytes
) -> None:
    with line(trouble, TOLD) as client:
        assert not ask_bot(sqlite_database, client, clock)
        assert BotId(sqlite_database)() is None
        assert ask_bot(sqlite_database, client, clock)
        assert BotId(sqlite_database)() == US


def test_a_web_process_learns_it_while_it_runs(
    sqlite_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(facts, "LOOK_EVERY", 0.0)
    bot_id = BotId(sqlite_database)
    assert bot_id() is None
    tell(sqlite_database)
    assert bot_id() == US


def test_while_it_is_unknown_the_database_is_asked_once_a_minute(sqlite_database: Database) -> None:
    bot_id = BotId(sqlite_database)
    assert bot_id() is None
    tell(sqlite_database)
    assert bot_id() is None


def test_a_web_process_learns_that_the_channel_is_another_now(
    sqlite_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(facts, "LOOK_EVERY", 0.0)
    with sqlite_database.write() as session:
        learn(session, BOT_USER_ID, "U" + "0" * 32)
    bot_id = BotId(sqlite_database)
    bot_id()
    tell(sqlite_database)
    assert bot_id() == US


def test_events_held_for_foreign_lately_are_ours_when_the_channel_is_another(
    any_database: Database, clock: FileClock
) -> None:
    before = "U" + "0" * 32
    with any_database.write() as session:
        learn(session, BOT_USER_ID, before)
        store_body(session, _addressed_to(US), clock.now(), before)
    with line(TOLD) as client:
        assert ask_bot(any_database, client, clock)
    with any_database.read() as session:
        assert session.scalars(sa.select(Event)).one().state is EventState.WAITING


def test_an_event_is_not_foreign_by_what_was_known_a_minute_ago(any_database: Database) -> None:
    tell(any_database)
    with any_database.write() as session:
        store_body(session, _addressed_to(US), NOW, "U" + "0" * 32)
    with any_database.read() as session:
        assert session.scalars(sa.select(Event)).one().state is EventState.WAITING


def _addressed_to(bot: str) -> bytes:
    return json.dumps({"destination": bot, "events": [{"type": "follow"}]}).encode()
