"""`/x/<ticket>`: the responses an officer asked for, and for nobody else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import sqlalchemy as sa
from flask import Flask
from werkzeug.test import TestResponse

from base.clock import FileClock
from base.files import Files
from bootstrap.rooms import form_readers, report_forms
from bot.media.showing import Showing
from console.exports import blueprint
from handlers.exporting.making import Readers, make
from models.database import Database
from models.exports import LASTS, MAKE, ResponseExport, ask
from models.people import account_of
from models.staff import AuditEntry, Staff, StaffDistrict
from models.tasks import ScheduledTask
from models.words import TaskState
from tests.golden.cast.base import NONSOMMUT, nonsommut, officer, user_id
from tests.golden.cast.feedback import SECRET
from tests.support.surveys import answered, somebody, survey


@dataclass
class Room:
    database: Database
    clock: FileClock
    files: Files
    export_id: str
    account_id: str

    def get(self, *, until: timedelta = LASTS, account_id: str = "") -> TestResponse:
        showing = Showing("https://wethi.example", SECRET)
        whose, end = account_id or self.account_id, self.clock.now() + until
        url = showing.responses(self.export_id, whose, end)
        app = Flask("t")
        app.register_blueprint(blueprint(self.database, self.clock, self.files, SECRET))
        return app.test_client().get(urlsplit(url).path)

    def make(self, readers: Readers = dict) -> None:
        house = (self.database, self.files)
        make(*house, self.export_id, readers=readers, sources=report_forms())


@pytest.fixture
def room(any_database: Database, clock: FileClock, tmp_path: Path) -> Room:
    now = clock.now()
    with any_database.write() as session:
        nonsommut(session, now)
        officer(session, now)
        found = survey(session, now)
        answered(session, found, {"problem": "น้ำ"}, now, of=somebody(session, now))
        account = account_of(session, user_id("officer"))
        assert account is not None
        made = ask(session, found.id, account.id, "Asia/Bangkok", now, names=True)
        return Room(any_database, clock, Files(tmp_path / "media"), made.id, account.id)


def test_it_is_saved_under_the_surveys_name_and_kept_by_nobody_on_the_way(room: Room) -> None:
    room.make()
    answer = room.get()
    assert (answer.status_code, answer.data[:2]) == (200, b"PK")
    day = room.clock.now().date().isoformat()
    assert answer.headers["Content-Disposition"] == f"attachment; filename=T2-{day}.xlsx"
    assert answer.headers["Cache-Control"] == "no-store"


def test_who_took_it_is_written_down_at_each_opening(room: Room) -> None:
    room.make()
    room.get()
    room.get()
    with room.database.read() as session:
        told = session.scalars(sa.select(AuditEntry.action)).all()
        named = session.scalars(sa.select(AuditEntry.staff_id).distinct()).all()
        staff = session.scalars(sa.select(Staff.id)).all()
    assert (told, named) == (["responses.take"] * 2, staff)


def test_until_it_is_made_a_page_says_so_and_asks_again_by_itself(room: Room) -> None:
    answer = room.get()
    assert answer.headers["Refresh"] == "3"
    assert "กำลังทำไฟล์อยู่ค่ะ" in answer.text
    with room.database.read() as session:
        assert session.scalars(sa.select(AuditEntry)).all() == []


def test_what_could_not_be_made_is_said_and_not_waited_for(room: Room) -> None:
    with room.database.write() as session:
        task = session.scalars(sa.select(ScheduledTask).where(ScheduledTask.kind == MAKE)).one()
        task.state = TaskState.DEAD
    answer = room.get()
    assert "ทำไฟล์ไม่สำเร็จค่ะ" in answer.text
    assert "Refresh" not in answer.headers


def test_an_address_ends(room: Room) -> None:
    room.make()
    assert room.get(until=timedelta(seconds=-1)).status_code == 404
    room.clock.advance(LASTS.total_seconds())
    assert room.get().status_code == 404


def test_an_officer_whose_rights_end_opens_it_no_more(room: Room) -> None:
    room.make()
    with room.database.write() as session:
        session.execute(sa.update(Staff).values(restricted=False))
    assert room.get().status_code == 404
    with room.database.write() as session:
        session.execute(sa.update(Staff).values(restricted=True, ended_at=room.clock.now()))
    assert room.get().status_code == 404


def test_an_address_for_somebody_else_opens_nothing(room: Room) -> None:
    room.make()
    assert room.get(account_id="somebody").status_code == 404


def test_what_was_taken_back_meanwhile_is_there_no_more(room: Room) -> None:
    from models.exports import end

    room.make()
    with room.database.write() as session:
        end(session, session.get_one(ResponseExport, room.export_id), room.clock.now())
    assert room.get().status_code == 404


@pytest.fixture
def of_reports(room: Room) -> Room:
    """The same officer asked for all reports of forums."""
    with room.database.write() as session:
        now = room.clock.now()
        made = ask(session, None, room.account_id, "Asia/Bangkok", now, names=True)
        room.export_id = made.id
    room.make(form_readers)
    return room


def test_reports_are_saved_under_their_own_name_and_each_opening_is_written_down(
    of_reports: Room,
) -> None:
    answer = of_reports.get()
    day = of_reports.clock.now().date().isoformat()
    assert answer.headers["Content-Disposition"] == f"attachment; filename=reports-{day}.xlsx"
    with of_reports.database.read() as session:
        told = session.execute(sa.select(AuditEntry.action, AuditEntry.subject)).all()
    assert [tuple(one) for one in told] == [("responses.take", "reports")]


def test_reports_of_all_open_no_more_for_who_looks_after_one_district_since(
    of_reports: Room,
) -> None:
    with of_reports.database.write() as session:
        staff = session.scalars(sa.select(Staff)).one()
        staff.districts = [StaffDistrict(district_code=NONSOMMUT[:4])]
    assert of_reports.get().status_code == 404
