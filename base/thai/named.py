"""Dates whose month is a name: 12 ก.ค. 2569, 12กค69, วันอาทิตย์ที่ 12 กรกฎา, July 12, 2026."""

import re
from collections.abc import Iterator
from datetime import date

from base.thai import weekdays
from base.thai.fold import flat, pattern
from base.thai.moments import (
    DAY,
    LEADING,
    START,
    UNIT,
    Days,
    Mention,
    Moment,
    day_numbers,
    same_day,
    weekday_of,
)
from base.thai.months import month_at
from base.thai.number_words import WORD
from base.thai.year_after import dated, join, year_after

_NTH = "(?:st|nd|rd|th)?"
_DAY = pattern(
    rf"{LEADING}{START}(?:(?P<first>{DAY}){_NTH} ?(?:-|ถึง|กับ|และ|หรือ|to|or|and) ?)?"
    rf"(?P<d>{DAY}){_NTH}(?:[ ./\-]|เดือน|ของ|of ){{0,3}}(?=[ก-๙a-z])"
)
_NO_MONTH = (
    rf"{UNIT}|[.:/]\d| ?วัน(?! ?(?:ที่|นี้|{weekdays.AFTER_WAN}))| ?(?:เดือน|อาทิตย์|สัปดาห์|ชั่วโมง)"
    r"| ?ปี(?! ?(?:\d|พ|ค|นี้|ที่|ก่อน|หน้า|กลาย))"
)
_NUMBERED = pattern(
    rf"{LEADING}{START}(?:(?P<first>{DAY}) ?(?:-|ถึง|กับ|และ|หรือ) ?)?(?P<d>{DAY}) ?(?:ของ ?)?"
    rf"เดือน ?(?:ที่ ?)?(?P<m>\d{{1,2}}(?!\d)|{WORD}{{1,2}})(?!{_NO_MONTH})"
)
_DAY_BEFORE = pattern(
    r"(?<![\d./:\-])(?<!หมู่)(?<!หมู่ )(?<!ม)(?<!ม.)(?<!ที่ )(?P<d>\d{1,2})(?: ?, ?| )\Z"
)
_MONTH_FIRST = pattern(r"(?<![a-z])(?=[jfmasond][aepuco][nbrylgptvc])")
_DAY_AFTER = pattern(rf" ?(?P<d>\d{{1,2}}){_NTH}(?!\d|[.:]\d|{UNIT})")
_ALSO = pattern(
    rf" ?(?P<or>หรือ(?:ไม่ก็)?|or|-|ถึง|และ|กับ) ?(?:วันที่ ?)?(?P<also>\d{{1,2}})"
    rf"(?!\d|[.:/]\d|{UNIT}| ?เดือน)"
)
_SURELY = (flat("หรือ"), "or")
_STRAY = pattern(r"[ ,./\-]{0,2}\d(?= ?(?:\Z|[.)](?!\d)|ครับ|คับ|ค่ะ|คะ|จ้า|นะ))")


def _also(text: str, end: int, day: int, moment: Moment) -> re.Match[str] | None:
    """«12 ก.ค. หรือ 13»: the same month once more. After other words than «หรือ» only a later
    day is meant, and inside a longer message none: «12 ก.ค. กับ 20 ครอบครัว»."""
    match = _ALSO.match(text, end)
    if match is None or not 1 <= int(match["also"]) <= 31 or month_at(text, match.end()):
        return None
    surely = match["or"].startswith(_SURELY)
    return match if surely or (int(match["also"]) > day and not moment.inside) else None


def _read(
    text: str, days: list[int], month: int, end: int, moment: Moment
) -> tuple[Days, int, tuple[date, ...]]:
    """The readings of days of one month that ends here, where all of it ends, and the same days
    of other years if none was named."""
    found, last = dated(text, end, days[0], month, moment)
    yearless = not any(sign.isdigit() or sign == "ป" for sign in text[end:last])
    also = _also(text, last, days[-1], moment)
    days = [*days, int(also["also"])] if also else days
    for day in days[1:]:
        found = join(found, dated(text, end, day, month, moment)[0])
    far = tuple(d for day in days if yearless for d in same_day(day, month, moment))
    if also:
        return found, also.end(), far
    stray = _STRAY.match(text, last) if yearless and not moment.inside else None
    # «12 ก.ค. 8»: half a year, or a slip.
    return ((found[0], found[1] or "ambiguous"), stray.end(), far) if stray else (found, last, far)


def _day_first(text: str, moment: Moment) -> Iterator[Mention]:
    at = 0
    while match := _DAY.search(text, at):
        month = month_at(text, match.end())
        days = list(day_numbers(match["d"]))
        if month is None or not days:
            at = match.start("d") + 1
            continue
        first = list(day_numbers(match["first"])) if match["first"] else []
        days = (first if first and first < days else _listed(text, match, moment)) + days
        found, at, far = _read(text, days, *month, moment)
        yield Mention(match.start(), at, *found, weekday_of(match), far=far)


def _listed(text: str, match: re.Match[str], moment: Moment) -> list[int]:
    """«11, 12 ก.ค.»: the day before as well; inside a longer message that is a count."""
    before = None if moment.inside else _DAY_BEFORE.search(text, 0, match.start("d"))
    earlier = int(before["d"]) if before else 0
    return [earlier] if 1 <= earlier < min(day_numbers(match["d"])) else []


def _numbered(text: str, moment: Moment) -> Iterator[Mention]:
    """«วันที่ 12 เดือน 6». Inside a longer message «3 เดือน 2 …» is a time that something took."""
    for match in _NUMBERED.finditer(text):
        months, days = day_numbers(match["m"]), list(day_numbers(match["d"]))
        led = match.start("first" if match["first"] else "d") > match.start()
        if len(months) != 1 or not days or (moment.inside and not led):
            continue
        first = list(day_numbers(match["first"])) if match["first"] else []
        days = first + days if first and first < days else days
        found, end, far = _read(text, days, months[0], match.end(), moment)
        yield Mention(match.start(), end, *found, weekday_of(match), far=far)


def _month_first(text: str, moment: Moment) -> Iterator[Mention]:
    for match in _MONTH_FIRST.finditer(text):
        month = month_at(text, match.end())
        day = _DAY_AFTER.match(text, month[1]) if month else None
        if month and day:
            found, end = dated(text, day.end(), int(day["d"]), month[0], moment)
            yield Mention(match.start(), end, *found)


def named(text: str, moment: Moment) -> Iterator[Mention]:
    """The dates with a month's name in a folded text."""
    yield from _day_first(text, moment)
    yield from _numbered(text, moment)
    yield from _month_first(text, moment)


def month_alone(text: str, start: int, end: int) -> bool:
    """Whether this stretch is a month, perhaps with its year, and no day: «ก.ค. 69»."""
    month = month_at(text, start)
    return month is not None and end in (month[1], year_after(text, month[1])[1])
