"""Design §3, "web": what is stored, and what never reaches the database. Both engines."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from werkzeug.test import Client

import bootstrap
from base.clock import FileClock
from bot.inbox.heard import key_of, occurred_at
from bot.inbox.store import store_body
from bot.inbox.webhook import MAX_BODY, signature_of
from models.database import Database
from models.inbox import Event, Tally
from models.words import EventState
from tests.conftest import START
from tests.support.searching import columns_with, files_with
from tests.support.settings import SECRET, settings_in

US, OTHERS = "U" + "a" * 32, "U" + "b" * 32
MARKED = "MARKED-WORDS"


def event(**more: Any) -> dict[str, Any]:
    return {
        "type": "message",
        "webhookEventId": "01H0000000000000000000000A",
        "timestamp": int(START.timestamp() * 1000),
        "replyToken": "token",
        "source": {"type": "user", "userId": "U" + "1" * 32},
        "message": {"type": "text", "id": "1", "text": "สวัสดีค่ะ"},
    } | more


def envelope(*events: object, destination: str = US) -> bytes:
    return json.dumps({"destination": destination, "events": list(events)}).encode()


@pytest.fixture
def web(any_url: str, tmp_path: Path, clock: FileClock) -> Client:
    settings = settings_in(tmp_path, database_url=any_url)
    return Client(bootstrap.web(settings))


def post(web: Client, body: bytes, signature: str | None = None) -> int:
    signed = signature_of(SECRET, body) if signature is None else signature
    return web.post("/callback", data=body, headers={"x-line-signature": signed}).status_code


def rows(database: Database) -> list[Event]:
    with database.read() as session:
        return list(session.scalars(sa.select(Event).order_by(Event.id)))


def tallies(database: Database) -> dict[str, int]:
    with database.read() as session:
        return {one.name: one.count for one in session.scalars(sa.select(Tally))}


def test_an_event_is_stored_once_however_often_it_comes(
    web: Client, any_database: Database
) -> None:
    again = event(deliveryContext={"isRedelivery": True})
    codes = [post(web, envelope(one)) for one in (event(), event(), again)]
    assert codes == [200, 200, 200]
    assert [one.state for one in rows(any_database)] == [EventState.WAITING]
    assert tallies(any_database) == {"events_known_already": 2}


@pytest.mark.parametrize("signature", ["", "x", signature_of("another", envelope(event()))])
def test_what_is_wrongly_signed_is_refused_and_leaves_nothing(
    web: Client, any_database: Database, signature: str
) -> None:
    assert post(web, envelope(event()), signature) == 401
    assert rows(any_database) == []


def test_a_body_without_a_signature_is_refused(web: Client) -> None:
    assert web.post("/callback", data=envelope(event())).status_code == 401


def test_what_is_too_large_is_refused(web: Client) -> None:
    assert post(web, b"x" * (MAX_BODY + 1)) == 413


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'{"events": 1}', b"\xff\xfe", b"[" * 100_000])
def test_what_is_signed_but_unreadable_is_kept_raw_and_counted(
    web: Client, any_database: Database, body: bytes
) -> None:
    assert [post(web, body), post(web, body)] == [200, 200]
    assert [one.state for one in rows(any_database)] == [EventState.UNREADABLE]
    assert rows(any_database)[0].payload == body.decode("utf-8", "backslashreplace")
    assert tallies(any_database)["events_unreadable"] == 1


def test_lines_event_id_which_tells_the_moment_is_no_key(
    web: Client, any_database: Database
) -> None:
    assert post(web, envelope(event())) == 200
    (row,) = rows(any_database)
    assert row.event_key == key_of(event()["webhookEventId"])
    assert event()["webhookEventId"] not in row.event_key


def test_half_an_event_does_not_take_a_whole_one_with_it(
    web: Client, any_database: Database
) -> None:
    assert post(web, envelope({"timestamp": 1}, 7, None, event())) == 200
    states = [one.state for one in rows(any_database)]
    assert states.count(EventState.WAITING) == 1
    assert states.count(EventState.UNREADABLE) == 3


def test_half_surrogates_and_nuls_are_kept_visibly(web: Client, any_database: Database) -> None:
    body = (
        b'{"events":[{"type":"mess\\ud800","webhookEventId":"a\\u0000\\udfff",'
        b'"source":{"type":"user","userId":"U\\u0000\\ud800"},'
        b'"message":{"id":"1\\u0000","type":"text","text":"x\\ud83d"}}]}'
    )
    assert post(web, body) == 200
    (row,) = rows(any_database)
    assert "a\\u0000\\udfff" in (row.payload or "")


def test_an_event_for_another_bot_is_kept_and_not_handled(any_database: Database) -> None:
    with any_database.write() as session:
        store_body(session, envelope(event(), destination=OTHERS), START, US)
    assert [one.state for one in rows(any_database)] == [EventState.FOREIGN]


def test_while_nobody_knows_who_we_are_every_event_is_ours(any_database: Database) -> None:
    with any_database.write() as session:
        store_body(session, envelope(event(), destination=OTHERS), START, None)
    assert [one.state for one in rows(any_database)] == [EventState.WAITING]


def test_a_moment_from_the_future_would_make_all_else_late_and_is_not_believed() -> None:
    for years in (1, 100, 7973):
        stamp = (START.timestamp() + years * 365.25 * 86_400) * 1000
        assert occurred_at({"timestamp": stamp}, START) == START


def test_a_moment_a_little_ahead_of_our_clock_is_lines_own() -> None:
    soon = START + timedelta(seconds=5)
    assert occurred_at({"timestamp": soon.timestamp() * 1000}, START) == soon


GROUP = {"type": "group", "groupId": "C" + "1" * 32, "userId": "U" + "1" * 32}


def test_what_a_group_says_beside_the_bot_is_in_no_table_file_or_log(
    web: Client, any_database: Database, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    said = event(source=GROUP, message={"type": "text", "id": "1", "text": MARKED})
    assert post(web, envelope(said)) == 200
    out = capfd.readouterr()
    assert columns_with(any_database, MARKED) == set()
    assert files_with(tmp_path, MARKED) == {}
    assert MARKED not in out.out + out.err
    assert tallies(any_database) == {"group_talk_dropped": 1}


def test_what_a_person_says_to_the_bot_is_found_by_the_same_search(
    web: Client, any_database: Database, tmp_path: Path
) -> None:
    assert post(web, envelope(event(message={"type": "text", "id": "1", "text": MARKED}))) == 200
    assert columns_with(any_database, MARKED) == {"event.payload"}
    assert any_database.is_sqlite == (MARKED in files_with(tmp_path, MARKED))


@pytest.mark.parametrize("kind", ["join", "leave", "memberJoined", "memberLeft", "unsend"])
def test_what_happens_to_a_group_is_kept(any_database: Database, kind: str) -> None:
    with any_database.write() as session:
        store_body(session, envelope(event(type=kind, source=GROUP)), START, US)
    assert [one.mailbox_key for one in rows(any_database)] == [f"group:{GROUP['groupId']}"]


def test_what_a_group_says_to_the_bot_is_kept(any_database: Database) -> None:
    mention = {"mentionees": [{"type": "user", "isSelf": True}]}
    said = {"type": "text", "id": "1", "text": "@เวที", "mention": mention}
    with any_database.write() as session:
        store_body(session, envelope(event(source=GROUP, message=said)), START, US)
    assert len(rows(any_database)) == 1


@pytest.fixture
def locked(any_database: Database) -> Iterator[None]:
    """Somebody holds the event table for longer than LINE waits."""
    with any_database.engine.connect() as connection:
        if any_database.is_sqlite:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        else:
            connection.exec_driver_sql("LOCK TABLE event IN ACCESS EXCLUSIVE MODE")
        yield
        connection.rollback()


@pytest.mark.usefixtures("locked")
def test_what_cannot_be_stored_is_answered_503_so_that_line_sends_it_again(web: Client) -> None:
    assert post(web, envelope(event())) == 503
