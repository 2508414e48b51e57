"""Names, phones, places and days as offices write them."""

from __future__ import annotations

from datetime import date

import pytest

from base.thai.names import read_name
from handlers.roster.columns import Column, column_of
from handlers.roster.heading import read_heading
from handlers.roster.phones import NoPhone, read_phone
from handlers.roster.places_told import NoMoo, Told, in_one_text, moo_of


@pytest.mark.parametrize(
    ("text", "full"),
    [
        ("นายบุญมา ดีสมมุติ", "บุญมา ดีสมมุติ"),
        ("นาย  บุญมา   ดีสมมุติ", "บุญมา ดีสมมุติ"),
        ("นางสาวสายฝน ใจสมมุติ", "สายฝน ใจสมมุติ"),
        ("นางสาวิตรี ใจสมมุติ", "สาวิตรี ใจสมมุติ"),
        ("น.ส. สายฝน ใจสมมุติ", "สายฝน ใจสมมุติ"),
        ("ด.ต.สมชาย แสงสมมุติ", "สมชาย แสงสมมุติ"),
        ("ร.ต.อ. สมชาย แสงสมมุติ", "สมชาย แสงสมมุติ"),
        ("พ.ต.ท.หญิง สมใจ แสงสมมุติ", "สมใจ แสงสมมุติ"),
        ("ว่าที่ ร.ต. สมชาย แสงสมมุติ", "สมชาย แสงสมมุติ"),
        ("ว่าที่ร้อยตรีสมชาย แสงสมมุติ", "สมชาย แสงสมมุติ"),
        ("ดาบตำรวจ สมชาย แสงสมมุติ", "สมชาย แสงสมมุติ"),
        ("ดร.สมชาย แสงสมมุติ", "สมชาย แสงสมมุติ"),
        ("1. นายบุญมา ดีสมมุติ (ผู้แทน)", "บุญมา ดีสมมุติ"),
        ("คุณากร ดีสมมุติ", "คุณากร ดีสมมุติ"),
        ("บุญมา ดีสมมุติ", "บุญมา ดีสมมุติ"),
        ("นายบุญมา", "บุญมา"),
        ("Mr. John Sommut", "John Sommut"),
    ],
)
def test_a_name_is_read_without_its_titles(text: str, full: str) -> None:
    found = read_name(text)
    assert found is not None
    assert found.full == full


@pytest.mark.parametrize(
    "title",
    [
        *("ผญ.", "ผญบ.", "ผญบ", "ผญ. ", "ผู้ใหญ่", "ผู้ใหญ่บ้าน ", "ผู้ใหญ่บ้าน", "กำนัน", "กำนัน "),
        *("ผู้ช่วยฯ ", "ผู้ช่วย", "ผู้ช่วยผู้ใหญ่บ้าน", "ผช.ผญบ.", "ผช. ", "ผช.ผู้ใหญ่บ้าน", "ผช.กำนัน"),
        *("สารวัตรกำนัน", "แพทย์ประจำตำบล", "นายก อบต.", "นายก อบต. ", "นายกอบต.", "นายกฯ "),
        *("นายก ", "นายกเทศมนตรี ", "นายกเทศมนตรีตำบลด่าน ", "รองนายก อบต.", "ส.อบต.", "ส.อบต. "),
        *("สมาชิก อบต.", "สอบต.", "ส.ท.", "สท.", "ส.จ.", "อสม.", "อ.ส.ม. ", "อสม ", "ประธาน อสม."),
        *(
            "ปลัด",
            "ปลัด ",
            "ปลัด อบต.",
            "ปลัดอำเภอ",
            "ครู",
            "ครู ",
            "คุณครู",
            "หมอ",
            "หมอ ",
            "อ.",
            "อาจารย์",
        ),
        *("ร.ต.", "จ.ส.อ.", "ด.ต.", "ว่าที่ ร.ต.", "ดร.", "ดร ", "ผอ.", "ผอ ", "กำนัน นาย", "นาย ครู"),
    ],
)
def test_what_a_village_writes_before_a_name_is_taken_off(title: str) -> None:
    found = read_name(f"{title}บุญมา มีสมมุติ")
    assert found is not None
    assert found.full == "บุญมา มีสมมุติ"


@pytest.mark.parametrize(
    "name",
    [
        *("ครูน ใจสมมุติ", "ปลัดดา ใจสมมุติ", "หมอก ใจสมมุติ", "หมอน ใจสมมุติ", "หมอกแก้ว ใจสมมุติ"),
        *("กมล ใจสมมุติ", "กบ ใจสมมุติ", "กอบจิต ใจสมมุติ", "ผอบ ใจสมมุติ", "ผอง ใจสมมุติ", "ดรุณี ใจสมมุติ"),
        *("อสมา ใจสมมุติ", "ประธาน ใจสมมุติ", "ประธานพร ใจสมมุติ", "กำนัน ใจสมมุติ", "ผญา ใจสมมุติ"),
        *("สมาชิก ใจสมมุติ", "อาจ ใจสมมุติ", "สจี ใจสมมุติ", "หมอ ใจสมมุติ", "ครู ใจสมมุติ"),
    ],
)
def test_a_first_name_that_begins_like_a_title_stays_whole(name: str) -> None:
    found = read_name(f"นาย{name}")
    assert found is not None
    assert found.full == name


