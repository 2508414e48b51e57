"""Months, years and weeks named apart from their day: เดือนที่แล้ว, มิถุนา, ปีกลาย, ปี 68.

None of them is a date. They say where a date beside them must lie («มิถุนา วันที่ 5»), and make one
doubtful that does not lie there.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from base.thai.fold import pattern
from base.thai.moments import DAY, ERA, UNIT, Mention, Moment, Span, day_numbers, era_of
from base.thai.months import month_at, month_words
from base.thai.number_words import WORD
from base.thai.year_after import year_after
from base.thai.years import BUDDHIST, FIRST, LAST, christian_year

_PART = r"(?:(?:ต้น|กลาง|ปลาย|สิ้น|ท้าย) ?)?"
_OFF = (
    r"(?:(?P<this>นี้)|(?P<two>ก่อน ?(?:โน้น|นู้น|หน้า))"
    r"|(?P<last>ที่ ?แล้ว|ก่อน(?!ประชุม)|กลาย|ที่ ?(?:เพิ่ง ?)?ผ่านมา)"
    r"|(?P<next>หน้า|ที่ ?จะ(?:มา)?ถึง))"
)
_MONTH = pattern(rf"{_PART}เดือน ?{_OFF}")
_YEAR = pattern(rf"{_PART}ปี ?{_OFF}")
_WEEK = pattern(rf"(?<!วัน){_PART}(?:อาทิตย์|สัปดาห์) ?{_OFF}")
_YEARS_AGO = pattern(rf"(?P<n>{DAY}) ?ปี ?(?:ที่ ?แล้ว|ก่อน|มาแล้ว|ที่ ?ผ่านมา)")
_YEAR_NUMBER = pattern(
    rf"(?:ปี ?(?:{ERA} ?)?|(?<=พ\.ศ\.) ?|(?<=พศ) ?)(?P<y>\d{{4}}|\d{{2}})"
    rf"(?!\d|{UNIT})"
)
_NAMED = pattern(rf"{_PART}เดือน ?(?:ที่ ?)?(?:(?P<m>\d{{1,2}}(?!\d)|{WORD}{{1,2}})|(?=[ก-ฮเ-ไa-z]))")


def _english(unit: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z])(?:(?P<this>this)|(?P<last>last)|(?P<next>next)) {unit}")


def _year(year: int) -> Span:
    year = min(max(year, FIRST), LAST)
    return date(year, 1, 1), date(year, 12, 31)


def _month(year: int, month: int) -> Span:
    """A month, counted on over the end of a year: (2026, 0) is December 2025."""
    year, month = divmod(year * 12 + month - 1, 12)
    after = divmod(year * 12 + month + 1, 12)
    return date(year, month + 1, 1), date(after[0], after[1] + 1, 1) - timedelta(1)


def _offs(match: re.Match[str]) -> tuple[int, ...]:
    """How many months or years off; «เดือนก่อนโน้น» may be the last or the one before."""
    said = match.groupdict()
    if said.get("two"):
        return -2, -1
    return (0,) if said["this"] else (-1,) if said["last"] else (1,)


def _week(off: int, today: date) -> Span:
    """The week so many off, whether it begins on Sunday or on Monday."""
    monday = today - timedelta(today.weekday())
    sunday = today - timedelta((today.weekday() + 1) % 7)
    first, last = sorted((monday, sunday))
    return first + timedelta(7 * off), last + timedelta(7 * off + 6)


_SHAPES = (
    (_MONTH, lambda off, today: _month(today.year, today.month + off)),
    (_YEAR, lambda off, today: _year(today.year + off)),
    (_WEEK, _week),
    (_english("month"), lambda off, today: _month(today.year, today.month + off)),
    (_english("year"), lambda off, today: _year(today.year + off)),
    (_english("week"), _week),
)


def _apart(match: re.Match[str], within: tuple[Span, ...], end: int = 0) -> Mention:
    return Mention(match.start(), end or match.end(), reason="ambiguous", within=within)


def _months(month: int, year: int | None, today: date) -> tuple[Span, ...]:
    years = (year,) if year else range(today.year - 1, today.year + 2)
    return tuple(_month(one, month) for one in years if FIRST <= one <= LAST)


def _relative(text: str, today: date) -> Iterator[Mention]:
    for shape, span in _SHAPES:
        for match in shape.finditer(text):
            yield _apart(match, tuple(span(off, today) for off in _offs(match)))
    for match in _YEARS_AGO.finditer(text):
        counts = day_numbers(match["n"])
        yield _apart(match, tuple(_year(today.year - n) for n in counts))


def _by_name(text: str, today: date) -> Iterator[Mention]:
    """«เดือนมิถุนา», «เดือน 6», and a month's name that can be nothing else."""
    for match in _NAMED.finditer(text):
        if match["m"]:
            months = day_numbers(match["m"])
            found = (months[0], match.end()) if len(months) == 1 else None
        else:
            found = month_at(text, match.end())
        if found and 1 <= found[0] <= 12:
            year, end = year_after(text, found[1])
            yield _apart(match, _months(found[0], year, today), end)
    for start, month, at in month_words(text):
        year, end = year_after(text, at)
        yield Mention(start, end, reason="ambiguous", within=_months(month, year, today))


def _years(text: str) -> Iterator[Mention]:
    for match in _YEAR_NUMBER.finditer(text):
        digits, era = match["y"], era_of(match)
        year = 2500 - BUDDHIST + int(digits) if len(digits) == 2 else christian_year(digits, era)
        if year is None:
            yield Mention(*match.span(), reason="year_out_of_range")
        else:
            yield _apart(match, (_year(year),))


def stretches(text: str, moment: Moment) -> Iterator[Mention]:
    """What a folded text names of months, years and weeks; what a date holds already overlaps it
    and falls away."""
    yield from _relative(text, moment.today)
    yield from _by_name(text, moment.today)
    yield from _years(text)
