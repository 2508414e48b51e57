"""A recording of which staff were told outlives that note where it is an answer as well."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from base.ids import new_id
from handlers.mydata import old_words
from models.database import Database
from models.files import File
from models.kept import ANSWERED, Kept
from models.people import Account, Person
from models.staff import note
from models.surveys import Response
from models.words import FileKind, FileState, KeptState
from tests.models.test_responses import survey

NOW = datetime.fromisoformat("2026-07-13T10:00:00+07:00")
OLD, BEFORE = NOW - timedelta(days=40), NOW - timedelta(days=30)
Beside = Callable[[Session, str], None]


def _wish(session: Session) -> Kept:
    """Of forty days ago, answered a day later."""
    session.add(Account(id="a", created_at=OLD))
    session.add(Person(id="p", created_at=OLD))
    file = File(id=new_id(), kind=FileKind.AUDIO, state=FileState.STORED, due_at=OLD)
    session.add(file)
    session.flush()
    wish = Kept(kind="audio", file_id=file.id, state=KeptState.FOR_STAFF, used_for="human")
    wish.account_id, wish.person_id, wish.said_at = "a", "p", OLD
    session.add(wish)
    session.flush()
    note(session, OLD + timedelta(days=1), None, ANSWERED, str(wish.id))
    return wish


def _nothing(_session: Session, _file_id: str) -> None:
    return


def _response(session: Session, file_id: str) -> None:
    survey(session)
    row = Response(id="r", version_id="T2-1", anonymous=False, person_id="p")
    row.submitted_on, row.answers = date(2026, 6, 3), json.dumps({"help": {"audio": file_id}})
    session.add(row)


def _message(session: Session, file_id: str) -> None:
    row = Kept(kind="audio", file_id=file_id, state=KeptState.USED, used_for="response:r:help")
    row.said_at = OLD
    session.add(row)


@pytest.mark.parametrize(
    ("beside", "state"),
    [
        (_nothing, FileState.ERASED),
        (_response, FileState.STORED),
        (_message, FileState.STORED),
    ],
)
def test_a_recording_goes_with_the_last_that_holds_it(
    any_database: Database, beside: Beside, state: FileState
) -> None:
    with any_database.write() as session:
        wish = _wish(session)
        file = session.get_one(File, wish.file_id)
        beside(session, file.id)
        session.flush()
        assert old_words.empty(session, [wish], BEFORE, NOW) == 1
        assert (file.state, wish.file_id) == (state, None)
