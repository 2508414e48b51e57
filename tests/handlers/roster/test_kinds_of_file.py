"""A sign-in sheet may come as .xlsx, .xls or .csv; what is inside decides."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from handlers.roster.sheet import read_sign_in
from handlers.roster.workbook import NotRead, read_workbook
from tests.forms.files import xls
from tests.handlers.roster import office


def saved(separator: str, encoding: str) -> bytes:
    kept = io.StringIO()
    csv.writer(kept, delimiter=separator).writerows(office.PLAIN)
    return kept.getvalue().encode(encoding)


MERGED = Path(__file__).parent / "signin_merged.xls"  # office.sign_in in Excel 97 to 2003
KINDS = {
    "utf8": saved(",", "utf-8-sig"),
    "thai": saved(",", "cp874"),
    "utf16": saved("\t", "utf-16"),
    "semicolon": saved(";", "utf-8"),
    "xls": xls(office.PLAIN),
}


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_people_are_read_from_each_kind(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "signin.xlsx"  # what people call it says little
    path.write_bytes(KINDS[kind])
    found = read_sign_in(read_workbook(path))
    assert (found.heading.programme, found.heading.number) == (office.PROGRAMME, 1)
    assert [(one.full_name, one.phone, one.row) for one in found.people] == [
        ("บุญมา ดีสมมุติ", "0812344471", 4),
        ("สายฝน ใจสมมุติ", "0812344472", 6),
        ("สมชาย แสงสมมุติ", "0812344473", 7),
    ]


def test_an_old_workbook_with_merged_cells_is_read_like_a_new_one(tmp_path: Path) -> None:
    new, old = (read_sign_in(read_workbook(one)) for one in (office.sign_in(tmp_path), MERGED))
    assert [(one.row, one.called, one.phone) for one in old.people] == [
        (5, "ผู้ใหญ่บุญมา", "0812344471"),
        (6, "คุณสายฝน", "0812344472"),
        (7, "คุณสมชาย", "0812344473"),
        (8, "คุณสายฝน", "0812344472"),
    ]
    assert (old.people, old.heading, old.faults) == (new.people, new.heading, [])


@pytest.mark.parametrize(
    "content", [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(900), b"\0\1\2", b"%PDF-1.7\xff\xfe\0"]
)
def test_what_is_no_sheet_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "signin.xls"
    path.write_bytes(content)
    with pytest.raises(NotRead):
        read_workbook(path)
