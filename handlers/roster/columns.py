"""Which column is what: offices word their headers freely, over one row or two."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from handlers.roster.workbook import NOT_COMPUTED, Line


class Column(StrEnum):
    NUMBER = "number"
    TITLE = "title"
    NAME = "name"  # title, name and surname in whatever way
    FIRST = "first"
    LAST = "last"
    POSITION = "position"
    GROUP = "group"
    AGENCY = "agency"
    PLACE = "place"  # a village, an address or an agency
    VILLAGE = "village"
    MOO = "moo"
    SUBDISTRICT = "subdistrict"
    DISTRICT = "district"
    PHONE = "phone"
    OTHER = "other"  # known, and not read


_EXACT: Mapping[Column, str] = {
    Column.NUMBER: "ลำดับ|ลำดับที่|ที่|ลำดับเลขที่|เลขที่|no",
    Column.NAME: "ชื่อสกุล|รายชื่อ|name|fullname",
    Column.FIRST: "ชื่อ|ชื่อตัว|firstname",
    Column.LAST: "สกุล|นามสกุล|lastname|surname",
    Column.VILLAGE: "บ้าน|ชุมชน|บ้านชุมชน|village",
    Column.MOO: "หมู่|หมู่ที่|ม|moo",
    Column.SUBDISTRICT: "ต|subdistrict",
    Column.DISTRICT: "อ|district",
    Column.POSITION: "บทบาท|position",
    Column.PHONE: "tel|phone|mobile",
}
_EXACTLY = {word: column for column, words in _EXACT.items() for word in words.split("|")}
# The first that is found in the header says what it is.
_WITHIN = tuple(
    (re.compile(pattern), column)
    for pattern, column in (
        (
            "ลายมือ|ลายเซ็น|ลงนาม|ลงชื่อ|เซ็นชื่อ|หมายเหตุ|ประชาชน.*เลข|เลข.*ประชาชน|อายุ|เพศ|วันเกิด",
            Column.OTHER,
        ),
        ("โทร|เบอร์|มือถือ", Column.PHONE),
        ("คำนำหน้า|^ยศ", Column.TITLE),
        ("^ชื่อ.*สกุล", Column.NAME),
        ("ประเภท|กลุ่มเป้า|กลุ่มผู้|^กลุ่ม|ภาคส่วน", Column.GROUP),
        ("ที่อยู่|ภูมิลำเนา", Column.PLACE),
        ("หน่วยงาน|สังกัด|ส่วนราชการ|องค์กร", Column.AGENCY),
        ("ตำแหน่ง", Column.POSITION),
        ("หมู่บ้าน|ชุมชน", Column.VILLAGE),
        ("หมู่ที่", Column.MOO),
        ("ตำบล", Column.SUBDISTRICT),
        ("อำเภอ", Column.DISTRICT),
        ("^ชื่อ(?:ผู้|คน)", Column.NAME),
    )
)
_SIGNS = re.compile(r"[\s\-–—/.,:()*]+")
_LONGEST = 60  # a title of the page is no header


def column_of(header: str) -> Column | None:
    """What stands under this header; None for whatever is none."""
    plain = _SIGNS.sub("", header).casefold()
    if not plain or len(plain) > _LONGEST:
        return None
    if plain in _EXACTLY:
        return _EXACTLY[plain]
    return next((column for pattern, column in _WITHIN if pattern.search(plain)), None)


@dataclass(frozen=True, slots=True)
class Header:
    """What each column is, by its place; `lines` is how many rows the header takes."""

    columns: Mapping[int, Column]
    lines: int

    def cell(self, line: Line, *wanted: Column) -> str:
        """What stands in the columns of that kind, one after the other, each wording once."""
        told = (
            line.cells[at]
            for at, column in self.columns.items()
            if column in wanted and at < len(line.cells) and line.cells[at]
        )
        return " ".join(dict.fromkeys(told))

    def read(self, line: Line) -> Line:
        """The row without what nobody reads: dotted lines to sign on, remarks, a number that is a
        formula."""

        def kept(at: int, cell: str) -> str:
            column = self.columns.get(at)
            idle = column is Column.NUMBER and cell == NOT_COMPUTED
            return "" if idle or column is Column.OTHER else cell

        return Line(line.number, tuple(kept(at, cell) for at, cell in enumerate(line.cells)))


def header_at(lines: Sequence[Line], at: int) -> Header | None:
    """The header that begins with this row: it names people, and something else beside."""
    first = [column_of(cell) for cell in lines[at].cells]
    if not _names_people(first):
        return None
    below = lines[at + 1] if at + 1 < len(lines) else None
    if below is None or below.number > lines[at].number + 1 or not _goes_on(first, below):
        return Header(_even(dict(enumerate(first))), 1)
    both = zip(first, [column_of(cell) for cell in below.cells], strict=True)
    return Header(_even(dict(enumerate(low or high for high, low in both))), 2)


def _names_people(columns: Iterable[Column | None]) -> bool:
    found = {column for column in columns if column is not None}
    return bool(found & {Column.NAME, Column.FIRST}) and len(found) > 1


def _goes_on(first: Sequence[Column | None], below: Line) -> bool:
    """Whether the row below is the header's too: nothing but headers where it matters, and more
    than one («กลุ่ม…» alone heads the people that follow). «เช้า» and «บ่าย» to sign under are free."""
    matters = [
        cell
        for column, cell in zip(first, below.cells, strict=True)
        if cell and column not in (None, Column.OTHER)
    ]
    return len(set(matters)) > 1 and all(column_of(cell) for cell in matters)


def _even(found: Mapping[int, Column | None]) -> dict[int, Column]:
    """«ชื่อสกุล» is the surname where another column has the first name."""
    columns = {at: column for at, column in found.items() if column is not None}
    if Column.FIRST in columns.values():
        return {at: Column.LAST if c is Column.NAME else c for at, c in columns.items()}
    return columns
