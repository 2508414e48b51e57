"""What stands in an announcement is read aloud as people say it."""

from __future__ import annotations

import pytest

from base.thai.aloud import aloud


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("เวลา 09.30 น.", "เวลา เก้าโมงครึ่ง"),
        ("13.00 น. ถึง 18:15", "บ่ายโมง ถึง หกโมงเย็นสิบห้านาที"),
        ("20.00 น.", "สองทุ่ม"),
        ("วันที่ 20 ก.ค. 2569", "วันที่ยี่สิบ กรกฎาคม สองพันห้าร้อยหกสิบเก้า"),
        ("๒๑ คน", "ยี่สิบเอ็ด คน"),
        ("1 คน 11 คน 101 คน", "หนึ่ง คน สิบเอ็ด คน หนึ่งร้อยเอ็ด คน"),
        ("2,500,000 บาท", "สองล้านห้าแสน บาท"),
        ("โทร 0812345678", "โทร ศูนย์ แปด หนึ่ง สอง สาม สี่ ห้า หก เจ็ด แปด"),
        ("อ.กาบเชิง จ.สุรินทร์", "อำเภอกาบเชิง จังหวัดสุรินทร์"),
    ],
)
def test_it_is_read_as_people_say_it(written: str, spoken: str) -> None:
    assert aloud(written) == spoken
