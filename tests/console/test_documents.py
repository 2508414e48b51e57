"""`/d/<ticket>`: the file of an announcement, saved and never shown, while it is announced."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
import sqlalchemy as sa
from flask import Flask
from werkzeug.test import TestResponse

from base.clock import FileClock
from base.files import Files
from base.tickets import ticket
from bot.media.showing import NEWS_FOR, SHOWN_FOR, Showing
from console.documents import AT_ONCE, blueprint
from handlers.announce import service
from models.announcements import Announcement
from models.audience import Audience
from models.database import Database
from models.documents import MOST, PURPOSE, clean_name
from models.erasing import erase_file
from models.files import File
from models.staff import Staff
from models.words import AnnouncementState, FileKind, FileState
from tests.golden.cast.base import nonsommut, officer
from tests.golden.cast.feedback import SECRET

BYTES = b"%PDF-1.4\n%%EOF\n"
NAME = "วาระประชุม.pdf"


@dataclass
class Room:
    """An announcement with a file."""

    database: Database
    clock: FileClock
    files: Files

    def url(self, number: str = "1", name: str = NAME, secret: str = SECRET) -> str:
        with self.database.read() as session:
            file = session.scalars(sa.select(File)).one()
            found = Showing("https://w", secret).document(file, name, number, self.clock.now())
        assert found is not None
        return found

    def get(self, url: str) -> TestResponse:
        app = Flask("t")
        app.register_blueprint(blueprint(self.database, self.clock, self.files, SECRET))
        return app.test_client().get(urlsplit(url).path)

    def change(self, what: type[File] | type[Announcement], **values: object) -> None:
        with self.database.write() as session:
            session.execute(sa.update(what).values(**values))


@pytest.fixture
def room(any_database: Database, clock: FileClock, tmp_path: Path) -> Room:
    files, now = Files(tmp_path / "media"), clock.now()
    put = files.put(BYTES, "f1")
    row = File(id="f1", kind=FileKind.FILE, state=FileState.STORED, due_at=now, sent_at=now)
    row.path, row.size, row.content_type = put.name, put.size, "application/pdf"
    with any_database.write() as session:
        nonsommut(session, now)
        officer(session, now)
        session.add(row)
        session.flush()
        author = session.scalars(sa.select(Staff)).one()
        draft = service.Draft("ประชุมค่ะ", Audience(), document_id="f1", document_name=NAME)
        service.propose(session, author, draft, now)
    return Room(any_database, clock, files)


def test_it_is_saved_under_its_own_name(room: Room) -> None:
    got = room.get(room.url())
    assert (got.status_code, got.content_type, got.data) == (200, "application/pdf", BYTES)
    told = got.headers["Content-Disposition"]
    assert told.startswith("attachment;")
    assert f"filename*=UTF-8''{quote(NAME)}" in told


def test_no_browser_makes_a_page_of_it(room: Room) -> None:
    headers = room.get(room.url()).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert headers["Cache-Control"] == "private, max-age=3600"


def test_it_leads_out_of_lines_own_browser_which_saves_nothing(room: Room) -> None:
    """LINE URL scheme, "Opening a URL in an external browser"."""
    assert urlsplit(room.url()).query == "openExternalBrowser=1"


@pytest.mark.parametrize(("number", "lasts"), [("1", NEWS_FOR), ("", SHOWN_FOR)])
def test_it_ends_as_the_picture_does(room: Room, number: str, lasts: timedelta) -> None:
    url = room.url(number)
    room.clock.advance(lasts.total_seconds() - 60)
    assert room.get(url).status_code == 200
    room.clock.advance(120)
    assert room.get(url).status_code == 404


def test_who_writes_it_may_look_before_it_has_a_number(room: Room) -> None:
    told = room.get(room.url("")).headers["Content-Disposition"]
    assert told == "attachment; filename=file.pdf"


def test_a_guess_or_another_announcements_address_opens_nothing(room: Room) -> None:
    until = room.clock.now() + timedelta(days=1)
    whats = ["f1-99", "f1-", "f1", "f1-0-exe", "f1-0-docx", "f2-1"]
    made = [f"/d/{ticket(SECRET, PURPOSE, what, until)}" for what in whats]
    tried = [*made, room.url(secret="another"), "/d/", "/d/f1-1.99.x", f"{room.url()[:60]}x"]
    assert {room.get(one).status_code for one in tried} == {404}


@pytest.mark.parametrize("state", [AnnouncementState.CANCELLED, AnnouncementState.REFUSED])
def test_what_is_taken_back_opens_no_more(room: Room, state: AnnouncementState) -> None:
    url = room.url()
    room.change(Announcement, state=state)
    assert room.get(url).status_code == 404


def test_what_its_sender_takes_back_is_gone_at_once(room: Room) -> None:
    url = room.url()
    with room.database.write() as session:
        erase_file(session, session.scalars(sa.select(File)).one(), room.clock.now())
    assert room.get(url).status_code == 404


@pytest.mark.parametrize(
    "values",
    [
        {"content_type": "application/octet-stream"},
        {"content_type": "application/zip"},
        {"size": MOST + 1},
    ],
)
def test_what_is_not_what_its_name_says_is_never_given(
    room: Room, values: dict[str, object]
) -> None:
    url = room.url()
    room.change(File, **values)
    assert room.get(url).status_code == 404


@pytest.mark.parametrize("name", ["a.html", "a.svg", "a.exe", "a.apk", "a.docm", "pdf", "a.pdf.js"])
def test_a_kind_that_a_phone_would_run_gets_no_address(room: Room, name: str) -> None:
    with room.database.read() as session:
        file = session.scalars(sa.select(File)).one()
        assert Showing("https://w", SECRET).document(file, name, "1", room.clock.now()) is None


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("C:\\งาน\\วาระ.pdf", "วาระ.pdf"),
        ("../../etc/x.pdf", "x.pdf"),
        ("fdp.\u202efdp", "fdp.fdp"),
        ("a\nb\x00.pdf", "ab.pdf"),
        ("ก" * 200 + ".pdf", "ก" * 75 + "….pdf"),
    ],
)
def test_a_name_is_what_people_see_of_it(said: str, name: str) -> None:
    assert clean_name(said) == name


def test_slow_phones_get_no_more_than_their_share_of_threads(room: Room) -> None:
    app = Flask("t")
    app.register_blueprint(blueprint(room.database, room.clock, room.files, SECRET))
    web, path = app.test_client(), urlsplit(room.url()).path
    reading = [web.get(path) for _ in range(AT_ONCE)]
    refused = web.get(path)
    assert (refused.status_code, refused.headers["Retry-After"]) == (503, "3")
    reading[0].close()
    assert web.get(path).status_code == 200
