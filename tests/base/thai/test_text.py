"""Text as people type it: one spelling, no syllable cut, politeness taken off."""

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from base.thai import (
    cut,
    graphemes,
    normalize,
    strip_particles,
    to_arabic,
    to_thai,
    utf16_len,
)
from base.thai.fold import LIMIT, fold

ANY = st.text(st.characters(), max_size=80) | st.text(
    "กขเแา่้ํำะๆ \u200b\u200d👩👧🏽\n\r", max_size=30
)


@given(st.text("0123456789ก .,", max_size=30))
def test_digits_come_back_from_thai(text: str) -> None:
    assert to_arabic(to_thai(text)) == text


def test_full_width_and_thai_digits_become_arabic() -> None:
    assert to_arabic("๑๒/０７/２５๖๙") == "12/07/2569"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("เเม่", "แม่"),
        ("น้ํา", "น้ำ"),
        ("นํ้า", "น้ำ"),
        ("ค่่ะ", "ค่ะ"),
        ("  ก\u00a0 ข ", "ก ข"),
        ("ก\u200bข\ufeff", "กข"),
        ("ก \r\n\n ข", "ก\nข"),
        ("👨\u200d👩\u200d👧", "👨\u200d👩\u200d👧"),
        ("a\x00b\ud800", "ab\ufffd"),
    ],
)
def test_what_looks_the_same_is_spelt_the_same(typed: str, meant: str) -> None:
    assert normalize(typed) == meant


@given(ANY)
def test_a_normal_text_is_left_alone_and_can_be_stored(text: str) -> None:
    once = normalize(text)
    assert normalize(once) == once
    assert "\x00" not in once
    assert once.encode("utf-8").decode("utf-8") == once


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("ยกเลิกครับ", "ยกเลิก"),
        ("เมนูหน่อยนะคะ!!", "เมนู"),
        ("ข้าม จ้า 🙏", "ข้าม"),
        ("ช่วยเหลือด้วยค้าบบ", "ช่วยเหลือด้วยค้าบบ"),
        ("ย้อนกลับเด้อค่ะ", "ย้อนกลับ"),
        ("«เมนู»", "เมนู"),
        ("Help, please.", "Help"),
        ("ครับ", "ครับ"),
        ("…!", ""),
    ],
)
def test_a_fixed_word_is_found_under_its_politeness(typed: str, word: str) -> None:
    assert strip_particles(typed) == word


@given(ANY)
def test_stripping_ends_and_only_shortens(text: str) -> None:
    word = strip_particles(text)
    assert strip_particles(word) == word
    assert word in normalize(text)


@given(ANY, st.integers(0, 30))
def test_a_cut_keeps_the_limit_and_whole_clusters(text: str, n: int) -> None:
    short = cut(text, n)
    whole = [match.end() for match in regex.finditer(r"\X", text)]
    assert graphemes(short) <= n
    assert short == text or n == 0 or (short[-1] == "…" and len(short) - 1 in [0, *whole])


def test_a_label_is_counted_as_a_reader_sees_it() -> None:
    assert graphemes("น้ำใจ") == 3
    assert cut("น้ำใจดี", 3) == "น้ำใ…"


@given(ANY)
def test_line_counts_two_units_for_what_lies_beyond_the_first_plane(text: str) -> None:
    assert utf16_len(text) == sum(2 if ord(sign) > 0xFFFF else 1 for sign in text)


@given(ANY)
def test_folding_is_bounded_and_leads_back(text: str) -> None:
    folded = fold(text)
    assert len(folded.starts) == len(folded.text) + 1
    assert list(folded.starts) == sorted(folded.starts)
    assert len(fold(text * 200).text) <= LIMIT
