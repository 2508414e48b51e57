"""Dates whose month is a name: 12 ก.ค. 2569, 12กค69, วันอาทิตย์ที่ 12 กรกฎา, July 12, 2026."""

import re
from collections.abc import Iterator
from datetime import date

from base.thai import weekdays
from base.thai.fold import flat, pattern
from base.thai.moments import (
    DAY,
    ERA,
    LEADING,
    START,
    UNIT,
    Days,
    Mention,
    Moment,
    day_numbers,
    era_of,
    same_day,
    weekday_of,
    with_year,
    without_year,
)
from base.thai.months import month_at
from base.thai.number_words import WORD
from base.thai.years import BUDDHIST, LEAN, Faces, christian_year, fits, nearest_years, on

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
_YEAR = pattern(
    rf"(?! ?- | -)[ ,./\-']{{0,3}}(?:ปี ?)?(?:{ERA} ?)?(?P<year>\d{{2,5}})"
    rf"(?!\d)(?![.:,]\d)(?!{UNIT})"
)
_OTHER_YEAR = pattern(r" ?ปี(?P<off>นี้|ที่แล้ว|ก่อน|กลาย|ที่ผ่านมา|หน้า)")
_OFF = {flat("นี้"): 0, flat("หน้า"): 1}
_PAST = pattern(r" ?(?:ที่(?:เพิ่ง)?ผ่านมา|ที่แล้ว)")
_COMING = pattern(r" ?(?:ที่(?:จะ|กำลังจะ)(?:มา)?ถึง(?:นี้)?|หน้า(?![ก-ฮ]))")
_THIS = pattern(r" ?นี้")
_ALSO = pattern(
    rf" ?(?P<or>หรือ(?:ไม่ก็)?|or|-|ถึง|และ|กับ) ?(?:วันที่ ?)?(?P<also>\d{{1,2}})"
    rf"(?!\d|[.:/]\d|{UNIT}| ?เดือน)"
)
_SURELY = (flat("หรือ"), "or")
_STRAY = pattern(r"[ ,./\-]{0,2}\d(?= ?(?:\Z|[.)](?!\d)|ครับ|คับ|ค่ะ|คะ|จ้า|นะ))")


def _another_date(text: str, at: int) -> bool:
    """«12 ก.ค. 15 ส.ค.»: the 15 is no year."""
    skipped = at + (text[at : at + 1] == " ")
    return month_at(text, skipped) is not None


def _leaning(text: str, end: int, day: int, month: int, moment: Moment) -> tuple[Days, int]:
    """«12 ส.ค. ที่ผ่านมา» says the side itself."""
    past, coming = _PAST.match(text, end), _COMING.match(text, end)
    tail = past or coming
    if not tail:
        this = _THIS.match(text, end)
        return without_year(day, month, moment), this.end() if this else end
    faces: Faces = "past" if past else "future"
    near = nearest_years(month, day, moment.today)
    days: tuple[date, ...] = tuple(d for d in near if fits(d, moment.today, faces))
    far = any(abs(d - moment.today) > LEAN for d in days)
    return (days, "ambiguous" if far else "" if days else "impossible"), tail.end()


def _maybe_count(tail: str, found: Days, moment: Moment) -> bool:
    """«เวที 12 กค 54 น้ำไม่ไหล»: the year 2554, or 54 people."""
    near = any(abs(day - moment.today) <= LEAN for day in found[0])
    return not near and len(tail) == 3 and tail[0] == " "


def _maybe_day(tail: str, day: int, found: Days, moment: Moment) -> bool:
    """«12 มิย 13»: the year 2513, or the day after as well."""
    near = any(abs(one - moment.today) <= LEAN for one in found[0])
    return not near and len(tail) == 3 and tail[0] == " " and day < int(tail[1:]) <= 31


def _year(text: str, end: int, day: int, month: int, moment: Moment) -> tuple[Days, int]:
    """The readings of a day and month ending here, and where the whole date ends."""
    other = _OTHER_YEAR.match(text, end)
    if other:
        then = on(moment.today.year + _OFF.get(other["off"], -1), month, day)
        return ((then,) if then else (), "" if then else "impossible"), other.end()
    year = _YEAR.match(text, end)
    if year and not (len(year["year"]) == 2 and _another_date(text, year.end())):
        found = with_year(day, month, year["year"], era_of(year), moment)
        if moment.inside and _maybe_count(text[end : year.end()], found, moment):
            found = _join(found, without_year(day, month, moment))
        elif not found[1] and _maybe_day(text[end : year.end()], day, found, moment):
            found = found[0], "ambiguous"
        return found, year.end()
    return _leaning(text, end, day, month, moment)


def _join(first: Days, second: Days) -> Days:
    """«12-13 ก.ค.»: both days are offered."""
    days = tuple(dict.fromkeys(first[0] + second[0]))
    return days, first[1] or second[1] or ("ambiguous" if len(days) > 1 else "")


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
    found, last = _year(text, end, days[0], month, moment)
    yearless = not any(sign.isdigit() or sign == "ป" for sign in text[end:last])
    also = _also(text, last, days[-1], moment)
    days = [*days, int(also["also"])] if also else days
    for day in days[1:]:
        found = _join(found, _year(text, end, day, month, moment)[0])
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
            found, end = _year(text, day.end(), int(day["d"]), month[0], moment)
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


def year_after(text: str, at: int) -> tuple[int | None, int]:
    """The ค.ศ. year written behind a month, None if there is none, and where it ends."""
    year = _YEAR.match(text, at)
    if year is None:
        return None, at
    digits = year["year"]
    if len(digits) == 2:
        return 2500 - BUDDHIST + int(digits), year.end()
    return christian_year(digits, era_of(year)), year.end()
