from __future__ import annotations

import json
from pathlib import Path

import sqlalchemy as sa

from models.files import File
from models.inbox import Event, Unsent
from models.kept import Kept
from models.outbox import Outgoing
from models.words import FileState, KeptState
from tests.handlers.conftest import Named
from tests.support.chat import Chat
from tests.support.searching import columns_with, files_with

WORDS = "zebramark ข้อความที่ส่งผิดคน"
PICTURE, SMALL = b"bytes of a zebra", b"a small zebra"


def test_an_unsent_message_is_in_no_row_and_no_file_any_more(anyone: Named, tmp_path: Path) -> None:
    chat = anyone("friend")
    message = chat.say(WORDS)
    assert columns_with(chat.house.database, WORDS) >= {"event.payload", "kept.text"}
    assert chat.house.database.is_sqlite == (WORDS in files_with(tmp_path, WORDS))
    chat.unsend(message)
    assert columns_with(chat.house.database, WORDS) == set()
    chat.run_tasks()
    assert files_with(tmp_path, WORDS) == {}


def test_unsend_is_silent(people: Named) -> None:
    chat = people("friend")
    message = chat.say("เมนู")
    before = _answers(chat)
    chat.unsend(message)
    assert _answers(chat) == before


def test_an_unsend_that_comes_before_its_message_keeps_the_words_unread(
    anyone: Named, tmp_path: Path
) -> None:
    chat = anyone("friend")
    chat.event({"type": "unsend", "unsend": {"messageId": "41"}}, token=False)
    chat.run_tasks()
    chat.event({"type": "message", "message": {"id": "41", "type": "text", "text": WORDS}})
    assert chat.answers() == []
    assert columns_with(chat.house.database, WORDS) == set()
    chat.run_tasks()
    assert files_with(tmp_path, WORDS) == {}


def test_unsent_twice_is_unsent(people: Named) -> None:
    chat = people("friend")
    message = chat.say(WORDS)
    chat.unsend(message)
    chat.unsend(message)
    with chat.house.database.read() as session:
        assert session.scalars(sa.select(Unsent.message_id)).all() == [message]


def test_an_unsent_photo_is_never_fetched(anyone: Named) -> None:
    chat = anyone("friend")
    message = chat.photo()
    chat.unsend(message)
    with chat.house.database.read() as session:
        file = session.scalars(sa.select(File)).one()
        kept = session.scalars(sa.select(Kept)).one()
    assert (file.state, kept.state, kept.file_id) == (FileState.ERASED, KeptState.DISCARDED, None)


def test_the_bytes_of_an_unsent_photo_leave_the_disk(anyone: Named, tmp_path: Path) -> None:
    chat = anyone("friend")
    message = chat.photo()
    stored, small = (chat.house.files.put(one, "owner") for one in (PICTURE, SMALL))
    with chat.house.database.write() as session:
        file = session.scalars(sa.select(File)).one()
        file.path, file.thumbnail, file.state = stored.name, small.name, FileState.STORED
        file.sha256 = stored.sha256
    known = (PICTURE, SMALL, stored.sha256, stored.name, small.name)
    assert {PICTURE, SMALL} <= set(files_with(tmp_path, *known))
    chat.unsend(message)
    chat.run_tasks()
    assert columns_with(chat.house.database, *known) == set()
    assert files_with(tmp_path, *known) == {}


def test_an_answer_that_echoes_the_words_and_still_waits_does_not_go_out(anyone: Named) -> None:
    chat = anyone("friend")
    chat.say("ลงชื่อ")
    message = chat.say("ยกเลิกเลย " + WORDS)
    with chat.house.database.write() as session:
        newest = session.scalars(sa.select(Outgoing).order_by(Outgoing.id.desc())).first()
        assert newest is not None
        newest.body = json.dumps([{"type": "text", "text": WORDS}], ensure_ascii=False)
        session.scalars(sa.select(Kept)).one().text = WORDS
    chat.unsend(message)
    assert columns_with(chat.house.database, WORDS) == set()
    with chat.house.database.read() as session:
        states = session.scalars(sa.select(Outgoing.outcome)).all()
    assert "unsent" in states


def test_only_the_unsent_message_goes(people: Named) -> None:
    chat = people("friend")
    chat.say("น้ำท่วมทุ่งนา")
    chat.unsend(chat.say(WORDS))
    assert "event.payload" in columns_with(chat.house.database, "น้ำท่วมทุ่งนา")


def test_an_unsend_of_an_unknown_message_is_remembered(people: Named) -> None:
    chat = people("friend")
    chat.unsend("404")
    with chat.house.database.read() as session:
        assert session.get(Unsent, "404") is not None
        assert session.scalars(sa.select(Event.state)).all() == ["done"]


def _answers(chat: Chat) -> int:
    with chat.house.database.read() as session:
        return len(session.scalars(sa.select(Outgoing.id)).all())
