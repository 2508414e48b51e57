"""Reports of forums as a workbook: all of what was told, and nothing that is not for the reader."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session

from base.ids import new_id
from bootstrap.rooms import form_readers, report_forms
from handlers.exporting import reports
from handlers.exporting.access import may_take_reports
from handlers.report.known import Sender
from handlers.report.rest import Deed, Rest, Told, tell_rest
from handlers.report.service import Filled, submit
from models.database import Database
from models.files import File
from models.forums import ForumReport
from models.mailbox import FormVersion
from models.people import Account, Speaking
from models.staff import Staff, StaffDistrict
from models.words import Class, FileKind, FileShows, FileState, ReportState, Solver, StaffRole
from reports.responses import Extras, Format, export
from tests.conftest import START
from tests.golden.cast.base import NONGSOMMUT, NONSOMMUT, nonsommut
from tests.support.surveys import somebody
from tools.reading_back import ZONE, Sheet, sheets_of

SECRET, HELPER, PROMISER, TEACHER = "มีคนลักลอบข้ามมา", "นายช่วย", "ช่างดำ", "ครูแก้ว"
DAY = START.date()


def reported(session: Session, village: str = NONSOMMUT, **told: Any) -> ForumReport:
    """By คุณสายฝน, on the phone of an account of her own."""
    account = Account(id=new_id(), line_user_id=f"U{new_id()}", created_at=START)
    session.add(account)
    person = somebody(session, START)
    quick: dict[str, Any] = {"men": 20, "women": 34, "total": 54, "topic": "น้ำประปา", **told}
    filled = Filled(held_on=DAY - timedelta(days=1), village_code=village, **quick)
    return submit(session, filled, Sender(account.id, person.id), START, DAY)


def told_more(session: Session, report: ForumReport) -> None:
    issues = (
        Told("น้ำไม่ไหล", Solver.LOCAL, more={"matter": "water", "votes": 12}),
        Told("ไฟทางดับ", None),
    )
    deeds = (Deed("ไปแจ้ง อบต.", "น้ำไม่ไหล", PROMISER, date(2026, 8, 1)),)
    more: dict[str, Any] = {
        "sort": ["leaders", "people"],
        "cohosts": HELPER,
        "of_who": "yes",
        "helpers": TEACHER,
    }
    rest = Rest(issues, deeds, level=4, secret=SECRET, more={**more, "sheet": new_id()})
    by = Speaking(report.account_id or "", report.reported_by)
    tell_rest(session, report, rest, by, START)


def book(
    database: Database, folder: Path, *, names: bool, districts: Sequence[str] = ()
) -> dict[str, Sheet]:
    with database.read() as session:
        older = reports.older_forms(session)
    plan = reports.plan_for(report_forms(), older, reports.shape_for(names=names), form_readers())
    rows, target = partial(reports.rows, database, districts, names=names), folder / "out.xlsx"
    made = export(plan, rows, target, Format.XLSX, ZONE, Extras("th"))
    assert made.strange == 0
    found = sheets_of(target)
    for title in ("reports", "issue", "deed"):
        del found[title][0]  # the labels
    return found


def words(found: dict[str, Sheet]) -> str:
    return str([row for title, rows in found.items() for row in rows])


@pytest.fixture
def filled(any_database: Database) -> Database:
    with any_database.write() as session:
        nonsommut(session, START)
        told_more(session, reported(session, top="น้ำไม่ไหล", helping=True, for_whom="ยายเลือน"))
    return any_database


def test_a_row_a_report_with_columns_by_question_name(filled: Database, tmp_path: Path) -> None:
    (row,) = book(filled, tmp_path, names=False)["reports"]
    told = {key: row[key] for key in ("men", "women", "total", "topic", "top", "level", "_village")}
    assert list(told.values()) == [20, 34, 54, "น้ำประปา", "น้ำไม่ไหล", "4", NONSOMMUT]
    assert (row["number"], row["state"], row["rest"]) == ("ว 69/001", "submitted", "told")
    assert row["held_on"].date() == DAY - timedelta(days=1)


def test_several_choices_are_columns_of_their_own(filled: Database, tmp_path: Path) -> None:
    (row,) = book(filled, tmp_path, names=False)["reports"]
    assert row["sort"] == "leaders people"
    assert (row["sort/leaders"], row["sort/officials"]) == (1, 0)


def test_issues_and_what_was_agreed_have_sheets_of_their_own(
    filled: Database, tmp_path: Path
) -> None:
    found = book(filled, tmp_path, names=False)
    issues = [(one["what"], one["solver"], one["matter"], one["votes"]) for one in found["issue"]]
    assert issues == [("น้ำไม่ไหล", "local", "water", 12), ("ไฟทางดับ", None, None, None)]
    (deed,) = found["deed"]
    assert (deed["promise"], deed["about"], deed["status"]) == ("ไปแจ้ง อบต.", "น้ำไม่ไหล", "open")
    assert deed["by_when"].date() == date(2026, 8, 1)
    assert deed["_parent_index"] == found["reports"][0]["_index"]


def test_without_names_nobody_is_named_and_no_id_joins_it_to_a_survey(
    filled: Database, tmp_path: Path
) -> None:
    found = book(filled, tmp_path, names=False)
    said = words(found)
    assert [one for one in ("คุณสายฝน", "ยายเลือน", HELPER, PROMISER, TEACHER) if one in said] == []
    assert not {"_submitted_by", "_name", "for_whom", "cohosts"} & set(found["reports"][0])
    assert "who" not in found["deed"][0]


def test_with_names_they_are_there(filled: Database, tmp_path: Path) -> None:
    found = book(filled, tmp_path, names=True)
    (row,), (deed,) = found["reports"], found["deed"]
    assert (row["_name"], row["for_whom"], row["cohosts"]) == ("คุณสายฝน", "ยายเลือน", HELPER)
    assert deed["who"] == PROMISER


@pytest.mark.parametrize("names", [True, False])
def test_nothing_tells_what_outsiders_should_not_see_or_that_there_is_such_a_thing(
    filled: Database, tmp_path: Path, names: bool
) -> None:
    found = book(filled, tmp_path, names=names)
    assert SECRET not in words(found)
    columns = {str(row["column"]) for row in found["codebook"]} | set(found["reports"][0])
    assert not {"guard", "secret", "sheet"} & columns
    assert len(found["issue"]) == 2


def test_a_report_that_is_restricted_taken_back_or_not_sent_is_in_no_file(
    any_database: Database, tmp_path: Path
) -> None:
    with any_database.write() as session:
        nonsommut(session, START)
        reported(session, topic="ทั่วไป")
        reported(session, topic="จำกัด").report_class = Class.RESTRICTED
        reported(session, topic="ถอน").state = ReportState.WITHDRAWN
        reported(session, topic="ร่าง").state = ReportState.DRAFT
        assert reports.count(session) == 1
    (row,) = book(any_database, tmp_path, names=True)["reports"]
    assert row["topic"] == "ทั่วไป"


def test_a_sign_in_sheet_among_the_photos_is_not_named(
    any_database: Database, tmp_path: Path
) -> None:
    with any_database.write() as session:
        nonsommut(session, START)
        files = [_photo(session, shows) for shows in (FileShows.FORUM, FileShows.SIGN_IN)]
        reported(session, photos=tuple(one.id for one in files))
        files[1].file_class = Class.RESTRICTED
        kept = files[0].id
    (row,) = book(any_database, tmp_path, names=True)["reports"]
    assert row["photos"] == kept


def _photo(session: Session, shows: FileShows) -> File:
    photo = File(id=new_id(), kind=FileKind.IMAGE, state=FileState.STORED, due_at=START)
    photo.sent_at, photo.shows = START, shows
    session.add(photo)
    session.flush()
    return photo


def test_of_two_reports_of_a_meeting_one_counts(any_database: Database, tmp_path: Path) -> None:
    with any_database.write() as session:
        nonsommut(session, START)
        reported(session, men=None, women=None, total=60)
        reported(session)
    rows = book(any_database, tmp_path, names=False)["reports"]
    assert [row["counts"] for row in rows] == ["no", "yes"]
    assert len({row["_forum"] for row in rows}) == 1


def test_an_officer_of_a_district_gets_its_reports(any_database: Database, tmp_path: Path) -> None:
    with any_database.write() as session:
        nonsommut(session, START)
        reported(session)
        assert reports.count(session, [NONSOMMUT[:4]]) == 1
        assert reports.count(session, ["9999"]) == 0
    assert book(any_database, tmp_path, names=False, districts=["9999"])["reports"] == []


def test_all_pages_come_out_once(
    any_database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reports, "AT_ONCE", 2)
    with any_database.write() as session:
        nonsommut(session, START)
        for village in (NONSOMMUT, NONGSOMMUT, NONSOMMUT, NONSOMMUT, NONGSOMMUT):
            told_more(session, reported(session, village))
    found = book(any_database, tmp_path, names=False)
    numbers = [row["number"] for row in found["reports"]]
    assert numbers == [f"ว 69/{number:03d}" for number in range(1, 6)]
    assert len(found["issue"]) == 10


def test_a_topic_that_would_be_run_as_a_formula_is_words(
    any_database: Database, tmp_path: Path
) -> None:
    with any_database.write() as session:
        nonsommut(session, START)
        reported(session, topic="=1+1")
    (row,) = book(any_database, tmp_path, names=False)["reports"]
    assert row["topic"] == "=1+1"


def test_what_only_an_older_form_asked_is_still_a_column(
    any_database: Database, tmp_path: Path
) -> None:
    source = (
        "| survey |\n| | type | name | label |\n| | text | weather | ฝนตกไหมคะ |\n"
        "| settings |\n| | form_id |\n| | report_full |\n"
    ).encode()
    with any_database.write() as session:
        nonsommut(session, START)
        row = FormVersion(digest="old", room="report_full", source=source, first_used_at=START)
        session.add(row)
        reported(session).more_json = '{"weather": "ตก"}'
    (found,) = book(any_database, tmp_path, names=False)["reports"]
    assert found["weather"] == "ตก"


@pytest.mark.parametrize(
    ("restricted", "district", "names"),
    [(True, "", True), (False, "", False), (True, "3206", False)],
)
def test_names_come_with_the_right_to_what_is_restricted(
    restricted: bool, district: str, names: bool
) -> None:
    codes = [StaffDistrict(district_code=district)] if district else []
    staff = Staff(role=StaffRole.OFFICER, districts=codes, restricted=restricted)
    assert may_take_reports(staff)
    assert may_take_reports(staff, names=True) is names
