"""Design §3 and §4, groups: one signed webhook with all that happens there, through the web."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from werkzeug.test import Client

import bootstrap
from base.clock import FileClock
from bot.inbox.webhook import signature_of
from models.database import Database
from models.inbox import Event, Tally
from tests.conftest import START
from tests.support.searching import columns_with, files_with, holds
from tests.support.settings import SECRET, settings_in

PLAIN, THAI = "MARKED-WORDS", "คำที่ทำเครื่องหมาย"
HEARD = "@bot HEARD-WORDS"
SOURCE = {"type": "group", "groupId": "C" + "1" * 32, "userId": "U" + "1" * 32}
SELF = {"mentionees": [{"index": 0, "length": 5, "type": "user", "isSelf": True}]}
OTHER = {"mentionees": [{"index": 0, "length": 5, "type": "user", "isSelf": False}]}
BODIES: tuple[dict[str, Any], ...] = (
    {"type": "message", "message": {"type": "text", "id": "1", "text": PLAIN}},
    {"type": "message", "message": {"type": "text", "id": "5", "text": THAI}},
    {"type": "message", "message": {"type": "text", "id": "2", "text": PLAIN, "mention": OTHER}},
    {"type": "message", "message": {"type": "file", "id": "3", "fileName": PLAIN}},
    {"type": "message", "message": {"type": "text", "id": "4", "text": HEARD, "mention": SELF}},
    {"type": "join"},
    {"type": "unsend", "unsend": {"messageId": "1"}},
    {"type": "postback", "postback": {"data": "x"}},
)
KEPT = ["message", "join", "unsend", "postback"]


@pytest.fixture
def posted(any_url: str, tmp_path: Path, clock: FileClock) -> Database:
    """The database after the webhook; it stays open, so that SQLite keeps its -wal."""
    settings = settings_in(tmp_path, database_url=any_url)
    same = {"source": SOURCE, "timestamp": int(START.timestamp() * 1000), "replyToken": "t"}
    events = [same | one | {"webhookEventId": f"E{at}"} for at, one in enumerate(BODIES)]
    body = json.dumps({"destination": "U" + "b" * 32, "events": events}).encode()
    headers = {"x-line-signature": signature_of(SECRET, body)}
    answer = Client(bootstrap.web(settings)).post("/callback", data=body, headers=headers)
    assert answer.status_code == 200
    return Database(any_url)


def test_only_what_is_for_the_bot_is_kept(posted: Database) -> None:
    with posted.read() as session:
        kinds = session.scalars(sa.select(Event.kind).order_by(Event.id)).all()
    posted.close()
    assert list(kinds) == KEPT


def test_what_is_dropped_is_counted(posted: Database) -> None:
    with posted.read() as session:
        assert session.get_one(Tally, "group_talk_dropped").count == len(BODIES) - len(KEPT)
    posted.close()


def test_what_is_dropped_is_in_no_table(posted: Database) -> None:
    found = columns_with(posted, PLAIN, THAI), columns_with(posted, HEARD)
    posted.close()
    assert found == (set(), {"event.payload"})


def test_what_is_dropped_is_in_no_file_and_no_log(
    capfd: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
    posted: Database,
    tmp_path: Path,
) -> None:
    out = capfd.readouterr()
    logged = " ".join(record.getMessage() for record in caplog.get_records("setup"))
    written = (out.out + out.err + logged).encode()
    found = files_with(tmp_path, PLAIN, THAI, HEARD)
    is_sqlite = posted.is_sqlite
    posted.close()
    assert set(found) == ({HEARD} if is_sqlite else set())
    assert [word for word in (PLAIN, THAI, HEARD) if holds(written, word)] == []
