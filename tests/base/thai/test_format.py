"""How the bot writes dates and times."""

from datetime import date, time

from base.thai import be_year, clock, day_month, fiscal_year_be, long_date, short_date

SUNDAY = date(2026, 7, 12)
MONDAY = date(2026, 7, 20)


def test_an_echoed_date_carries_weekday_and_buddhist_year() -> None:
    assert long_date(SUNDAY) == "วันอาทิตย์ที่ 12 ก.ค. 2569"
    assert short_date(SUNDAY) == "อาทิตย์ 12 ก.ค. 2569"


def test_a_near_day_is_said_without_its_year() -> None:
    assert day_month(MONDAY) == "จันทร์ที่ 20 ก.ค."
    assert day_month(date(2026, 7, 23)) == "พฤหัสที่ 23 ก.ค."


def test_english_dates_keep_the_christian_year() -> None:
    assert long_date(SUNDAY, "en") == "Sunday 12 July 2026"
    assert short_date(SUNDAY, "en") == "Sun 12 Jul 2026"
    assert day_month(MONDAY, "en") == "Monday 20 July"


def test_a_time_is_written_with_a_point_in_thai() -> None:
    assert clock(time(9, 30)) == "09.30 น."
    assert clock(time(9, 30), "en") == "09:30"


def test_the_budget_year_begins_in_october() -> None:
    assert be_year(SUNDAY) == 2569
    assert fiscal_year_be(date(2026, 9, 30)) == 2569
    assert fiscal_year_be(date(2026, 10, 1)) == 2570
