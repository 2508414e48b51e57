from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from base.office import NATIONAL, Office

ZONE = ZoneInfo("Asia/Bangkok")


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 7, 15), True),  # Wednesday
        (date(2026, 7, 18), False),  # Saturday
        (date(2026, 7, 28), False),  # a Tuesday that is a holiday
        (date(2026, 12, 7), False),  # Monday for Saturday 5 December
        (date(2026, 12, 8), True),
        (date(2024, 4, 16), False),  # Tuesday for Saturday 13 and Sunday 14 April
    ],
)
def test_weekends_holidays_and_their_mondays_are_free(day: date, works: bool) -> None:
    assert NATIONAL.is_working_day(day) is works


def test_the_offices_own_days_go_before_the_calendar() -> None:
    saturday, wednesday = date(2026, 7, 18), date(2026, 7, 15)
    own = Office({saturday: True, wednesday: False})
    assert own.is_working_day(saturday)
    assert not own.is_working_day(wednesday)
    assert own.next_working_day(date(2026, 7, 17)) == saturday


def test_a_weekend_is_no_holiday_but_what_the_office_closes_besides_is() -> None:
    saturday, wednesday, birthday = date(2026, 7, 18), date(2026, 7, 15), date(2026, 7, 28)
    own = Office({wednesday: False, birthday: True})
    assert [own.is_holiday(day) for day in (saturday, wednesday, birthday)] == [False, True, False]
    assert NATIONAL.is_holiday(birthday)


def test_what_falls_on_a_holiday_moves_to_the_working_day_after_or_before() -> None:
    friday, saturday = datetime(2026, 10, 23, 17, 45, tzinfo=ZONE), date(2026, 10, 24)
    assert NATIONAL.after_holiday(friday) == datetime(2026, 10, 26, 17, 45, tzinfo=ZONE)
    assert NATIONAL.before_holiday(friday) == datetime(2026, 10, 22, 17, 45, tzinfo=ZONE)
    weekend = datetime.combine(saturday, friday.timetz())
    assert NATIONAL.after_holiday(weekend) == NATIONAL.before_holiday(weekend) == weekend


def test_friday_is_followed_by_monday() -> None:
    assert NATIONAL.next_working_day(date(2026, 7, 17)) == date(2026, 7, 20)


@pytest.mark.parametrize(
    ("hour", "minute", "there"), [(8, 29, False), (8, 30, True), (16, 29, True), (16, 30, False)]
)
def test_somebody_is_there_from_half_past_eight_to_half_past_four(
    hour: int, minute: int, there: bool
) -> None:
    assert NATIONAL.is_open(datetime(2026, 7, 15, hour, minute, tzinfo=ZONE)) is there


def test_before_the_office_opens_the_next_opening_is_today() -> None:
    early = datetime(2026, 7, 15, 6, 0, tzinfo=ZONE)
    assert NATIONAL.next_opening(early) == datetime(2026, 7, 15, 8, 30, tzinfo=ZONE)


def test_on_friday_night_the_next_opening_is_monday() -> None:
    night = datetime(2026, 7, 17, 20, 0, tzinfo=ZONE)
    assert NATIONAL.next_opening(night) == datetime(2026, 7, 20, 8, 30, tzinfo=ZONE)
