"""Days offered for a month or a week that was named without a day."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from base.thai import Faces, days_within, read_date
from base.thai.years import fits
from tests.base.thai.test_dates import FACES, TEXT, TODAY

NAMED = st.sampled_from(
    ["สิ้นเดือนนี้", "ต้นเดือน", "กลางเดือนหน้า", "เดือนหน้า", "เดือนที่แล้ว", "อาทิตย์หน้า", "สัปดาห์นี้", "next week"]
)


@given(text=st.one_of(TEXT, NAMED), today=TODAY, faces=FACES)
def test_every_day_lies_where_the_question_looks_seven_at_most_and_in_order(
    text: str, today: date, faces: Faces
) -> None:
    found = days_within(text, today, faces)
    assert all(fits(day, today, faces) for day in found)
    assert list(found) == sorted(set(found))
    assert len(found) <= 7


@given(text=st.one_of(TEXT, NAMED), today=TODAY, faces=FACES)
def test_whatever_names_a_day_by_itself_offers_none_besides(
    text: str, today: date, faces: Faces
) -> None:
    assert not (read_date(text, today, faces).candidates and days_within(text, today, faces))


@given(today=TODAY)
def test_next_week_is_monday_to_sunday_and_the_end_of_the_month_its_last_day(today: date) -> None:
    assert [day.weekday() for day in days_within("อาทิตย์หน้า", today, "future")] == list(range(7))
    (last,) = days_within("สิ้นเดือนนี้", today, "future")
    assert (last.year, last.month) == (today.year, today.month)
    assert date.fromordinal(last.toordinal() + 1).day == 1