@pytest.mark.parametrize(
    "name", ["ครูน ใจสมมุติ", "ปลัดดา ใจสมมุติ", "หมอก ใจสมมุติ", "ดรุณี ใจสมมุติ", "ผอบ ใจสมมุติ"]
)
def test_so_it_does_without_a_title_before_it(name: str) -> None:
    found = read_name(name)
    assert found is not None
    assert found.full == name


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("ครูนิด ใจสมมุติ", "นิด"),
        ("ครูน้อย ใจสมมุติ", "น้อย"),
        ("ครูใหญ่ ใจสมมุติ", "ใหญ่"),
        ("หมอนิด ใจสมมุติ", "นิด"),
        ("หมอเพ็ญ ใจสมมุติ", "เพ็ญ"),
        ("ปลัดแก้ว ใจสมมุติ", "แก้ว"),
        ("หมอดินอาสา คำ ใจสมมุติ", "คำ"),
    ],
)
def test_a_calling_is_no_part_of_the_name_that_it_is_joined_to(text: str, first: str) -> None:
    found = read_name(text)
    assert found is not None
    assert found.full == f"{first} ใจสมมุติ"


@pytest.mark.parametrize("text", ["กำนันตำบลด่าน", "ผู้ใหญ่บ้าน หมู่ 4", "กำนัน", "ผญ.", "กำนัน/ผู้ใหญ่บ้าน"])
def test_an_office_alone_names_nobody(text: str) -> None:
    assert read_name(text) is None


@pytest.mark.parametrize("text", ["กำนัน ผู้ใหญ่บ้าน ตำบลด่าน", "ผู้ใหญ่บ้าน ตำบลด่าน อำเภอสมมุติ"])
def test_a_heading_of_offices_is_no_titled_person(text: str) -> None:
    found = read_name(text)
    assert found is None or not found.titled


@pytest.mark.parametrize(
    ("text", "called"),
    [
        ("ผญ.บุญมา มีสมมุติ", "ผู้ใหญ่บุญมา"),
        ("ผู้ใหญ่บ้านบุญมา มีสมมุติ", "ผู้ใหญ่บุญมา"),
        ("ผช.ผญบ.บุญมา มีสมมุติ", "คุณบุญมา"),
        ("ผู้ช่วยผู้ใหญ่บ้านบุญมา มีสมมุติ", "คุณบุญมา"),
        ("กำนันบุญมา มีสมมุติ", "กำนันบุญมา"),
        ("ผช.กำนัน บุญมา มีสมมุติ", "คุณบุญมา"),
        ("นายก อบต.บุญมา มีสมมุติ", "คุณบุญมา"),
        ("ครูบาสมมุติ ธรรมสมมุติ", "ครูบาสมมุติ"),
    ],
)
def test_a_title_before_the_name_says_how_they_are_called(text: str, called: str) -> None:
    found = read_name(text)
    assert found is not None
    assert found.called == called


@pytest.mark.parametrize("text", ["", "นาย", "บุญมา", "94", "0812344471", "(นายสมมุติ รับรอง)", "...."])
def test_what_names_nobody_is_no_name(text: str) -> None:
    assert read_name(text) is None


@pytest.mark.parametrize(
    ("position", "called"),
    [
        ("ผู้ใหญ่บ้าน หมู่ 4", "ผู้ใหญ่บุญมา"),
        ("ผู้ช่วยผู้ใหญ่บ้าน", "คุณบุญมา"),
        ("กำนันตำบลด่าน", "กำนันบุญมา"),
        ("สารวัตรกำนัน", "คุณบุญมา"),
        ("", "คุณบุญมา"),
    ],
)
def test_people_are_called_by_what_they_are(position: str, called: str) -> None:
    found = read_name("นายบุญมา ดีสมมุติ", position)
    assert found is not None
    assert found.called == called


def test_a_monk_keeps_his_title() -> None:
    found = read_name("พระครูสมมุติ ธรรมสมมุติ")
    assert found is not None
    assert found.called == "พระครูสมมุติ"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("812344471", "0812344471"),
        ("0812344471", "0812344471"),
        ("081-234 4471", "0812344471"),
        ("+66 81 234 4471", "0812344471"),
        ("66812344471", "0812344471"),
        ("44511234", "044511234"),
        ("044-511234", "044511234"),
        ("0812344471, 0898765432", "0812344471"),
        ("โทร. 0812344471", "0812344471"),
        ("ไม่มี", None),
        ("-", None),
        ("", None),
    ],
)
def test_a_phone_number_is_read_however_it_stands(text: str, number: str | None) -> None:
    assert read_phone(text) == number


