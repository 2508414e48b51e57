"""What a cancelled form had gathered goes once."""

from __future__ import annotations

from datetime import datetime, timedelta

from base.ids import new_id
from handlers.filling.service import drop_gathered
from models.database import Database
from models.files import File
from models.kept import Kept, discard
from models.mailbox import Conversation
from models.words import FileKind, FileState, KeptState

NOW = datetime.fromisoformat("2026-07-16T12:15:00+07:00")


def test_what_the_room_threw_away_already_is_not_erased_again(sqlite_database: Database) -> None:
    with sqlite_database.write() as session:
        photo = File(id=new_id(), kind=FileKind.IMAGE, state=FileState.STORED, due_at=NOW)
        session.add(photo)
        session.flush()
        told = Kept(kind="image", file_id=photo.id, state=KeptState.USED, said_at=NOW)
        told.used_for = "conversation:7:story"
        session.add(told)
        discard(session, [told], NOW)
        drop_gathered(session, Conversation(id=7), NOW + timedelta(hours=1))
        assert (photo.state, photo.finished_at) == (FileState.ERASED, NOW)
