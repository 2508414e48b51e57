"""A sign-in sheet as an office lays it out, with invented people; tests change single cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import openpyxl

Row = Sequence[object]
PROGRAMME = "โครงการส่งเสริมเวทีตัวอย่าง"
TITLES: tuple[Row, ...] = (
    (f"ใบลงทะเบียนผู้เข้ารับการอบรม {PROGRAMME} รุ่นที่ ๑",),
    ("ระหว่างวันที่ ๑๕ - ๑๗ มิถุนายน ๒๕๖๙ ณ ห้องประชุมสมมุติ",),
)
HEADER: tuple[Row, ...] = (
    ("ลำดับ", "ชื่อ - สกุล", None, None, "ตำแหน่ง", "ที่อยู่ / หน่วยงาน", None, None, "เบอร์โทร", "ลายมือชื่อ"),
    (None, None, None, None, None, "หมู่ที่", "ตำบล", "หน่วยงาน", None, None),
)
PEOPLE: tuple[Row, ...] = (
    ("๑", "นาย", "บุญมา", "ดีสมมุติ", "ผู้ใหญ่บ้าน", "๙๔", "กาบเชิง", None, 812344471, "........"),
    ("๒", "นางสาว", "สายฝน", "ใจสมมุติ", "ประชาชน", "หมู่ 94", "ต.กาบเชิง", None, "08-1234-4472", None),
    ("๓", "ด.ต.", "สมชาย", "แสงสมมุติ", "ข้าราชการ", None, None, "สถานีตำรวจสมมุติ", "๐๘๑๒๓๔๔๔๗๓", None),
    ("๔", "น.ส.", "สายฝน", "ใจสมมุติ", "ประชาชน", 94, "กาบเชิง", None, 812344472, None),
    ("๕", None, None, None, None, None, None, None, None, "........"),
)
FOOT: tuple[Row, ...] = (
    ("รวมทั้งสิ้น ๔ คน",),
    (None, "ลงชื่อ ........................ ผู้รับรอง"),
    (None, "(นายสมมุติ รับรอง)"),
)
FIRST = len(TITLES) + len(HEADER) + 1  # the row of the first person
MERGED = ("A1:J1", "A2:J2", "B3:D4", "F3:H3", "A3:A4", "E3:E4", "I3:I4", "J3:J4")


def sign_in(
    folder: Path,
    changes: Mapping[str, object] | None = None,
    people: Sequence[Row] = PEOPLE,
    titles: Sequence[Row] = TITLES,
) -> Path:
    """The sheet as a file; `changes` are put into cells by their names: {"I6": "12345"}. There
    are always two rows of titles."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "รายชื่อ"
    for row in (*titles, *HEADER, *people, *FOOT):
        sheet.append(list(row))
    total = FIRST + len(people)
    for area in (*MERGED, f"A{total}:J{total}"):
        sheet.merge_cells(area)
    for name, value in (changes or {}).items():
        sheet[name] = value  # type: ignore[assignment]
    path = folder / "signin.xlsx"
    book.save(path)
    return path


def table(folder: Path, *rows: Row, name: str = "Sheet1", more: Sequence[Row] = ()) -> Path:
    """Any rows as a file; `more` stands on a second sheet."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = name
    for row in rows:
        sheet.append(list(row))
    if more:
        other = book.create_sheet("อีกแผ่น")
        for row in more:
            other.append(list(row))
    path = folder / "table.xlsx"
    book.save(path)
    return path


BUDDHIST_DATE = date(2569, 6, 15)


PLAIN: Sequence[Sequence[str]] = (
    (f"ใบลงทะเบียนผู้เข้ารับการอบรม {PROGRAMME} รุ่นที่ ๑", *[""] * 6),
    ("ระหว่างวันที่ ๑๕ - ๑๗ มิถุนายน ๒๕๖๙ ณ ห้องประชุมสมมุติ", *[""] * 6),
    ("ลำดับ", "ชื่อ - สกุล", "ตำแหน่ง", "หมู่ที่", "ตำบล", "หน่วยงาน", "เบอร์โทร"),
    ("๑", "นายบุญมา ดีสมมุติ", "ผู้ใหญ่บ้าน", "๙๔", "กาบเชิง", "", "812344471"),
    ("", "", "", "", "", "", ""),
    ("๒", "นางสาวสายฝน ใจสมมุติ", "ประชาชน", "หมู่ 94", "ต.กาบเชิง", "", "08-1234-4472"),
    ("๓", "ด.ต.สมชาย แสงสมมุติ", "ข้าราชการ", "", "", "สถานีตำรวจสมมุติ", "๐๘๑๒๓๔๔๔๗๓"),
    ("รวมทั้งสิ้น ๓ คน", *[""] * 6),
)
