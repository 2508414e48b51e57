from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from handlers.feedback.unsending import take_out
from handlers.feedback.words import in_case
from models.cases import Case, CaseAction
from models.database import Database
from models.inbox import Unsent
from models.kept import Kept
from models.words import ActionKind, KeptState
from tests.golden.cast.base import nonsommut
from tests.golden.cast.feedback import kham
from tests.handlers.feedback.conftest import NOW, FileOne


def _told(session: Session, case: Case, message_id: str, text: str) -> None:
    session.add(
        Kept(
            message_id=message_id,
            kind="text",
            text=text,
            state=KeptState.USED,
            used_for=in_case(case.id, "story"),
            said_at=NOW,
        )
    )


def _unsend(session: Session, case: Case, message_id: str) -> None:
    session.add(Unsent(message_id=message_id, at=NOW))
    session.flush()
    take_out(session, case.id, "story")


def test_one_unsent_message_leaves_the_rest_of_the_story(
    any_database: Database, file_one: FileOne
) -> None:
    with any_database.write() as session:
        nonsommut(session, NOW)
        kham(session, NOW)
        case = file_one(session).case
        _told(session, case, "1", "หนึ่ง")
        _told(session, case, "2", "สอง")
        _unsend(session, case, "1")
        assert case.story == "สอง"


def test_a_case_whose_words_are_all_unsent_stays_with_its_number(
    any_database: Database, file_one: FileOne
) -> None:
    with any_database.write() as session:
        nonsommut(session, NOW)
        kham(session, NOW)
        case = file_one(session).case
        _told(session, case, "1", "หนึ่ง")
        _unsend(session, case, "1")
        kinds = session.scalars(sa.select(CaseAction.kind)).all()
    assert (case.story, case.number) == (None, "สร 69/00001")
    assert ActionKind.UNSENT in kinds
