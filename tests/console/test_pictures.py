"""`/p/<ticket>`: for one pair of eyes, for a while, and never anything else."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image
from werkzeug.test import TestResponse

from base.clock import FileClock
from base.files import Files
from base.ids import new_id
from bot.media.showing import Showing
from console.pictures import AT_ONCE, OPENED, blueprint
from models.cases import Case
from models.database import Database
from models.erasing import erase_file
from models.files import File
from models.people import account_of
from models.staff import AuditEntry, Staff
from models.words import Class, FileKind, FileState
from tests.golden.cast.base import nonsommut, officer, user_id
from tests.golden.cast.feedback import kham, open_case

SECRET = "s3cret"
LATER = timedelta(days=1)


def _jpeg(side: int) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (side, side), "green").save(out, "JPEG")
    return out.getvalue()


@dataclass
class Room:
    """A case with one photo, its filer, an officer, and the web that serves it."""

    database: Database
    clock: FileClock
    files: Files
    file_id: str
    looker: str

    def url(self, preview: bool = False) -> str:
        with self.database.read() as session:
            file = session.get_one(File, self.file_id)
            showing = Showing("https://wethi.example", SECRET)
            shown = showing.bubble(file, self.looker, self.clock.now())
        assert shown is not None
        assert shown.image is not None
        return shown.image.preview if preview else shown.image.url

    def web(self) -> FlaskClient:
        app = Flask("t")
        app.register_blueprint(blueprint(self.database, self.clock, self.files, SECRET))
        return app.test_client()

    def get(self, url: str, **headers: str) -> TestResponse:
        return self.web().get(urlsplit(url).path, headers=headers)

    def openings(self) -> list[str]:
        with self.database.read() as session:
            opened = sa.select(AuditEntry).where(AuditEntry.action == OPENED)
            rows = session.scalars(opened.order_by(AuditEntry.id)).all()
        assert {one.subject for one in rows} <= {self.file_id}
        return [one.detail for one in rows]

    def change(self, **values: object) -> None:
        with self.database.write() as session:
            session.execute(sa.update(File).values(**values))


@pytest.fixture
def room(any_database: Database, clock: FileClock, tmp_path: Path) -> Room:
    files, now = Files(tmp_path / "media"), clock.now()
    file_id = new_id()
    whole, small = files.put(_jpeg(900), file_id), files.put(_jpeg(320), file_id)
    with any_database.write() as session:
        for come in (nonsommut, kham, officer, open_case):
            come(session, now)
        case = session.scalars(sa.select(Case)).one()
        looker = account_of(session, user_id("officer"))
        assert looker is not None
        session.add(
            File(
                id=file_id,
                kind=FileKind.IMAGE,
                state=FileState.STORED,
                content_type="image/jpeg",
                size=whole.size,
                path=whole.name,
                thumbnail=small.name,
                case_id=case.id,
                sent_at=now,
                due_at=now,
            )
        )
    return Room(any_database, clock, files, file_id, looker.id)


def test_an_officer_gets_the_picture_and_its_preview(room: Room) -> None:
    whole, small = room.get(room.url()), room.get(room.url(preview=True))
    assert (whole.status_code, whole.content_type, whole.data) == (200, "image/jpeg", _jpeg(900))
    assert (small.status_code, small.data) == (200, _jpeg(320))


def test_it_is_kept_by_nobody_else_and_run_by_nobody(room: Room) -> None:
    headers = room.get(room.url()).headers
    assert headers["Cache-Control"] == "private, max-age=3600"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_a_player_may_ask_for_a_part(room: Room) -> None:
    part = room.get(room.url(), Range="bytes=0-9")
    assert (part.status_code, part.data) == (206, _jpeg(900)[:10])


def test_it_ends(room: Room) -> None:
    url = room.url()
    room.clock.advance(LATER.total_seconds())
    assert room.get(url).status_code == 404


@pytest.mark.parametrize("path", ["/p/", "/p/x", "/p/..%2f..%2fetc%2fpasswd", "/p/a.1.b"])
def test_a_guess_is_nothing_and_nothing_is_listed(room: Room, path: str) -> None:
    assert room.get(path).status_code == 404


def test_a_ticket_of_another_secret_is_nothing(room: Room) -> None:
    with room.database.read() as session:
        file = session.get_one(File, room.file_id)
        shown = Showing("", "other").bubble(file, room.looker, room.clock.now())
    assert shown is not None
    assert shown.image is not None
    assert room.get(shown.image.url).status_code == 404


def test_an_officer_whose_rights_end_sees_no_more(room: Room) -> None:
    url = room.url()
    with room.database.write() as session:
        session.execute(sa.update(Staff).values(ended_at=room.clock.now()))
    assert room.get(url).status_code == 404


def test_a_picture_that_is_taken_back_is_gone_at_once(room: Room) -> None:
    url = room.url()
    with room.database.write() as session:
        erase_file(session, session.get_one(File, room.file_id), room.clock.now())
    assert room.get(url).status_code == 404


def test_a_case_that_becomes_restricted_closes_to_who_is_not_named(room: Room) -> None:
    url = room.url()
    with room.database.write() as session:
        session.execute(sa.update(Case).values(case_class=Class.RESTRICTED))
    assert room.get(url).status_code == 404


def test_what_is_restricted_is_stored_nowhere_and_ends_after_an_hour(room: Room) -> None:
    room.change(file_class=Class.RESTRICTED)
    url = room.url()
    assert room.get(url).headers["Cache-Control"] == "no-store"
    room.clock.advance(3601)
    assert room.get(url).status_code == 404


def test_each_opening_of_what_is_restricted_is_written_down(room: Room) -> None:
    room.change(file_class=Class.RESTRICTED)
    whole, small = room.url(), room.url(preview=True)
    for url in (small, whole, whole):
        assert room.get(url).status_code == 200
    assert room.get(whole, Range="bytes=0-9").status_code == 206
    assert room.openings() == ["restricted small", *["restricted whole"] * 3]


def test_what_is_not_restricted_or_not_given_out_is_not_written_down(room: Room) -> None:
    room.get(room.url())
    room.change(file_class=Class.RESTRICTED)
    url = room.url()
    room.change(state=FileState.ERASED)
    assert (room.get(url).status_code, room.openings()) == (404, [])


def test_slow_phones_get_no_more_than_their_share_of_threads(room: Room) -> None:
    web, path = room.web(), urlsplit(room.url()).path
    reading = [web.get(path) for _ in range(AT_ONCE)]
    assert {one.status_code for one in reading} == {200}
    refused = web.get(path)
    assert (refused.status_code, refused.headers["Retry-After"]) == (503, "3")
    reading[0].close()
    assert web.get(path).status_code == 200


def test_an_answer_without_a_picture_holds_no_share(room: Room) -> None:
    web, path = room.web(), urlsplit(room.url()).path
    room.change(state=FileState.ERASED)
    assert {web.get(path).status_code for _ in range(AT_ONCE + 1)} == {404}
    room.change(state=FileState.STORED)
    headers = {"Range": "bytes=900000-"}
    assert {web.get(path, headers=headers).status_code for _ in range(AT_ONCE + 1)} == {416}
    for _ in range(AT_ONCE + 1):
        web.head(path).close()
    assert web.get(path).status_code == 200


@pytest.mark.parametrize("kind", ["text/html", "image/svg+xml", "application/pdf", None])
def test_no_other_type_is_ever_given_out(room: Room, kind: str | None) -> None:
    url = room.url()
    room.change(content_type=kind)
    assert room.get(url).status_code == 404


def test_a_file_that_is_not_on_disk_is_nothing(room: Room) -> None:
    url = room.url()
    with room.database.read() as session:
        path = session.get_one(File, room.file_id).path
    room.files.delete(path or "")
    assert room.get(url).status_code == 404
