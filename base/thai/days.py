"""Days of the week and of the month: ศุกร์หน้า, วันจันทร์ที่ผ่านมา, วันที่ 12 นี้, 12 เดือนที่แล้ว."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from base.thai import weekdays
from base.thai.fold import flat, pattern
from base.thai.moments import DAY, START, UNIT, Mention, Moment, day_numbers, weekday_of
from base.thai.number_words import WORD
from base.thai.years import closest, days_of_month, on

_BEFORE = r"ที่ ?แล้ว|ก่อน(?!ประชุม| ?(?:โน้น|นู้น|หน้า))"
_PASSED = r"ที่ ?(?:เพิ่ง)?ผ่านมา(?:นี้)?"
_COMING = r"(?:หน้า ?)?ที่ ?(?:จะ|กำลังจะ)(?:มา)? ?ถึง(?: ?นี้)?"
_WEEK = r"(?:อาทิตย์|สัปดาห์)"
_WEEKDAY = pattern(
    rf"(?P<when>เมื่อ ?)?(?:วัน ?(?P<wan>{weekdays.AFTER_WAN})|(?P<name>{weekdays.PROPER}))"
    rf"(?: ?(?P<week>{_WEEK}))?"
    rf"(?: ?(?:(?P<coming>{_COMING})|(?P<next>หน้า)|(?P<this>นี้)|(?P<last>{_BEFORE})"
    rf"|(?P<passed>{_PASSED})))?"
)
_BEFORE_LAST = pattern(
    rf"(?:วัน ?(?P<wan>{weekdays.AFTER_WAN})|(?P<name>{weekdays.PROPER})) ?ก่อน ?(?:โน้น|นู้น|หน้า)"
)
_ENGLISH = pattern(
    rf"(?<![a-z])(?:(?P<next>next)|(?P<last>last)|(?P<this>this)|on) (?P<name>{weekdays.PROPER})"
)
_COUNTED = pattern(rf"(?:\d|{WORD}|หลาย|ทุก|กี่|อีก|เกือบ|ราว|ประมาณ|ครึ่ง|ทั้ง|รอบ|แต่ละ|ต้น|กลาง|ปลาย) ?\Z")
_COUNTS = pattern(r" ?(?:นึง|หนึ่ง|เดียว|กว่า|ละ|ก่อนโน้น|แล้ว)")
_MONTH = (
    rf"(?P<this>เดือน ?นี้)|(?P<last>เดือน ?(?:{_BEFORE}|{_PASSED}))|(?P<next>เดือน ?หน้า)|(?P<near>นี้)"
    rf"|(?P<passed>{_PASSED}|ที่ ?แล้ว)|(?P<coming>{_COMING})"
)
_DAY = pattern(
    rf"(?:(?:วัน ?)?(?P<wd>{weekdays.AFTER_WAN})|วัน) ?ที่ ?(?P<d>{DAY})"
    rf"(?: ?(?:-|ถึง|กับ|และ|หรือ) ?(?P<to>{DAY}))?(?!{UNIT}|[./:,\-]?\d)(?: ?(?:{_MONTH}))?"
)
_SHORT_DAY = pattern(
    rf"{START}(?P<d>\d{{1,3}}|{WORD}{{1,3}}) ?(?:(?P<this>เดือน ?นี้)"
    rf"|(?P<last>เดือน ?(?:{_BEFORE}|{_PASSED}))"
    r"|(?P<next>เดือน ?หน้า)|(?P<near>นี้))"
)
_ON_THE = pattern(
    rf"(?:วัน ?(?P<wd>{weekdays.AFTER_WAN})|(?P<wd2>{weekdays.PROPER})) ?(?P<d>\d{{1,2}})"
    rf"(?!\d|{UNIT}|[./:,\-] ?\d)"
)
_MOST_MONTHS = 1_200


def _plain(day: int, moment: Moment) -> tuple[date, ...]:
    """«วันศุกร์»: the nearest on the question's side; on a Friday today's or the other."""
    before, after = weekdays.past(day, moment.today), weekdays.upcoming(day, moment.today)
    if day == moment.today.weekday():
        other = before if moment.faces == "past" else after
        return weekdays.two((moment.today, other))
    return tuple(closest([before, after], moment.today, moment.faces))


def _this(day: int, moment: Moment) -> tuple[date, ...]:
    """«ศุกร์นี้»: the coming one, or this week's if that has been and the question looks back."""
    if day == moment.today.weekday():
        return (moment.today,)
    coming = weekdays.upcoming(day, moment.today)
    been = [d for d in weekdays.in_week(day, moment.today, 0) if d < moment.today]
    if moment.faces == "future" or not been:
        return (coming,)
    return tuple(been) if moment.faces == "past" else weekdays.two((*been, coming))


