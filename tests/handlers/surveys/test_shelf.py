"""What goes with advice: for whoever is offered it, the office's own, and gone when it is gone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from base.clock import FileClock
from base.files import Files
from bot.media.showing import Showing
from console.documents import blueprint
from handlers.mydata.offices import is_the_offices
from handlers.staff.looking import may_look
from models.advice import Advice, advice_numbered, advice_on, mark, put_away
from models.database import Database
from models.files import File
from models.people import account_of
from models.words import FileKind, FileState
from tests.golden.cast.base import friend, nonsommut, user_id
from tests.golden.cast.feedback import SECRET

BYTES = b"%PDF-1.4\n%%EOF\n"
NAME = "วิธีพูด.pdf"


@pytest.fixture
def house(any_database: Database, clock: FileClock, tmp_path: Path) -> Database:
    """Advice 1 with a picture and a file that somebody in the chat had sent."""
    now, put = clock.now(), Files(tmp_path / "media").put(BYTES, "f1")
    file = File(id="f1", kind=FileKind.FILE, state=FileState.STORED, due_at=now, sent_at=now)
    file.path, file.size, file.content_type = put.name, put.size, "application/pdf"
    picture = File(id="f2", kind=FileKind.IMAGE, state=FileState.STORED, due_at=now, sent_at=now)
    one = Advice(question="obstacle", choice="unsure", title_th="พูด", words_th="ถามก่อน")
    one.picture_id, one.document_id, one.document_name, one.added_at = "f2", "f1", NAME, now
    with any_database.write() as session:
        nonsommut(session, now)
        friend(session, now)
        session.add_all([file, picture])
        session.flush()
        session.add(one)
    return any_database


@pytest.fixture
def session(house: Database) -> Iterator[Session]:
    with house.write() as session:
        yield session


def _advice(session: Session) -> Advice:
    found = advice_numbered(session, "1", removed=True)
    assert found is not None
    return found


def test_whoever_is_offered_it_may_see_its_picture(session: Session) -> None:
    account = account_of(session, user_id("friend"))
    assert account is not None
    assert may_look(session, account.id, session.get_one(File, "f2"))


def test_it_stays_when_the_officer_who_sent_it_deletes_their_data(session: Session) -> None:
    assert [is_the_offices(session, one) for one in ("f1", "f2", "f3")] == [True, True, False]


def test_its_file_opens_while_it_is_offered_and_not_after(
    house: Database, clock: FileClock, tmp_path: Path
) -> None:
    app = Flask("t")
    app.register_blueprint(blueprint(house, clock, Files(tmp_path / "media"), SECRET))
    with house.read() as session:
        one, file = _advice(session), session.get_one(File, "f1")
        url = Showing("", SECRET).document(file, NAME, mark(one), clock.now())
    assert url is not None
    before = app.test_client().get(url)
    with house.write() as session:
        _advice(session).removed_at = clock.now()
    after = app.test_client().get(url)
    assert (before.status_code, before.data, after.status_code) == (200, BYTES, 404)


def test_taken_off_it_is_offered_to_nobody(session: Session) -> None:
    _advice(session).removed_at = _advice(session).added_at + timedelta(days=1)
    session.flush()
    assert (advice_on(session, [("obstacle", "unsure")], 2), advice_numbered(session, "1")) == (
        [],
        None,
    )


def test_for_good_it_goes_with_all_that_belonged_to_it(session: Session, clock: FileClock) -> None:
    put_away(session, _advice(session), clock.now())
    states = [session.get_one(File, one).state for one in ("f1", "f2")]
    assert states == [FileState.ERASED, FileState.ERASED]
