"""`flask forms play`: a form in the terminal, as the chat would ask it."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner, Result

from commands.forms.attached import places
from commands.forms.playing import playing
from models.database import Database
from models.places import District
from tests.support.postgres import Server

FORM = """
| survey |
| | type | name | label::ไทย (th) | label::English (en) | media::audio::Khmer Surin (kxm) |
| | begin_repeat | issue | เรื่อง | Issue | |
| | text | what | เรื่องอะไรคะ | What was it? | what.m4a |
| | image | photo | ขอรูปค่ะ | A photo, please. | |
| | end_repeat | | | | |
| | select_one_from_file place.csv | place | ที่ไหนคะ | Where? | |
| settings |
| | form_title | form_id | version | default_language |
| | เรื่อง | issues | 1 | ไทย (th) |
"""
PLACES = "\ufeffname,label\na,บ้านหนึ่ง\nb,บ้านสอง\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    (tmp_path / "place.csv").write_text(PLACES, encoding="utf-8")
    path = tmp_path / "issues.md"
    path.write_text(FORM, encoding="utf-8")
    return path


def now() -> datetime:
    return datetime(2026, 7, 13, 19, 5, tzinfo=ZoneInfo("Asia/Bangkok"))


def played(file: Path, *said: str, language: str = "th") -> Result:
    arguments = [str(file), "--language", language]
    return CliRunner().invoke(playing(now, dict), arguments, input="\n".join([*said, ""]))


WELLS = """
| survey |
| | type | name | label::ไทย (th) |
| | select_one_from_file district.csv | district | อยู่อำเภอไหนคะ |
| settings |
| | form_title | form_id | version | default_language |
| | บ่อน้ำ | wells | 1 | ไทย (th) |
"""


@pytest.fixture
def wells(tmp_path: Path) -> Path:
    path = tmp_path / "wells.md"
    path.write_text(WELLS, encoding="utf-8")
    return path


def test_a_form_on_the_office_s_places_offers_them(wells: Path, sqlite_url: str) -> None:
    database = Database(sqlite_url)
    with database.write() as session:
        session.add(District(code="9901", name_th="โนนสมมุติ", name_en="Non Sommut"))
    command = playing(now, dict, lambda: database)
    shown = CliRunner().invoke(command, [str(wells)], input="โนนสมมุติ\nส่ง\n").output
    database.close()
    assert "[โนนสมมุติ]" in shown
    assert '"district": "9901"' in shown


def test_a_database_without_tables_has_no_places(postgres_server: Server) -> None:
    database = Database(postgres_server.create("wethi_without_tables"))
    try:
        assert places(lambda: database, lambda: "th")("district", {}) == ()
    finally:
        database.close()
        postgres_server.drop("wethi_without_tables")


def test_a_table_that_is_not_there_is_named(wells: Path) -> None:
    shown = CliRunner().invoke(playing(now, dict), [str(wells)], input="\n").output
    assert "There is nothing in district.csv" in shown


def test_where_nothing_more_is_typed_the_answers_are_printed(file: Path) -> None:
    result = CliRunner().invoke(playing(now, dict), [str(file)], input="มี\nน้ำ\n")
    assert answers(result) == {"issue[1]/what": "น้ำ"}


def answers(result: Result) -> Any:
    return json.loads(result.output[result.output.rindex("\n{") :])


def test_questions_and_buttons_are_shown_as_in_the_chat(file: Path) -> None:
    shown = played(file, "").output
    assert "🤖 เรื่อง มีไหมคะ" in shown
    assert "▸ [มี] [ไม่มี]" in shown


def test_a_form_is_answered_to_its_end(file: Path) -> None:
    result = played(file, "มี", "น้ำ", "@water.jpg", "หมดแล้ว", "2", "ส่ง")
    assert answers(result) == {
        "issue[1]/what": "น้ำ",
        "issue[1]/photo": "water.jpg",
        "place": "b",
    }


def test_words_that_always_work_work_here(file: Path) -> None:
    result = played(file, "มี", "ย้อนกลับ", "ไม่มี", "ข้าม", "ส่ง")
    assert answers(result) == {}


def test_a_helper_is_typed_by_its_words(file: Path) -> None:
    assert "มีไหมคะ" in played(file, "มี", "ย้อนกลับ", "").output.partition("เรื่องอะไรคะ")[2]


def test_the_language_changes_in_mid_form(file: Path) -> None:
    shown = played(file, "มี", "language kxm", "language en", "").output
    assert "🔊 what.m4a" in shown
    assert "🤖 Issue 1\n   What was it?" in shown


def test_what_is_not_finished_is_printed_too(file: Path) -> None:
    assert answers(played(file, "มี", "น้ำ", "")) == {"issue[1]/what": "น้ำ"}


def test_a_form_that_is_refused_says_why(tmp_path: Path) -> None:
    path = tmp_path / "bad.md"
    path.write_text("| survey |\n| | type | name | label |\n| | geotrace | a | A |\n")
    result = played(path)
    assert result.exit_code == 1
    assert "geotrace" in result.output


def test_a_table_without_a_file_has_no_choices(file: Path) -> None:
    (file.parent / "place.csv").unlink()
    assert "▸" not in played(file, "ไม่มี", "").output.partition("ที่ไหนคะ")[2].partition("\n{")[0]
