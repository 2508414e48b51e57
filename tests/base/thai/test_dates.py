"""What holds for every date and every text, whoever wrote it."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from base.thai import (
    DateReading,
    Faces,
    be_year,
    day_month,
    find_date,
    long_date,
    read_date,
    short_date,
    to_thai,
)
from base.thai.fold import flat
from base.thai.months import ENGLISH, LONG, SHORT, month_at, one_slip
from base.thai.years import LEAN, fits

ANY_DAY = st.dates(date(1900, 1, 1), date(2150, 12, 31))
TODAY = st.dates(date(1950, 1, 1), date(2100, 12, 31))
FACES: st.SearchStrategy[Faces] = st.sampled_from(["past", "future", "either"])
MONDAY = date(2026, 7, 13)

WRITTEN: dict[str, Callable[[date], str]] = {
    "long": long_date,
    "short": short_date,
    "long English": lambda d: long_date(d, "en"),
    "short English": lambda d: short_date(d, "en"),
    "ISO": date.isoformat,
    "ISO with a Buddhist year": lambda d: f"{be_year(d)}-{d:%m-%d}",
    "slashes": lambda d: f"{d.day}/{d.month}/{be_year(d)}",
    "hyphens": lambda d: f"{d:%d-%m}-{be_year(d)}",
    "points": lambda d: f"{d.day}.{d.month}.{be_year(d)}",
    "Thai digits": lambda d: to_thai(f"{d.day} {LONG[d.month - 1]} {be_year(d)}"),
    "long month": lambda d: f"{d.day} {LONG[d.month - 1]} {be_year(d)} ครับ",
    "short month without dots": lambda d: (
        f"{d.day}{SHORT[d.month - 1].replace('.', '')}{be_year(d)}"
    ),
    "era named": lambda d: f"วันที่ {d.day} {SHORT[d.month - 1]} พ.ศ. {be_year(d)}",
    "Christian era named": lambda d: f"{d.day} {SHORT[d.month - 1]} ค.ศ. {d.year}",
    "month first": lambda d: f"{ENGLISH[d.month - 1]} {d.day}, {d.year}",
    "no tone marks": lambda d: flat(f"{d.day} {LONG[d.month - 1]} {be_year(d)}"),
}
NEAR: dict[str, Callable[[date], str]] = {
    "weekday, day, month": day_month,
    "the same in English": lambda d: day_month(d, "en"),
    "day and month": lambda d: f"{d.day} {SHORT[d.month - 1]}",
    "in figures": lambda d: f"{d.day}/{d.month}",
    "two-digit year": lambda d: f"{d.day}/{d.month}/{be_year(d) % 100:02}",
    "glued": lambda d: f"{d.day}{SHORT[d.month - 1].replace('.', '')}{be_year(d) % 100:02}",
}
_PIECES = (
    "วันที่ |12|31|0|7/|/69|2569|2026|๑๒| |ก.ค.|กรกฎาคม|ก.พ.|มีค|เมื่อวาน|พรุ่งนี้|วันศุกร์|ศุกร์หน้า|ที่แล้ว|ที่|"
    "นี้|หน้า|ก่อน|อีก|วัน|3|สาม|สิบ|หรือ|-|ไม่ใช่|อาทิตย์|เดือน|ปี|พ.ศ.|ครับ|Jul|monday|last |"
)
PIECES = st.sampled_from(_PIECES.split("|"))
TEXT = st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=12).map("".join))


@pytest.mark.parametrize("form", WRITTEN)
@given(day=ANY_DAY, today=TODAY)
def test_a_date_written_in_full_is_read_back(form: str, day: date, today: date) -> None:
    found = read_date(WRITTEN[form](day), today)
    assert (found.candidates, found.reason) == ((day,), "")


@pytest.mark.parametrize("form", NEAR)
@given(today=TODAY, off=st.integers(0, 180), faces=FACES)
def test_a_date_of_these_months_needs_no_full_year(
    form: str, today: date, off: int, faces: Faces
) -> None:
    day = today + timedelta(off if faces == "future" else -off)
    assert read_date(NEAR[form](day), today, faces).date == day


@given(day=ANY_DAY, today=TODAY, faces=FACES)
def test_543_is_never_counted_twice(day: date, today: date, faces: Faces) -> None:
    years = {
        d.year
        for text in (long_date(day), day.isoformat())
        for d in read_date(text, today, faces).candidates
    }
    assert years == {day.year}


@given(text=TEXT, today=TODAY, faces=FACES)
def test_a_candidate_lies_where_the_question_looks_or_the_reason_says_not(
    text: str, today: date, faces: Faces
) -> None:
    found = read_date(text, today, faces)
    sided = [fits(day, today, faces) for day in found.candidates]
    assert not any(sided) if found.reason == "wrong_side" else all(sided)


def _holds(text: str, found: DateReading) -> bool:
    start, end = found.span
    counts = {"": {1}, "ambiguous": {0, 1, 2}, "weekday_contradicts": {2}, "wrong_side": {1, 2}}
    return 0 <= start <= end <= len(text) and len(found.candidates) in counts.get(found.reason, {0})


@given(text=TEXT, today=TODAY, faces=FACES)
def test_every_text_gets_an_answer_that_its_reason_explains(
    text: str, today: date, faces: Faces
) -> None:
    assert _holds(text, read_date(text, today, faces))
    inside = find_date(text, today, faces)
    assert inside is None or (_holds(text, inside[0]) and inside[0].span == inside[1:])


@given(st.text("0123456789๐๑๒๓๔๕๖๗๘๙", min_size=3, max_size=6))
def test_a_year_that_no_rule_covers_is_asked_back(digits: str) -> None:
    year = int(digits)
    covered = len(digits) == 4 and (1900 <= year <= 2150 or 2443 <= year <= 2693)
    reason = read_date(f"12 ก.ค. {digits}", MONDAY).reason
    assert (reason == "year_out_of_range") is not (covered or len(digits) > 5)


@given(today=TODAY, month=st.integers(1, 12), day=st.integers(1, 28), faces=FACES)
def test_a_missing_year_is_taken_from_180_days_at_most(
    today: date, month: int, day: int, faces: Faces
) -> None:
    found = read_date(f"{day} {SHORT[month - 1]}", today, faces)
    if found.date:
        assert abs(found.date - today) <= LEAN


@given(st.sampled_from(LONG), st.data())
def test_one_wrong_letter_never_makes_it_another_month(name: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(flat(name)) - 1))
    letter = data.draw(st.sampled_from("กคดตนมยรสอาิุ"))
    slipped = flat(name)[:at] + letter + flat(name)[at + 1 :]
    found = month_at(slipped, 0)
    assert found is None or found[0] == LONG.index(name) + 1


def test_no_two_long_names_are_within_two_slips_of_one_text() -> None:
    pairs = [(a, b) for a in map(flat, LONG) for b in map(flat, LONG) if a < b]
    assert not [pair for pair in pairs if one_slip(*pair)]


def test_what_stands_behind_two_thousand_signs_is_not_read() -> None:
    assert find_date("ก" * 2_000 + " 12 ก.ค. 2569", MONDAY) is None
    assert read_date("12 ก.ค. 2569" + "1ก" * 2_500, MONDAY).span[0] == 0


def test_a_moment_with_a_time_counts_as_its_day() -> None:
    late = datetime(2026, 7, 13, 23, 59)  # noqa: DTZ001
    assert read_date("เมื่อวาน", late).date == date(2026, 7, 12)


def test_the_rest_is_the_text_without_its_date() -> None:
    found = find_date("เวที 12 กค ม.4 ช20 ญ34", MONDAY, "past")
    assert found is not None
    assert found[0].rest == "เวที ม.4 ช20 ญ34"
