"""What a sum at the foot of a sheet is, and that nobody is taken for one."""

from __future__ import annotations

from pathlib import Path

import pytest

from handlers.roster.sheet import SignIn, read_sign_in
from handlers.roster.totals import is_total
from handlers.roster.workbook import read_workbook
from tests.handlers.roster import office

HEAD = ("ที่", "ชื่อ-สกุล", "หมู่บ้าน", "หมู่ที่", "โทร")
PARTS = ("ที่", "ชื่อ", "สกุล", "หมู่บ้าน", "หมู่ที่", "โทร")
ONE = (1, "นายบุญมา ดีสมมุติ", "บ้านโนนสมมุติ", 4, "0812344471")
TOTAL = ("รวม 1 คน",)


def read(folder: Path, *rows: office.Row) -> SignIn:
    return read_sign_in(read_workbook(office.table(folder, *rows)))


def names(found: SignIn) -> list[str]:
    return [one.full_name for one in found.people]


@pytest.mark.parametrize(
    ("row", "name"),
    [
        ((2, "ยอดชาย", "ใจสมมุติ", "โนนสมมุติ", 4, "081-234-4472"), "ยอดชาย ใจสมมุติ"),
        ((2, "รวมพร", "ใจสมมุติ", "โนนสมมุติ", 4, ""), "รวมพร ใจสมมุติ"),
        (("", "ยอดชาย", "ใจสมมุติ", "โนนสมมุติ", 4, ""), "ยอดชาย ใจสมมุติ"),
        (("", "รวม", "ใจสมมุติ", "", 4, ""), "รวม ใจสมมุติ"),
        (("", "ยอด", "ใจสมมุติ", "", "", "0812344472"), "ยอด ใจสมมุติ"),
        ((2, "ทั้งหมด", "ใจสมมุติ", "", 4, ""), "ทั้งหมด ใจสมมุติ"),
    ],
)
def test_whose_name_begins_like_a_sum_is_a_person(
    tmp_path: Path, row: office.Row, name: str
) -> None:
    found = read(tmp_path, PARTS, row)
    assert (names(found), found.faults, found.notes) == ([name], [], [])


@pytest.mark.parametrize("name", ["ยอดรัก สายสมมุติ", "ยอด สายสมมุติ", "รวม สายสมมุติ", "ยอดยิ่ง สายสมมุติ"])
@pytest.mark.parametrize("number", [2, ""])
def test_so_is_who_stands_in_one_cell(tmp_path: Path, name: str, number: object) -> None:
    found = read(tmp_path, HEAD, ONE, (number, name, "บ้านโนนสมมุติ", 4, ""))
    assert names(found)[1:] == [name]


@pytest.mark.parametrize(
    "row",
    [
        ("รวม", "2 คน"),
        ("รวมทั้งสิ้น 2 คน",),
        ("", "รวม", "2"),
        ("", "ยอดรวม", "", "", "2 ราย"),
        ("รวมทั้งหมด", "", "", 2, "คน"),
        ("ยอดผู้เข้าอบรมทั้งสิ้น ๒ ท่าน",),
        ("ผู้เข้าร่วมทั้งหมด 2 คน",),
        ("จำนวนทั้งสิ้น", 2),
        ("รวม ชาย 1 หญิง 1 รวม 2 คน",),
        ("รวม", "ชาย", 1, "หญิง", 1),
        ("Total: 2",),
        ("รวม", "=COUNTA(B2:B3)"),
    ],
)
def test_a_sum_is_no_person_and_no_fault(tmp_path: Path, row: office.Row) -> None:
    found = read(tmp_path, HEAD, ONE, (2, "นางคำ ดีสมมุติ", "", 4, ""), row)
    assert (len(found.people), found.faults, found.notes) == (2, [], [])


@pytest.mark.parametrize(
    "told",
    [
        ["ยอดรัก สายสมมุติ", "4"],
        ["รวมใจ"],
        ["รวม", "สายสมมุติ"],
        ["ยอดรัก สายสมมุติ 0812344472"],
        ["กลุ่มผู้นำชุมชน"],
        ["รวมพลคนสมมุติ"],
    ],
)
def test_other_words_are_no_sum(told: list[str]) -> None:
    assert not is_total(told)


def test_who_comes_after_a_sum_without_number_and_phone_is_told(tmp_path: Path) -> None:
    late = ("", "นางคำ ดีสมมุติ", "บ้านโนนสมมุติ", 4, "")
    found = read(tmp_path, HEAD, ONE, TOTAL, late)
    assert [(one.row, one.key, one.values) for one in found.notes] == [
        (4, "after_total", {"text": "นางคำ ดีสมมุติ บ้านโนนสมมุติ 4"})
    ]


def test_so_is_one_alone_in_the_row(tmp_path: Path) -> None:
    found = read(tmp_path, HEAD, ONE, TOTAL, ("", "คำ ดีสมมุติ"))
    assert [(one.row, one.key) for one in found.notes] == [(4, "after_total")]


def test_so_is_who_stands_beside_words_of_a_foot(tmp_path: Path) -> None:
    found = read(tmp_path, HEAD, ONE, ("", "นางคำ ดีสมมุติ", "(บ้านโนนสมมุติ)", 4, ""))
    assert [(one.row, one.key) for one in found.notes] == [(3, "passed_over")]


def test_who_has_a_phone_is_a_person_beside_words_of_a_foot(tmp_path: Path) -> None:
    row = ("", "นางคำ ดีสมมุติ", "(บ้านโนนสมมุติ)", 4, "0812344472")
    assert names(read(tmp_path, HEAD, ONE, row)) == ["บุญมา ดีสมมุติ", "คำ ดีสมมุติ"]


@pytest.mark.parametrize(
    "foot",
    [
        ("", "ลงชื่อ ............ ผู้รับรอง"),
        ("", "(นายสมมุติ รับรอง)"),
        ("", "ผู้อำนวยการ"),
        ("", "ลงชื่อ ............", "", "", "ผู้รับรอง"),
    ],
)
def test_a_foot_is_left_without_a_word(tmp_path: Path, foot: office.Row) -> None:
    found = read(tmp_path, HEAD, ONE, TOTAL, foot)
    assert (len(found.people), found.faults, found.notes) == (1, [], [])