@pytest.mark.parametrize("text", ["12345", "08123444711", "8.12E+08", "บุญมา", "1812344471"])
def test_what_is_no_phone_number_is_refused(text: str) -> None:
    with pytest.raises(NoPhone):
        read_phone(text)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("บ้านโนนสมมุติ หมู่ 4 ต.ด่าน อ.กาบเชิง", Told("โนนสมมุติ", 4, "ด่าน", "กาบเชิง")),
        ("บ้านโนนสมมุติหมู่ที่ 4 ตำบลด่าน อำเภอกาบเชิง", Told("โนนสมมุติ", 4, "ด่าน", "กาบเชิง")),
        ("45 ม.4 ต.ด่าน", Told(moo=4, subdistrict="ด่าน")),
        ("บ้านเลขที่ 12 หมู่ 4 ต. ด่าน", Told(moo=4, subdistrict="ด่าน")),
        ("อบต.ด่าน", Told(agency="อบต.ด่าน")),
        ("โรงเรียนบ้านโนน", Told(agency="โรงเรียนบ้านโนน")),
    ],
)
def test_a_place_in_one_text_is_taken_apart(text: str, told: Told) -> None:
    assert in_one_text(text) == told


@pytest.mark.parametrize(
    ("text", "starts", "ends"),
    [
        ("วันที่ 15 - 17 มิถุนายน 2569", date(2026, 6, 15), date(2026, 6, 17)),
        ("วันที่ 15, 16 และ 17 มิ.ย. 2569", date(2026, 6, 15), date(2026, 6, 17)),
        ("ระหว่างวันที่ 29 มิ.ย. - 1 ก.ค. 2569", date(2026, 6, 29), date(2026, 7, 1)),
        ("ระหว่างวันที่ 30 ธันวาคม 2569 ถึง 2 มกราคม 2570", date(2026, 12, 30), date(2027, 1, 2)),
        ("วันจันทร์ที่ 15 มิถุนายน พ.ศ. 2569", date(2026, 6, 15), date(2026, 6, 15)),
        ("15/06/2569", date(2026, 6, 15), date(2026, 6, 15)),
        ("2026-06-15", date(2026, 6, 15), date(2026, 6, 15)),
        ("15 มิ.ย. 69", date(2026, 6, 15), date(2026, 6, 15)),
    ],
)
def test_the_days_of_a_workshop_are_read(text: str, starts: date, ends: date) -> None:
    found = read_heading([text])
    assert (found.starts, found.ends) == (starts, ends)


def test_programme_and_number_are_read_out_of_one_title() -> None:
    found = read_heading(["รายชื่อผู้เข้าอบรม โครงการเวทีตัวอย่าง รุ่นที่ 2 วันที่ 15 มิ.ย. 2569 ณ อำเภอ"])
    assert (found.programme, found.number) == ("โครงการเวทีตัวอย่าง", 2)


@pytest.mark.parametrize(
    ("header", "column"),
    [
        ("ลำดับที่", Column.NUMBER),
        ("ชื่อ-สกุล", Column.NAME),
        ("ชื่อ - นามสกุล", Column.NAME),
        ("หมายเลขโทรศัพท์", Column.PHONE),
        ("หมู่ที่", Column.MOO),
        ("ลายมือชื่อ", Column.OTHER),
        ("สังกัด/หน่วยงาน", Column.AGENCY),
        ("ที่อยู่", Column.PLACE),
        ("ประเภทผู้เข้าร่วม", Column.GROUP),
        ("บุญมา ดีสมมุติ", None),
    ],
)
def test_a_header_says_what_stands_below(header: str, column: Column | None) -> None:
    assert column_of(header) == column


@pytest.mark.parametrize(
    ("text", "moo"),
    [
        *(
            ("4", 4),
            ("4.", 4),
            ("4.0", 4),
            ("4.00", 4),
            ("04", 4),
            ("ม.4", 4),
            ("ม. 4.0", 4),
            ("หมู่4", 4),
        ),
        *(("หมู่ที่ ๔", 4), ("สี่", 4), ("หมู่สี่", 4), ("หมู่ที่ สิบสอง", 12), ("ยี่สิบเอ็ด", 21), ("Moo 4", 4)),
        *(("หมู่ที่ 4 บ้านโนนสมมุติ", 4), ("4 บ้านโนนสมมุติ", 4), ("-", None), ("", None), ("ไม่มี", None)),
    ],
)
def test_a_moo_is_read_however_it_stands(text: str, moo: int | None) -> None:
    assert moo_of(text) == moo


@pytest.mark.parametrize("text", ["4/1", "4.5", "4,5", "โนนสมมุติ", "หมู่ที่", "ร้อยสอง", "444", "ห้าหกสิบ"])
def test_what_is_no_moo_is_refused(text: str) -> None:
    with pytest.raises(NoMoo):
        moo_of(text)
