"""Dates and times as the bot writes them: weekday, พ.ศ., Arabic digits."""

from datetime import date, time
from typing import Literal

from base.thai import months, weekdays

Lang = Literal["th", "en"]
_BUDDHIST = 543
_OCTOBER = 10


def be_year(d: date) -> int:
    """The Buddhist year: 2569 for 2026."""
    return d.year + _BUDDHIST


def fiscal_year_be(d: date) -> int:
    """The Thai budget year, which begins on 1 October: 2570 from 1 Oct 2026."""
    return be_year(d) + (d.month >= _OCTOBER)


def long_date(d: date, lang: Lang = "th") -> str:
    """«วันอาทิตย์ที่ 12 ก.ค. 2569», «Sunday 12 July 2026»."""
    if lang == "en":
        return f"{_weekday(d, lang)} {_day(d, lang)} {d.year}"
    return f"วัน{_weekday(d, lang)}ที่ {_day(d, lang)} {be_year(d)}"


def short_date(d: date, lang: Lang = "th") -> str:
    """«อาทิตย์ 12 ก.ค. 2569», «Sun 12 Jul 2026»."""
    if lang == "en":
        return f"{_weekday(d, lang)[:3]} {d.day} {months.ENGLISH[d.month - 1][:3]} {d.year}"
    return f"{_weekday(d, lang)} {_day(d, lang)} {be_year(d)}"


def day_month(d: date, lang: Lang = "th") -> str:
    """«จันทร์ที่ 20 ก.ค.», «Monday 20 July»; for days so near that the year is plain."""
    return f"{_weekday(d, lang)}{'' if lang == 'en' else 'ที่'} {_day(d, lang)}"


def clock(t: time, lang: Lang = "th") -> str:
    """«09.30 น.», «09:30»."""
    return f"{t:%H:%M}" if lang == "en" else f"{t:%H.%M} น."


def _weekday(d: date, lang: Lang) -> str:
    return (weekdays.ENGLISH if lang == "en" else weekdays.THAI)[d.weekday()]


def _day(d: date, lang: Lang) -> str:
    return f"{d.day} {(months.ENGLISH if lang == 'en' else months.SHORT)[d.month - 1]}"
