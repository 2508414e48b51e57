"""A whole sheet: who is read, which row is wrong, what is passed over."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest

from handlers.roster.sheet import Entry, SignIn, read_sign_in
from handlers.roster.workbook import NotRead, read_workbook
from tests.handlers.roster import office

HEAD = ("ที่", "ชื่อ-สกุล", "หมู่บ้าน", "โทร")
ONE = (1, "นายบุญมา ดีสมมุติ", "บ้านโนนสมมุติ", "0812344471")
TWO = (2, "นางคำ ดีสมมุติ", "บ้านโนนสมมุติ", "")


def read(path: Path) -> SignIn:
    return read_sign_in(read_workbook(path))


def names(found: SignIn) -> list[str]:
    return [one.full_name for one in found.people]


def test_an_offices_own_sheet_is_read_whole(tmp_path: Path) -> None:
    found = read(office.sign_in(tmp_path))
    assert [(one.row, one.called, one.phone, one.kind) for one in found.people] == [
        (5, "ผู้ใหญ่บุญมา", "0812344471", "leader"),
        (6, "คุณสายฝน", "0812344472", "citizen"),
        (7, "คุณสมชาย", "0812344473", "agency"),
        (8, "คุณสายฝน", "0812344472", "citizen"),
    ]
    assert (found.faults, found.notes) == ([], [])


def test_its_titles_name_programme_number_and_days(tmp_path: Path) -> None:
    heading = read(office.sign_in(tmp_path)).heading
    assert (heading.programme, heading.number) == (office.PROGRAMME, 1)
    assert [str(heading.starts), str(heading.ends)] == ["2026-06-15", "2026-06-17"]


def test_places_stand_in_columns_below_a_merged_header(tmp_path: Path) -> None:
    first, _, third, _ = read(office.sign_in(tmp_path)).people
    assert (first.place.moo, first.place.subdistrict) == (94, "กาบเชิง")
    assert third.place.agency == "สถานีตำรวจสมมุติ"


@pytest.mark.parametrize(
    ("cell", "value", "key"),
    [("I6", "12345", "phone"), ("C6", "94", "name"), ("I7", "=1+1", "formula")],
)
def test_a_wrong_cell_is_told_with_its_row(
    tmp_path: Path, cell: str, value: object, key: str
) -> None:
    faults = read(office.sign_in(tmp_path, {cell: value})).faults
    assert [(one.row, one.key) for one in faults] == [(int(cell[1:]), key)]


@pytest.mark.parametrize(("agency", "faults"), [("", [(2, "moo")]), ("อบต.สมมุติ", [])])
def test_a_moo_that_cannot_be_read_is_told_where_it_matters(
    tmp_path: Path, agency: str, faults: list[tuple[int, str]]
) -> None:
    head = ("ที่", "ชื่อ-สกุล", "หมู่ที่", "หมู่บ้าน", "หน่วยงาน")
    row = (1, "นายบุญมา ดีสมมุติ", "4/1", "บ้านโนนสมมุติ", agency)
    found = read(office.table(tmp_path, head, row)).faults
    assert [(one.row, one.key) for one in found] == faults


def test_a_row_without_a_name_is_told(tmp_path: Path) -> None:
    faults = read(office.table(tmp_path, HEAD, ONE, (2, "", "บ้านโนนสมมุติ", "0812344472"))).faults
    assert [(one.row, one.key) for one in faults] == [(3, "no_name")]


def test_a_total_that_counts_otherwise_is_told(tmp_path: Path) -> None:
    found = read(office.table(tmp_path, HEAD, ONE, TWO, ("รวม", "3 คน")))
    assert [(one.key, one.values) for one in found.notes] == [
        ("total_differs", {"told": 3, "read": 2})
    ]


def test_sums_in_between_end_nothing(tmp_path: Path) -> None:
    rows = (HEAD, ONE, ("รวม 1 คน",), TWO, ("รวม 1 คน",), ("รวมทั้งสิ้น 2 คน",))
    found = read(office.table(tmp_path, *rows))
    assert (names(found), found.notes) == (["บุญมา ดีสมมุติ", "คำ ดีสมมุติ"], [])


def test_a_header_that_comes_again_on_each_page_is_no_person(tmp_path: Path) -> None:
    found = read(office.table(tmp_path, HEAD, ONE, HEAD, TWO))
    assert (names(found), found.faults) == (["บุญมา ดีสมมุติ", "คำ ดีสมมุติ"], [])


def test_headings_between_the_rows_hold_for_what_follows(tmp_path: Path) -> None:
    head = ("ที่", "ชื่อ", "สกุล", "หมู่ที่")
    rows = (head, ("กลุ่มผู้นำชุมชน",), ("อำเภอกาบเชิง ตำบลด่าน",), (1, "บุญมา", "ดีสมมุติ", 4))
    one = read(office.table(tmp_path, *rows)).people[0]
    assert (one.kind, one.place.district, one.place.subdistrict) == ("leader", "กาบเชิง", "ด่าน")


def test_every_sheet_of_the_file_is_read(tmp_path: Path) -> None:
    found = read(office.table(tmp_path, HEAD, ONE, more=(HEAD, TWO)))
    assert [(one.sheet, one.row) for one in found.people] == [("Sheet1", 2), ("อีกแผ่น", 2)]


def test_a_header_may_have_more_to_sign_below_it(tmp_path: Path) -> None:
    first = ("ที่", "ชื่อ-สกุล", "ที่อยู่", "", "โทร", "ลายมือชื่อ", "")
    second = ("ที่", "ชื่อ-สกุล", "หมู่ที่", "ตำบล", "โทร", "เช้า", "บ่าย")
    row = (1, "นายบุญมา ดีสมมุติ", 94, "กาบเชิง", "", "....", "....")
    found = read(office.table(tmp_path, first, second, row))
    assert [(one.place.moo, one.place.subdistrict) for one in found.people] == [(94, "กาบเชิง")]
    assert found.faults == []


def test_position_and_place_may_stand_in_one_column(tmp_path: Path) -> None:
    head = ("ที่", "ชื่อ-สกุล", "ตำแหน่ง/สังกัด")
    rows = ((1, "นายบุญมา ดีสมมุติ", "ผู้ใหญ่บ้าน ม.94 ต.กาบเชิง"), (2, "นางคำ ดีสมมุติ", "อบต.กาบเชิง"))
    first, second = read(office.table(tmp_path, head, *rows)).people
    assert (first.called, first.kind, first.place.moo) == ("ผู้ใหญ่บุญมา", "leader", 94)
    assert (second.kind, second.place.agency, second.place.moo) == ("agency", "อบต.กาบเชิง", None)


def test_what_cannot_be_understood_is_passed_over_and_told(tmp_path: Path) -> None:
    found = read(office.table(tmp_path, HEAD, ONE, ("พักรับประทานอาหาร",), TWO))
    assert [(one.row, one.key) for one in found.notes] == [(3, "passed_over")]


def test_rows_without_numbers_are_people_too(tmp_path: Path) -> None:
    found = read(office.table(tmp_path, HEAD[1:], ONE[1:], TWO[1:]))
    assert names(found) == ["บุญมา ดีสมมุติ", "คำ ดีสมมุติ"]


def test_a_buddhist_date_in_a_title_is_that_day(tmp_path: Path) -> None:
    found = read(office.table(tmp_path, ("วันที่", office.BUDDHIST_DATE), HEAD, ONE))
    assert str(found.heading.starts) == "2026-06-15"


def test_a_place_merged_over_rows_holds_for_each(tmp_path: Path) -> None:
    import openpyxl

    path = office.table(tmp_path, HEAD, ONE, (2, "นางคำ ดีสมมุติ", None, None))
    book = openpyxl.load_workbook(path)
    book.worksheets[0].merge_cells("C2:C3")
    book.save(path)
    assert [one.place.village for one in read(path).people] == ["โนนสมมุติ", "โนนสมมุติ"]


def test_a_hidden_sheet_is_not_read(tmp_path: Path) -> None:
    import openpyxl

    path = office.table(tmp_path, HEAD, ONE, more=(HEAD, TWO))
    book = openpyxl.load_workbook(path)
    book.worksheets[1].sheet_state = "hidden"
    book.save(path)
    assert names(read(path)) == ["บุญมา ดีสมมุติ"]


@pytest.mark.parametrize(
    ("data", "key"), [(b"", "no_table"), (b"name,name\n", "no_table"), (b"PK\x03\x04", "not_xlsx")]
)
def test_what_is_no_workbook_is_refused(tmp_path: Path, data: bytes, key: str) -> None:
    path = tmp_path / "list.xlsx"
    path.write_bytes(data)
    with pytest.raises(NotRead, match=key):
        read_sign_in(read_workbook(path))


@pytest.mark.parametrize("at", range(1, 40))
def test_damage_is_read_over_or_refused(tmp_path: Path, at: int) -> None:
    path = office.sign_in(tmp_path)
    data = bytearray(path.read_bytes())
    data[len(data) * at // 40] ^= 0x55
    path.write_bytes(data)
    with contextlib.suppress(NotRead):
        assert read_workbook(path)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotRead, match="not_there"):
        read_workbook(tmp_path / "none.xlsx")


def test_a_file_without_a_table_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotRead, match="no_table"):
        read(office.table(tmp_path, ("รายงานการประชุม",), ("วาระที่ 1",)))


def test_what_unpacks_to_too_much_is_refused(tmp_path: Path) -> None:
    import zipfile

    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * 70_000_000)
    with pytest.raises(NotRead, match="too_large"):
        read_workbook(path)


def test_an_entry_says_where_it_stands(tmp_path: Path) -> None:
    first: Entry = read(office.sign_in(tmp_path)).people[0]
    assert (first.sheet, first.row) == ("รายชื่อ", office.FIRST)
