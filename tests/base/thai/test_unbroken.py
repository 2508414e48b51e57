"""Numbers and dates stay in one line; what people type back is read as before."""

from __future__ import annotations

import pytest

from base.thai.text import normalize
from base.thai.unbroken import JOINER, NO_BREAK, as_read, in_one_line, unbroken

KEPT = [
    "ว 69/001",
    "สร 69/00123",
    "เลขที่ ว 69/001",
    "12 ก.ค. 2569",
    "26 พ.ย. 2569",
    "ที่ 12 ก.ค. 2569",
    "12 July 2026",
    "12 Jul 2026",
    "09.30 น.",
    "หมู่ 94",
    "เรื่อง 12",
    "ชาย 20",
    "54 คน",
]


@pytest.mark.parametrize("words", KEPT)
def test_what_is_one_word_stays_in_one_line(words: str) -> None:
    assert unbroken(f"ถึง {words} ค่ะ") == f"ถึง {words.replace(' ', NO_BREAK)} ค่ะ"


@pytest.mark.parametrize("words", ["น้ำไม่ไหล สองอาทิตย์แล้ว", "น้ำ\nไฟ", "a 5 b", "โทรมา ค่ะ"])
def test_all_other_spaces_may_end_a_line(words: str) -> None:
    assert NO_BREAK not in unbroken(words)


@pytest.mark.parametrize("words", KEPT)
def test_copied_and_sent_back_it_reads_as_if_typed(words: str) -> None:
    shown = unbroken(words)
    assert (normalize(shown), len(shown)) == (normalize(words), len(words))


def test_words_read_in_one_breath_have_no_place_where_a_line_may_end() -> None:
    """UAX #14: WORD JOINER (LB11) and NO-BREAK SPACE (LB12) allow none beside them."""
    kept = in_one_line("เลยวันที่บอกไว้ 3")
    assert (
        kept
        == JOINER.join(["เ", "ล", "ย", "วั", "น", "ที่", "บ", "อ", "ก", "ไ", "ว้"]) + f"{NO_BREAK}3"
    )


def test_they_read_as_before() -> None:
    assert as_read(in_one_line("เลยวันที่บอกไว้ 3")) == "เลยวันที่บอกไว้ 3"


def test_words_with_spaces_may_still_end_a_line_there() -> None:
    assert in_one_line("new matters 3") == f"new matters{NO_BREAK}3"
