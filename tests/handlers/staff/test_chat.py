from __future__ import annotations

import pytest

from handlers.staff.chat import Wish, wish_in


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("ตอบ", Wish(True)),
        ("ตอบค่ะ", Wish(True)),
        ("ตอบ 123", Wish(True, 123)),
        ("ตอบ ๑๒๓ ได้รับแล้วค่ะ", Wish(True, 123, "ได้รับแล้วค่ะ")),
        ("ตอบ 7: พรุ่งนี้ช่างไป\nเก้าโมงค่ะ", Wish(True, 7, "พรุ่งนี้ช่างไป\nเก้าโมงค่ะ")),
        ("Answer 12 we are on it", Wish(True, 12, "we are on it")),
        ("เรื่อง 123", Wish(False, 123)),
        ("ดูเรื่อง 9 ค่ะ", Wish(False, 9)),
    ],
)
def test_an_officers_words_are_understood(text: str, wish: Wish) -> None:
    assert wish_in(text) == wish


@pytest.mark.parametrize(
    "text", ["ตอบแล้ว", "ตอบแบบสอบถาม", "เรื่องน้ำประปา", "เรื่อง 2 ไร่ข้างวัด", "123", "สวัสดีค่ะ", ""]
)
def test_other_words_are_no_wish(text: str) -> None:
    assert wish_in(text) is None
