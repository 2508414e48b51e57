"""What every reader of dates shares: the moment it reads against, and what it hands on."""

import re
from dataclasses import dataclass
from datetime import date

from base.thai import weekdays
from base.thai.fold import flat
from base.thai.number_words import WORD, amounts
from base.thai.years import (
    BEYOND,
    Faces,
    christian_year,
    fits,
    missing_year,
    nearest_years,
    on,
    short_year,
)


@dataclass(frozen=True)
class Moment:
    """The day of the message, and the side the question faces; `inside` a longer message, a
    number behind a date may be a count."""

    today: date
    faces: Faces
    inside: bool = False


Span = tuple[date, date]


@dataclass(frozen=True)
class Mention:
    """A date named in the folded text between start and end.

    `dates` are its live readings; `reason` is why there is none, or why they must be asked
    back; `weekday` is what it says of the day of the week, alone if `bare`; `pool` are
    readings further off, one of which such a weekday may choose. `weak` ones («อาทิตย์»
    without วัน) count only beside another date or where a date was asked.

    `far`: the same day in other years; only a stretch named apart («ปีที่แล้ว 12 กค») chooses
    among these. A stretch («เดือนที่แล้ว») has no dates and says in `within` from when to when
    they must lie. `blocks`: it is counted from something that is not known («2 วันก่อนเข้าพรรษา»),
    so no date beside it can be trusted.
    """

    start: int
    end: int
    dates: tuple[date, ...] = ()
    reason: str = ""
    weekday: int | None = None
    bare: bool = False
    weak: bool = False
    pool: tuple[date, ...] = ()
    far: tuple[date, ...] = ()
    within: tuple[Span, ...] = ()
    blocks: bool = False


DAY = rf"(?:\d{{1,3}}(?!\d)|{WORD}{{1,3}})"
"""A day in digits or words."""
START = r"(?<![\d/])(?<!\d[.\-])"
"""Before digits that begin a date."""
LEADING = (
    rf"(?:(?:วัน ?(?:(?P<wd>{weekdays.AFTER_WAN})[ ,]{{0,2}})?"
    rf"|(?P<wd2>{weekdays.PROPER}|{weekdays.SIGN})[ ,]{{0,2}})(?:ที่ ?)?)?"
)
"""What may stand before one: the day of the week, «วันที่»."""
UNIT = (
    r" ?(?:คน(?!มา|เข้า|ร่วม)|ราย|ท่าน|หลัง(?!จาก)|ครัวเรือน|บาท|น\.|น(?![ก-๙])|โมง|ทุ่ม|นาที|นาฬิกา|ครั้ง|%"
    r"|people)"
)
"""After a number: it was no year and no month."""
ERA = flat(
    r"(?:(?P<be>พ\.? ?ศ\.?|พุทธศักราช|b\.?e\.?)|(?P<ce>ค\.? ?ศ\.?|คริสต์?ศักราช|a\.?d\.?|c\.?e\.?))"
)

Days = tuple[tuple[date, ...], str]
"""The live readings, and why there is none or why they must be asked back."""


def day_numbers(text: str) -> tuple[int, ...]:
    """A day or count written in digits or words; two for «สองสาม»."""
    return tuple(int(value) for value in amounts(text) if value % 1 == 0 and value < 10_000)


def weekday_of(match: re.Match[str]) -> int | None:
    """The day of the week in a match of LEADING."""
    parts = match.groupdict()
    name = parts.get("wd") or parts.get("wd2")
    return weekdays.number(name) if name else None


def era_of(match: re.Match[str]) -> str:
    """«be», «ce» or nothing in a match of ERA."""
    return "be" if match["be"] else "ce" if match["ce"] else ""


def with_year(day: int, month: int, digits: str, era: str, moment: Moment) -> Days:
    """A date that names its year, in two digits or four."""
    if len(digits) not in (2, 4):
        return (), "year_out_of_range"
    if len(digits) == 2:
        days = short_year(int(digits), era, month, day, moment.today, moment.faces)
        return tuple(days), "" if days else "impossible"
    year = christian_year(digits, era)
    if year is None:
        return (), "year_out_of_range"
    found = on(year, month, day)
    return ((found,), "") if found else ((), "impossible")


def without_year(day: int, month: int, moment: Moment) -> Days:
    """«12 ก.ค.»: the one within 180 days of today. Where none is, it is asked back with the
    last or next one on the question's side; where the only one is on the wrong side and the
    other at most 270 days off, both are live."""
    if on(2024, month, day) is None:
        return (), "impossible"
    days = missing_year(month, day, moment.today)
    far = nearest_years(month, day, moment.today)
    sided = [found for found in far if fits(found, moment.today, moment.faces)]
    if not days:
        return (tuple(sided), "ambiguous") if sided else ((), "impossible")
    if any(fits(found, moment.today, moment.faces) for found in days):
        return tuple(days), ""
    # «1 ม.ค.» in July, asked about the past: January is nearer ahead, and was not long ago.
    beyond = [found for found in sided if abs(found - moment.today) <= BEYOND]
    return tuple(sorted({*days, *beyond})), "ambiguous" if beyond else ""


def same_day(day: int, month: int, moment: Moment) -> tuple[date, ...]:
    """That day of ten years back to the next one, for a year that was named apart."""
    years = range(moment.today.year - 10, moment.today.year + 2)
    return tuple(found for year in years if (found := on(year, month, day)))
