"""`flask cohorts …`: a sheet is looked at, written whole or not at all, and shown again."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from base.clock import FileClock
from commands.cohorts import group
from models.database import Database
from models.people import Person
from tests.commands.operator import Operator
from tests.golden.cast import base as cast
from tests.handlers.roster import office


@pytest.fixture
def operator(sqlite_database: Database, clock: FileClock, tmp_path: Path) -> Operator:
    with sqlite_database.write() as session:
        cast.nonsommut(session, clock.now() - timedelta(days=1))
    return Operator(group, sqlite_database, clock, tmp_path)


def people(database: Database) -> int:
    with database.read() as session:
        return session.scalar(sa.select(sa.func.count()).select_from(Person)) or 0


def test_a_sheet_is_only_looked_at_unless_told(operator: Operator, tmp_path: Path) -> None:
    looked = operator.run("import", str(office.sign_in(tmp_path)))
    assert (looked.exit_code, people(operator.database)) == (0, 0)
    assert "ผู้ใหญ่บุญมา" in looked.output
    assert looked.output.endswith("พิมพ์คำสั่งเดิมตามด้วย --commit\n")


@pytest.mark.parametrize("flag", ["--commit", "--yes"])
def test_it_is_written_when_told(operator: Operator, tmp_path: Path, flag: str) -> None:
    written = operator.run("import", str(office.sign_in(tmp_path)), flag)
    assert (written.exit_code, people(operator.database)) == (0, 3)
    assert "รวม 3 คน: เพิ่ม 3 เข้ารุ่น 0 อยู่แล้ว 0" in written.output


def test_written_twice_it_says_that_nothing_changed(operator: Operator, tmp_path: Path) -> None:
    path = str(office.sign_in(tmp_path))
    operator.run("import", path, "--commit")
    again = operator.run("import", path, "--commit")
    assert (again.exit_code, people(operator.database)) == (0, 3)
    assert again.output.endswith("ไม่มีอะไรเปลี่ยน\n")


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("th", "แผ่น รายชื่อ แถว 6: เบอร์โทร 12345 ไม่ครบหรือเกินค่ะ"),
        ("en", "sheet รายชื่อ row 6: The phone number 12345 is too short or too long."),
    ],
)
def test_wrong_rows_are_told_and_nothing_is_written(
    operator: Operator, tmp_path: Path, language: str, told: str
) -> None:
    path = str(office.sign_in(tmp_path, {"I6": "12345", "H7": None}))
    refused = operator.run("import", path, "--commit", "--language", language)
    assert (refused.exit_code, people(operator.database)) == (1, 0)
    assert told in refused.output
    assert "สมชาย แสงสมมุติ" in refused.output


def test_a_screen_shows_four_figures_of_a_number(operator: Operator, tmp_path: Path) -> None:
    shown = operator.run("import", str(office.sign_in(tmp_path))).output
    assert "…4471" in shown
    assert "0812344471" not in shown


def test_what_the_titles_do_not_say_can_be_told(operator: Operator, tmp_path: Path) -> None:
    path = str(office.sign_in(tmp_path, titles=(("รายชื่อ",), ("ห้องประชุม",))))
    told = ("--programme", "เวที", "--number", "3", "--days", "15-17 มิ.ย. 2569")
    assert operator.run("import", path, "--commit", *told).exit_code == 0
    [line] = operator.run("list").output.splitlines()
    assert line.split("\t")[1:] == ["3", "2026-06-15–2026-06-17", "3", "0", "เวที"]


def test_no_workbook_is_told_kindly(operator: Operator, tmp_path: Path) -> None:
    path = tmp_path / "list.xls"
    path.write_bytes(b"\xd0\xcf\x11\xe0")
    refused = operator.run("import", str(path))
    assert (refused.exit_code, "บันทึกเป็น .xlsx" in refused.output) == (1, True)


def test_a_cohort_is_shown_with_its_members(operator: Operator, tmp_path: Path) -> None:
    operator.run("import", str(office.sign_in(tmp_path)), "--commit")
    _, *members = operator.run("show", "1").output.splitlines()
    assert [one.split("\t")[1:] for one in members] == [
        ["บุญมา ดีสมมุติ", "leader", "โนนสมมุติ ม.94", "-"],
        ["สายฝน ใจสมมุติ", "citizen", "โนนสมมุติ ม.94", "-"],
        ["สมชาย แสงสมมุติ", "agency", "สถานีตำรวจสมมุติ", "-"],
    ]


def test_a_cohort_that_is_not_there_is_told(operator: Operator) -> None:
    assert operator.run("show", "7").output == "Error: no cohort is called 7\n"