def _readings(match: re.Match[str], day: int, moment: Moment) -> tuple[date, ...]:
    parts, today = match.groupdict(), moment.today
    week = bool(parts.get("week"))
    if parts["next"]:
        coming = [] if week else [weekdays.upcoming(day, today)]
        return weekdays.two(coming + weekdays.in_week(day, today, 1))
    if parts["last"]:
        before = [] if week else [weekdays.past(day, today)]
        return weekdays.two(before + weekdays.in_week(day, today, -1))
    if parts["this"]:
        return weekdays.two(weekdays.in_week(day, today, 0)) if week else _this(day, moment)
    if parts.get("coming"):
        return (weekdays.upcoming(day, today),)
    if parts.get("passed") or parts.get("when"):
        return (weekdays.past(day, today),)
    return _plain(day, moment)


def _bare(match: re.Match[str]) -> bool:
    parts = match.groupdict()
    return not any(parts.get(key) for key in ("next", "last", "this", "coming", "passed"))


def of_week(text: str, moment: Moment) -> Iterator[Mention]:
    """The days of the week in a folded text. «อาทิตย์หน้า» without วัน is a week, no day."""
    for match in _WEEKDAY.finditer(text):
        name = match["wan"] or match["name"]
        bare = _bare(match)
        counted = _COUNTED.search(text[max(0, match.start() - 8) : match.start()])
        counted = counted or _COUNTS.match(text, match.end())
        if not match["wan"] and name == flat("อาทิตย์") and (counted or not bare):
            continue
        day = weekdays.number(name)
        weak = bare and not match["wan"] and not name.isascii()
        yield Mention(*match.span(), _readings(match, day, moment), "", day, bare, weak)
    for match in _BEFORE_LAST.finditer(text):
        last = weekdays.past(weekdays.number(match["wan"] or match["name"]), moment.today)
        days = tuple(last - timedelta(7 * weeks) for weeks in (2, 1))
        yield Mention(*match.span(), days, "ambiguous")
    for match in _ENGLISH.finditer(text):
        day = weekdays.number(match["name"])
        yield Mention(*match.span(), _readings(match, day, moment), "", day, _bare(match))


def _month_off(today: date, months: int, day: int) -> list[date]:
    year, month = divmod(today.year * 12 + today.month - 1 + months, 12)
    found = on(year, month + 1, day)
    return [found] if found else []


def _days(match: re.Match[str], day: int, moment: Moment) -> list[date]:
    parts, today = match.groupdict(), moment.today
    all_days = days_of_month(day, today)
    if parts["last"] or parts["next"]:
        return _month_off(today, -1 if parts["last"] else 1, day)
    if parts["this"]:
        return _month_off(today, 0, day)
    if parts["near"]:
        # Near the end of a month «วันที่ 5 นี้» is the next one's, if the question looks ahead.
        this = _month_off(today, 0, day)
        ahead = moment.faces == "future" and all(d < today for d in this)
        return closest(all_days, today, "future") if ahead else this
    if parts.get("passed"):
        return closest([d for d in all_days if d < today], today, "past")
    if parts.get("coming"):
        return closest([d for d in all_days if d > today], today, "future")
    return closest(all_days, today, moment.faces)


def _months_ago(match: re.Match[str], count: int, today: date) -> list[date]:
    """«3 เดือนที่แล้ว» is also three months ago: that day, or the month's last if it has none."""
    if not match["last"] or not 1 <= count <= _MOST_MONTHS:
        return []
    days = (_month_off(today, -count, day) for day in range(today.day, 0, -1))
    return next(found for found in days if found)


def bare_day(day: int, start: int, end: int, moment: Moment) -> Mention:
    """«12» where a date was asked: that day of the nearest month on the question's side."""
    pool = days_of_month(day, moment.today)
    days = tuple(closest(pool, moment.today, moment.faces))
    return Mention(start, end, days, "" if days else "impossible", pool=tuple(pool))


def of_month(text: str, moment: Moment) -> Iterator[Mention]:
    """«วันที่ 12», «12 นี้», «12 เดือนที่แล้ว» in a folded text."""
    for match in _DAY.finditer(text):
        numbers = [n for part in (match["d"], match["to"]) if part for n in day_numbers(part)]
        days = tuple(d for n in numbers for d in _days(match, n, moment))
        pool = tuple(d for n in numbers for d in days_of_month(n, moment.today))
        reason = "" if days else "impossible"
        yield Mention(*match.span(), days, reason, weekday_of(match), pool=pool)
    for match in _SHORT_DAY.finditer(text):
        yield from _short(match, moment)
    for match in () if moment.inside else _ON_THE.finditer(text):
        # «ศุกร์ 24»; inside a longer message the number counts something.
        if 1 <= int(match["d"]) <= 31:
            day = bare_day(int(match["d"]), *match.span(), moment)
            yield replace(day, weekday=weekday_of(match))


def _short(match: re.Match[str], moment: Moment) -> Iterator[Mention]:
    """«12 เดือนที่แล้ว»: the 12th of last month, or twelve months ago; in words only the latter."""
    numbers = day_numbers(match["d"])
    if not numbers or not (match["d"].isdigit() or match["last"]):
        return
    days = [d for n in numbers for d in _days(match, n, moment)] if match["d"].isdigit() else []
    ago = [d for n in numbers for d in _months_ago(match, n, moment.today)]
    doubt = "ambiguous" if match["last"] else ""
    readings = weekdays.two(days + ago)
    yield Mention(*match.span(), readings, doubt if readings else "impossible")
