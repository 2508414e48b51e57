"""What was sent with an announcement is there for as long as its address opens, though the words in
which it was written are long emptied, and whoever wrote it has deleted their data."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa

from handlers.announce import service
from handlers.mydata import old_words
from models.announcements import Announcement
from models.audience import Audience
from models.files import File
from models.kept import Kept
from models.mailbox import Conversation, FormVersion
from models.staff import Staff
from models.words import ConversationState, FileKind, FileState, KeptState
from tests.handlers.conftest import Named
from tests.support.chat import Chat

NOW = datetime.fromisoformat("2026-07-13T10:00:00+07:00")
OLD, BEFORE = NOW - timedelta(days=40), NOW - timedelta(days=30)
COLUMNS = ("file_id", "document_id")


@pytest.fixture
def chat(people: Named) -> Chat:
    """An officer's, who sent picture and file forty days ago; `left` of a form that came to
    nothing."""
    found = people("officer")
    found.say("เมนู")
    with found.house.database.write() as session:
        author = session.scalars(sa.select(Staff)).one()
        session.add(FormVersion(digest="x", room="announce", source=b"", first_used_at=OLD))
        session.flush()
        form = Conversation(room="announce", form_digest="x", subject="", turn=1)
        form.mailbox_key, form.state = f"user:{found.user}", ConversationState.FINISHED
        form.opened_at = form.touched_at = form.ended_at = OLD
        session.add(form)
        session.flush()
        for name in (*COLUMNS, "left"):
            file = File(id=name, kind=FileKind.FILE, state=FileState.STORED, due_at=OLD)
            file.account_id = author.account_id
            session.add(file)
            session.flush()
            kept = Kept(kind="file", file_id=name, state=KeptState.USED, said_at=OLD)
            kept.used_for = f"conversation:{form.id}:{name}"
            session.add(kept)
        draft = service.Draft("ประชุมค่ะ", Audience(), file_id="file_id", document_id="document_id")
        service.propose(session, author, draft, OLD)
    return found


def _states(chat: Chat) -> dict[str, tuple[str, str | None]]:
    with chat.house.database.read() as session:
        return {file.id: (file.state, file.account_id) for file in session.scalars(sa.select(File))}


def test_it_outlives_the_words_in_which_it_was_written(chat: Chat) -> None:
    with chat.house.database.write() as session:
        rows = old_words.candidates(session, 0, BEFORE, 100)
        assert old_words.empty(session, rows, BEFORE, NOW) == 3
    states = {name: state for name, (state, _) in _states(chat).items()}
    assert states == {**dict.fromkeys(COLUMNS, FileState.STORED), "left": FileState.ERASED}


def test_it_outlives_its_writers_data_and_no_longer_names_them(chat: Chat) -> None:
    with chat.house.database.write() as session:
        session.execute(sa.update(Staff).values(ended_at=NOW))
    chat.say("ลบข้อมูลของฉัน")
    chat.press("ลบเลย")
    chat.run_tasks()
    kept = (FileState.STORED, None)
    assert _states(chat) == {**dict.fromkeys(COLUMNS, kept), "left": (FileState.ERASED, None)}
    with chat.house.database.read() as session:
        assert session.scalars(sa.select(Announcement.document_id)).one() == "document_id"
