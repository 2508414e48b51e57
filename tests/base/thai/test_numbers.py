"""Numbers, heads and times: what holds for all of them."""

from datetime import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from base.thai import clock, read_number, read_people, read_time, spell, to_thai

COUNT = st.integers(0, 9_999_999)
_PIECES = (
    "ชาย|หญิง|ช|ญ|20|๓๔|1,200|ห้า|หก|สิบ|ร้อย|พัน|ล้าน|เอ็ด|ยี่|ครึ่ง|โหล|จุด|คน|กว่า|ประมาณ| |-|"
    ".|,|รวม|มา|ไม่มี|ไม่ได้|นับ|แยก|โมง|ทุ่ม|บ่าย|ตี|เที่ยง|คืน|9.30|25:99|น.|am|เช้า|เย็น|หรือ|นาที|ครับ"
)
PIECES = st.sampled_from(_PIECES.split("|"))
TEXT = st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=12).map("".join))


@given(COUNT)
def test_a_number_spelt_out_is_read_back(n: int) -> None:
    found = read_number(spell(n))
    assert found is not None
    assert found.value == n


@given(COUNT, st.sampled_from(["{}", "{} คน", "{:,} บาทครับ", "มีประมาณ {}", "ก็ {:,} นะคะ"]))
def test_a_number_in_digits_is_read_in_either_script(n: int, sentence: str) -> None:
    written = sentence.format(n)
    arabic, thai = read_number(written), read_number(to_thai(written))
    assert arabic is not None
    assert arabic.value == n
    assert thai == arabic


@pytest.mark.parametrize(
    ("n", "words"),
    [
        (0, "ศูนย์"),
        (1, "หนึ่ง"),
        (54, "ห้าสิบสี่"),
        (101, "หนึ่งร้อยเอ็ด"),
        (21, "ยี่สิบเอ็ด"),
        (10_000_011, "สิบล้านสิบเอ็ด"),
        (-5, "ลบห้า"),
    ],
)
def test_a_loudspeaker_says_numbers_by_the_book(n: int, words: str) -> None:
    assert spell(n) == words


@given(TEXT)
def test_no_text_makes_a_negative_or_absurd_number(text: str) -> None:
    found = read_number(text)
    values = (found.value, *found.others) if found else ()
    assert all(0 <= value < Decimal(10) ** 12 for value in values)


@given(st.integers(1, 10**9), st.sampled_from(["-{}", "- {} คน", "ลบ {}", "ติดลบ{}"]))
def test_a_number_below_nought_is_refused(n: int, sentence: str) -> None:
    assert read_number(sentence.format(n)) is None


@pytest.mark.parametrize("digits", ["9" * 13, "9" * 4_000, "0" * 9])
def test_more_digits_than_any_count_has_are_refused(digits: str) -> None:
    assert read_number(digits) is None


@given(st.integers(0, 9_999), st.integers(0, 9_999), st.integers(0, 9_999))
def test_a_sum_that_does_not_add_is_left_as_written(men: int, women: int, total: int) -> None:
    found = read_people(f"ชาย {men} หญิง {women} รวม {total}")
    assert found is not None
    assert (found.men, found.women, found.total) == (men, women, total)


@given(TEXT)
def test_heads_are_whole_and_never_fewer_than_none(text: str) -> None:
    found = read_people(text)
    counts = (found.men, found.women, found.total) if found else ()
    assert all(n is None or 0 <= n <= 999_999 for n in counts)
    assert found is None or found.uncounted or any(n is not None for n in counts)


@given(st.times().map(lambda t: t.replace(second=0, microsecond=0)))
def test_a_time_as_the_bot_writes_it_is_read_back(at: time) -> None:
    for text in (clock(at), clock(at, "en"), to_thai(clock(at)), f"เวลา {clock(at)} ค่ะ"):
        assert read_time(text).candidates == (at,)


@given(TEXT)
def test_every_text_about_a_time_gets_an_answer_that_its_reason_explains(text: str) -> None:
    found = read_time(text)
    counts = {"": {1}, "ambiguous": {0, 2}}
    start, end = found.span
    assert len(found.candidates) in counts.get(found.reason, {0})
    assert 0 <= start <= end <= len(text)


@pytest.mark.parametrize("piece", ["หนึ่ง", "5 ร้อย ", "ช1", "9 โมง", "ไม่ได้นับ", "1 ", "จุด", "มา "])
def test_five_thousand_hostile_signs_read_like_their_first_two_thousand(piece: str) -> None:
    long = (piece * 5_000)[:5_000]
    assert read_time(long).candidates == read_time(long[:2_000]).candidates
    assert read_people(long) == read_people(long[:2_000])
