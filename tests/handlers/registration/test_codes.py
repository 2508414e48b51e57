from __future__ import annotations

import pytest

from base.ids import PERSONAL, personal_code, spoken
from handlers.registration.codes import bare_code, code_after_word


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("ลงชื่อ AD7K", "AD7K"),
        ("ลงชื่อ ad7k", "AD7K"),
        ("ลงชื่อAD7K", "AD7K"),
        ("ลงชื่อ A D 7 K", "AD7K"),
        ("ลงชื่อ AD๗K ค่ะ", "AD7K"),
        ("ลงชื่อ: AD-7K ครับ", "AD7K"),
        ("Register AD7K", "AD7K"),
        ("ลงทะเบียน AD7K", "AD7K"),
        ("ลงชื่อ A07K", "AQ7K"),
        ("ลงชื่อ AO7K", "AQ7K"),
        ("ลงชื่อ ABZK", "A82K"),
    ],
)
def test_a_code_is_read_however_it_is_typed(text: str, code: str) -> None:
    assert code_after_word(text) == code


@pytest.mark.parametrize(
    "text",
    ["ลงชื่อ", "ลงชื่อ สมชาย", "ลงชื่อให้แม่ด้วย", "AD7K", "ลงชื่อ A1", "", "ลงชื่อ " + "A" * 5000],
)
def test_what_has_no_code_behind_the_word_is_left_alone(text: str) -> None:
    assert code_after_word(text) is None


@pytest.mark.parametrize("length", [4, PERSONAL])
def test_every_code_we_make_is_read_back(length: int) -> None:
    codes = [personal_code(length) for _ in range(500)]
    assert [code_after_word(f"ลงชื่อ {spoken(code).lower()}") for code in codes] == codes
    assert all(bare_code(code) == code for code in codes if not code.isdecimal())


@pytest.mark.parametrize("text", ["2569", "0812345678", "test", "AD7K1", "น้ำไม่ไหล", "A1B2"])
def test_numbers_and_words_are_no_bare_codes(text: str) -> None:
    assert bare_code(text) is None


def test_a_card_typed_without_the_word_is_a_code() -> None:
    assert bare_code("ad7k ค่ะ") == "AD7K"
