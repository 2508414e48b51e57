"""A picture goes with the answer that names it, also where account and chat were forgotten."""

from __future__ import annotations

import sqlalchemy as sa

from models.files import File
from models.people import Account, people_of
from models.words import FileKind, FileState
from tests.handlers.conftest import Named
from tests.support.surveys import answered, survey

PICTURE = "0123456789abcdef0123456789abcdef"


def test_deleting_my_data_deletes_the_picture_that_only_my_answer_names(anyone: Named) -> None:
    chat = anyone("headman")
    with chat.house.database.write() as session:
        now = chat.house.context.clock.now()
        mine = session.scalars(sa.select(Account).where(Account.line_user_id == chat.user)).one()
        (person,) = people_of(session, mine.id)
        session.add(
            File(
                id=PICTURE,
                kind=FileKind.IMAGE,
                state=FileState.STORED,
                path=PICTURE,
                due_at=now,
                forget=True,
            )
        )
        asked = survey(session, now)
        answered(session, asked, {"photo": [PICTURE]}, now, of=person)
    chat.say("ลบข้อมูลของฉันหน่อย")
    chat.press("ลบเลย")
    with chat.house.database.read() as session:
        assert session.get_one(File, PICTURE).state is FileState.ERASED
