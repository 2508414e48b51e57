"""Public holidays that follow the moon, held to the almanac and to the moon."""

from __future__ import annotations

from datetime import date

import pytest

from base.thai.holidays import holidays_of

LUNAR = {
    "วันมาฆบูชา": (date(2026, 3, 3), date(2027, 2, 21)),
    "วันวิสาขบูชา": (date(2026, 5, 31), date(2027, 5, 20)),
    "วันอาสาฬหบูชา": (date(2026, 7, 29), date(2027, 7, 18)),
    "วันเข้าพรรษา": (date(2026, 7, 30), date(2027, 7, 19)),
}
FULL_MOON = date(2026, 1, 3)  # astronomical; a mean month later the next
MONTH = 29.530588


@pytest.mark.parametrize("name", LUNAR)
def test_the_days_that_follow_the_moon_are_those_of_the_almanac(name: str) -> None:
    both = {**holidays_of(2026), **holidays_of(2027)}
    found = [day for day, told in both.items() if told == name]
    assert tuple(found) == LUNAR[name]


@pytest.mark.parametrize("name", ["วันมาฆบูชา", "วันวิสาขบูชา", "วันอาสาฬหบูชา"])
def test_they_stand_at_a_full_moon(name: str) -> None:
    for day in LUNAR[name]:
        age = (day - FULL_MOON).days % MONTH
        assert min(age, MONTH - age) < 1.6


def test_a_holiday_on_a_weekend_has_its_day_in_lieu() -> None:
    assert date(2026, 6, 1) in holidays_of(2026)  # for Sunday 31 May
    assert date(2027, 2, 22) in holidays_of(2027)
    assert date(2027, 7, 20) in holidays_of(2027)  # the Monday is เข้าพรรษา itself


def test_offices_work_on_labour_day_and_its_day_in_lieu() -> None:
    assert date(2026, 5, 1) not in holidays_of(2026)
    assert date(2027, 5, 3) not in holidays_of(2027)
