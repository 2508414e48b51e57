"""`/z/<ticket>`: one's own files to keep, and nobody else's."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit
from zipfile import ZipFile

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from base.clock import FileClock
from base.files import Files
from base.ids import new_id
from bot.media.showing import SHOWN_FOR, Showing
from console.packages import AT_ONCE, blueprint
from handlers.feedback.filing import attach
from handlers.mydata import files as mine
from handlers.mydata.files import name_of
from models.cases import Case
from models.database import Database
from models.erasing import erase_file
from models.files import File
from models.people import Account, Speaking, account_of, people_of
from models.words import Class, FileKind, FileState
from tests.golden.cast.base import friend, nonsommut, user_id
from tests.golden.cast.feedback import SECRET, ZONE, kham, open_case, restricted_case


@dataclass
class Room:
    database: Database
    clock: FileClock
    files: Files

    def url(self, number: int = 1, whose: str = "kham") -> str:
        with self.database.read() as session:
            account = account_of(session, user_id(whose))
            assert account is not None
            people = people_of(session, account.id)
            by = Speaking.of(account.id, people, people[0] if people else None)
        showing = Showing("https://wethi.example", SECRET)
        return showing.package(name_of(by, number), self.clock.now() + SHOWN_FOR)

    def web(self) -> FlaskClient:
        app = Flask("t")
        app.register_blueprint(blueprint(self.database, self.clock, self.files, SECRET, ZONE))
        return app.test_client()

    def get(self, url: str) -> TestResponse:
        return self.web().get(urlsplit(url).path)

    def sends(self, *datas: bytes) -> None:
        """So many photos, in the case that stands there."""
        with self.database.write() as session:
            case, account = session.scalars(sa.select(Case)).one(), self._kham(session)
            ids = [self._file(session, account, data) for data in datas]
            attach(session, case, ids)

    def _kham(self, session: sa.orm.Session) -> Account:
        account = account_of(session, user_id("kham"))
        assert account is not None
        return account

    def _file(self, session: sa.orm.Session, account: Account, data: bytes) -> str:
        self.clock.advance(1)
        file_id, now = new_id(), self.clock.now()
        stored = self.files.put(data, file_id)
        facts = {"path": stored.name, "size": stored.size, "content_type": "image/jpeg"}
        session.add(
            File(
                id=file_id,
                kind=FileKind.IMAGE,
                state=FileState.STORED,
                account_id=account.id,
                sent_at=now,
                due_at=now,
                **facts,
            )
        )
        session.flush()
        return file_id


@pytest.fixture
def room(any_database: Database, clock: FileClock, tmp_path: Path) -> Room:
    with any_database.write() as session:
        for come in (nonsommut, kham, friend, open_case):
            come(session, clock.now())
    return Room(any_database, clock, Files(tmp_path / "media"))


def _names(answer: TestResponse) -> list[str]:
    with ZipFile(io.BytesIO(answer.data)) as found:
        return found.namelist()


def test_everything_is_in_it_under_the_cases_number(room: Room) -> None:
    room.sends(b"first", b"second")
    answer = room.get(room.url())
    assert (answer.status_code, answer.content_type) == (200, "application/zip")
    assert _names(answer) == ["สร69-00001 1.jpg", "สร69-00001 2.jpg"]


def test_it_is_saved_and_kept_by_nobody_on_the_way(room: Room) -> None:
    room.sends(b"first")
    headers = room.get(room.url()).headers
    assert headers["Content-Disposition"] == 'attachment; filename="wethi.zip"'
    assert headers["Cache-Control"] == "no-store"


def test_what_was_sent_with_the_name_withheld_is_in_it_too(room: Room) -> None:
    with room.database.write() as session:
        restricted_case(session, room.clock.now())
        case = session.scalars(sa.select(Case).where(Case.case_class == Class.RESTRICTED)).one()
        attach(session, case, [room._file(session, room._kham(session), b"hidden")])
    assert _names(room.get(room.url())) == ["สร69-00002 1.jpg"]


def test_nobody_elses_is(room: Room) -> None:
    room.sends(b"first")
    assert room.get(room.url(whose="friend")).status_code == 404


def test_it_ends(room: Room) -> None:
    room.sends(b"first")
    url = room.url()
    room.clock.advance(timedelta(days=1).total_seconds())
    assert room.get(url).status_code == 404


@pytest.mark.parametrize("path", ["/z/", "/z/x", "/z/a.1.b", "/z/..%2f..%2fetc%2fpasswd"])
def test_a_guess_is_nothing(room: Room, path: str) -> None:
    assert room.get(path).status_code == 404


def test_whoever_has_deleted_their_data_has_no_package(room: Room) -> None:
    room.sends(b"first")
    url = room.url()
    with room.database.write() as session:
        session.execute(sa.update(Account).values(line_user_id=None))
    assert room.get(url).status_code == 404


def test_what_is_taken_back_is_not_in_it(room: Room) -> None:
    room.sends(b"first", b"second")
    url = room.url()
    with room.database.write() as session:
        first = session.scalars(sa.select(File).order_by(File.sent_at)).first()
        assert first is not None
        erase_file(session, first, room.clock.now())
    assert _names(room.get(url)) == ["สร69-00001 1.jpg"]


def test_no_package_is_larger_than_a_phone_takes(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mine, "MOST_BYTES", 10)
    room.sends(b"123456", b"12345", b"1234567890123", b"1")
    packed = [_names(room.get(room.url(number))) for number in (1, 2, 3, 4)]
    assert packed == [["สร69-00001 1.jpg"]] * 4
    assert room.get(room.url(5)).status_code == 404


def test_slow_phones_get_no_more_than_their_share_of_threads(room: Room) -> None:
    room.sends(b"first")
    web, path = room.web(), urlsplit(room.url()).path
    reading = [web.get(path) for _ in range(AT_ONCE)]
    assert web.get(path).status_code == 503
    reading[0].close()
    assert web.get(path).status_code == 200
