"""What waits to hear what it is for: a day long, counted, thrown away for good."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from base.ids import new_id
from handlers.loose.service import counted, throw_away
from models.database import Database
from models.files import File
from models.kept import Kept, bundle, loose
from models.words import FileKind, FileState, KeptState

NOW = datetime.fromisoformat("2026-07-13T19:05:00+07:00")
CHAT = "user:somebody"


@pytest.fixture
def session(any_database: Database) -> Iterator[Session]:
    with any_database.write() as session:
        yield session


def keep(session: Session, kind: str, at: datetime = NOW, text: str | None = None) -> Kept:
    file_id = None
    if kind == "image":
        file = File(id=new_id(), kind=FileKind.IMAGE, state=FileState.STORED, due_at=NOW)
        session.add(file)
        session.flush()
        file_id = file.id
    row = Kept(mailbox_key=CHAT, kind=kind, text=text, file_id=file_id, said_at=at)
    row.state = KeptState.LOOSE
    session.add(row)
    session.flush()
    return row


def test_each_kind_is_counted_pictures_first(session: Session) -> None:
    rows = [keep(session, kind) for kind in ("text", "image", "audio", "image")]
    assert dict(counted(rows)) == {"image": 2, "audio": 1, "text": 1}
    assert next(iter(counted(rows))) == "image"


def test_what_is_older_than_a_day_is_kept_but_not_offered(session: Session) -> None:
    keep(session, "image", NOW - timedelta(days=1, seconds=1))
    new = keep(session, "image", NOW - timedelta(hours=23))
    assert bundle(session, CHAT, NOW) == [new]
    assert len(loose(session, CHAT)) == 2


def test_an_old_button_is_about_what_stood_there_then(session: Session) -> None:
    old = keep(session, "image", NOW - timedelta(days=3))
    keep(session, "image", NOW)
    assert bundle(session, CHAT, NOW, str(old.id)) == [old]


def test_what_was_thrown_away_leaves_neither_words_nor_file(session: Session) -> None:
    words, photo = keep(session, "text", text="ส่งผิดคน"), keep(session, "image")
    assert throw_away(session, CHAT, str(photo.id), NOW) == 2
    assert (words.text, words.state) == (None, KeptState.DISCARDED)
    assert session.get_one(File, photo.file_id).state is FileState.ERASED


def test_throwing_away_twice_throws_nothing_newer_away(session: Session) -> None:
    first = keep(session, "text", text="ส่งผิด")
    throw_away(session, CHAT, str(first.id), NOW)
    newer = keep(session, "text", text="อันนี้ถูก")
    assert throw_away(session, CHAT, str(first.id), NOW) == 0
    assert newer.text == "อันนี้ถูก"


def test_another_chats_messages_are_never_touched(session: Session) -> None:
    row = keep(session, "text", text="ของคนอื่น")
    assert throw_away(session, "user:another", str(row.id), NOW) == 0
    assert row.state is KeptState.LOOSE


def test_an_old_button_takes_a_photo_that_line_delivered_late_and_nothing_newer(
    session: Session,
) -> None:
    first = keep(session, "image", NOW)
    sentence = keep(session, "text", NOW + timedelta(seconds=3), "เมื่อวานประชุม")
    late = keep(session, "image", NOW + timedelta(seconds=2))
    keep(session, "text", NOW + timedelta(minutes=5), "เรื่องอื่น")
    offered = bundle(session, CHAT, NOW, str(sentence.id))
    assert {row.id for row in offered} == {first.id, late.id, sentence.id}
