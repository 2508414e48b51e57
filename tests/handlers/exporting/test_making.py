"""The file that was asked for is made once, there for an hour, and gone."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

import bootstrap
from base.clock import FileClock
from base.files import Files
from base.i18n import LANGUAGES, say
from bootstrap.rooms import report_forms
from handlers.exporting.making import make
from handlers.mydata.unsending import unsend
from handlers.report.known import sender_of
from handlers.report.service import Filled, submit
from models.database import Database
from models.exports import LASTS, ResponseExport, ask, end, end_all
from models.files import File
from models.kept import Kept
from models.people import account_of
from models.staff import AuditEntry
from models.words import FileState, KeptState
from tests.conftest import START
from tests.golden.cast.base import NONSOMMUT, nonsommut, officer, user_id
from tests.handlers.conftest import Named
from tests.support.surveys import answered, somebody, survey
from tools.reading_back import sheets_of


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return Files(tmp_path / "media")


@pytest.fixture
def asked(any_database: Database) -> str:
    """The id of what an officer asked for."""
    with any_database.write() as session:
        nonsommut(session, START)
        officer(session, START)
        found = survey(session, START)
        answered(session, found, {"problem": "น้ำ"}, START, of=somebody(session, START))
        return _ask(session, found.id)


def _ask(session: Session, survey_id: str) -> str:
    account = account_of(session, user_id("officer"))
    assert account is not None
    return ask(session, survey_id, account.id, "Asia/Bangkok", START, names=True).id


def _made(database: Database, files: Files, export_id: str) -> None:
    make(database, files, export_id, readers=dict, sources=report_forms())


def _on_disk(files: Files) -> list[Path]:
    return [one for one in files.root.rglob("*") if one.is_file()]


def test_it_is_the_workbook_of_the_command(
    any_database: Database, files: Files, asked: str, tmp_path: Path
) -> None:
    _made(any_database, files, asked)
    (stored,) = _on_disk(files)
    book = tmp_path / "out.xlsx"
    book.write_bytes(stored.read_bytes())
    labels, row = sheets_of(book)["T2"]
    assert (labels["problem"], row["problem"], row["_name"]) == ("ติดตรงไหนคะ", "น้ำ", "คุณสายฝน")


def test_making_it_twice_leaves_one_file(any_database: Database, files: Files, asked: str) -> None:
    _made(any_database, files, asked)
    _made(any_database, files, asked)
    assert len(_on_disk(files)) == 1


def test_what_ended_before_it_was_made_is_never_on_disk(
    any_database: Database, files: Files, asked: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def ends_meanwhile(*_: object) -> str:
        with any_database.write() as session:
            end_all(session, START)
        return ""

    with any_database.write() as session:
        found = session.get_one(ResponseExport, asked)
        found.asked_at = START
    monkeypatch.setattr("handlers.exporting.making._copy", ends_meanwhile)
    _made(any_database, files, asked)
    assert _on_disk(files) == []


def test_what_somebody_took_back_stays_in_no_file(
    any_database: Database, files: Files, asked: str
) -> None:
    _made(any_database, files, asked)
    with any_database.write() as session:
        end_all(session, START)
        file = session.get_one(File, asked)
        assert (file.state, file.path) == (FileState.ERASED, f"*{_on_disk(files)[0].name[-9:]}")


def test_an_answer_that_is_unsent_stays_in_no_file(
    any_database: Database, files: Files, asked: str
) -> None:
    _made(any_database, files, asked)
    with any_database.write() as session:
        said = Kept(message_id="m1", kind="text", state=KeptState.USED, said_at=START)
        said.used_for, said.text = "response:r1:problem", "น้ำ"
        session.add(said)
        session.flush()
        unsend(session, "user:x", "m1", {}, START)
        assert session.get_one(ResponseExport, asked).ended


def test_bytes_of_a_worker_that_died_before_it_could_tell_go_too(
    any_database: Database, files: Files, asked: str
) -> None:
    files.put(b"whole", asked)
    with any_database.write() as session:
        end(session, session.get_one(ResponseExport, asked), START)
        files.delete(session.get_one(File, asked).path or "")
    assert _on_disk(files) == []


def test_in_the_chat_it_is_made_and_gone_after_an_hour(people: Named, clock: FileClock) -> None:
    chat = people("officer")
    with chat.house.database.write() as session:
        found = survey(session, START)
        answered(session, found, {"problem": "น้ำ"}, START, of=somebody(session, START))
    chat.say("ขอผลแบบสอบถาม")
    chat.press("T2 ติดตามผล")
    _work(chat.house)
    assert len(_on_disk(chat.house.files)) == 1
    clock.advance((LASTS + timedelta(seconds=1)).total_seconds())
    _work(chat.house)
    assert _on_disk(chat.house.files) == []
    with chat.house.database.read() as session:
        taken = session.scalars(sa.select(AuditEntry.detail)).all()
    assert taken == ["chat names"]


def test_a_report_of_which_something_is_unsent_stays_in_no_file(
    any_database: Database, files: Files
) -> None:
    with any_database.write() as session:
        nonsommut(session, START)
        officer(session, START)
        account = account_of(session, user_id("officer"))
        assert account is not None
        export_id = ask(session, None, account.id, "Asia/Bangkok", START, names=True).id
        said = Kept(message_id="m1", kind="text", state=KeptState.USED, said_at=START)
        said.used_for, said.text = "report:r1:topic", "น้ำ"
        session.add(said)
        session.flush()
        unsend(session, "user:x", "m1", {}, START)
    _made(any_database, files, export_id)
    assert _on_disk(files) == []


def test_reports_of_forums_are_asked_for_in_the_chat_made_and_gone_after_an_hour(
    people: Named, clock: FileClock
) -> None:
    chat = people("officer")
    people("headman")
    with chat.house.database.write() as session:
        account = account_of(session, user_id("headman"))
        assert account is not None
        told = Filled(held_on=START.date(), village_code=NONSOMMUT, total=30, topic="น้ำ")
        submit(session, told, sender_of(session, account.id), START, START.date())
    chat.say("ส่งออก")
    chat.press("รายงานเวที")
    _work(chat.house)
    (stored,) = _on_disk(chat.house.files)
    assert stored.read_bytes()[:2] == b"PK"
    clock.advance((LASTS + timedelta(seconds=1)).total_seconds())
    _work(chat.house)
    assert _on_disk(chat.house.files) == []
    with chat.house.database.read() as session:
        taken = session.execute(sa.select(AuditEntry.action, AuditEntry.subject, AuditEntry.detail))
        assert [tuple(one) for one in taken] == [("reports.export", "reports", "chat names")]


@pytest.mark.parametrize("words", ["ขอไฟล์รายงาน", "ส่งออก", "ขอผลแบบสอบถาม"])
def test_who_is_no_officer_gets_no_file_and_hears_of_none(people: Named, words: str) -> None:
    chat = people("headman")
    chat.say(words)
    assert "Excel" not in str(chat.last())
    with chat.house.database.read() as session:
        assert session.scalars(sa.select(ResponseExport)).all() == []


def test_whoever_deletes_their_data_is_in_no_file_that_still_lies_there(people: Named) -> None:
    chat = people("officer")
    villager = people("headman")
    with chat.house.database.write() as session:
        found = survey(session, START)
        answered(session, found, {"problem": "น้ำ"}, START, of=somebody(session, START))
    chat.say("ขอผลแบบสอบถาม")
    chat.press("T2 ติดตามผล")
    _work(chat.house)
    assert len(_on_disk(chat.house.files)) == 1
    villager.say("ลบข้อมูลของฉันหน่อย")
    villager.press("ลบเลย")
    _work(chat.house)
    assert _on_disk(chat.house.files) == []


def _work(house: bootstrap.WorkerHouse) -> None:
    from scheduler.run_tasks import run_one

    while run_one(house.database, house.files, house.context, house.kinds):
        pass


def test_no_word_asks_for_two_files() -> None:
    keys = ("words", "report_words", "file_words")
    said = [word for key in keys for tongue in LANGUAGES for word in _words(key, tongue)]
    assert len(said) == len(set(said))


def _words(key: str, tongue: str) -> list[str]:
    return say(f"exporting.{key}", tongue).casefold().split("|")
