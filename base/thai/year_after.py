"""The year behind a day and month: written, named («ปีกลาย»), or left out."""

from datetime import date

from base.thai.fold import flat, pattern
from base.thai.moments import ERA, UNIT, Days, Moment, era_of, with_year, without_year
from base.thai.months import month_at
from base.thai.years import BUDDHIST, LEAN, Faces, christian_year, fits, nearest_years, on

_YEAR = pattern(
    rf"(?! ?- | -)[ ,./\-']{{0,3}}(?:ปี ?)?(?:{ERA} ?)?(?P<year>\d{{2,5}})"
    rf"(?!\d)(?![.:,]\d)(?!{UNIT})"
)
_OTHER_YEAR = pattern(r" ?ปี(?P<off>นี้|ที่แล้ว|ก่อน(?! ?(?:โน้น|นู้น|หน้า))|กลาย|ที่ผ่านมา|หน้า)")
_OFF = {flat("นี้"): 0, flat("หน้า"): 1}
_PAST = pattern(r" ?(?:ที่(?:เพิ่ง)?ผ่านมา|ที่แล้ว)")
_COMING = pattern(r" ?(?:ที่(?:จะ|กำลังจะ)(?:มา)?ถึง(?:นี้)?|หน้า(?![ก-ฮ]))")
_THIS = pattern(r" ?นี้")


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


def dated(text: str, end: int, day: int, month: int, moment: Moment) -> tuple[Days, int]:
    """The readings of a day and month ending here, and where the whole date ends."""
    other = _OTHER_YEAR.match(text, end)
    if other:
        then = on(moment.today.year + _OFF.get(other["off"], -1), month, day)
        return ((then,) if then else (), "" if then else "impossible"), other.end()
    year = _YEAR.match(text, end)
    if year and not (len(year["year"]) == 2 and _another_date(text, year.end())):
        found = with_year(day, month, year["year"], era_of(year), moment)
        if moment.inside and _maybe_count(text[end : year.end()], found, moment):
            found = join(found, without_year(day, month, moment))
        elif not found[1] and _maybe_day(text[end : year.end()], day, found, moment):
            found = found[0], "ambiguous"
        return found, year.end()
    return _leaning(text, end, day, month, moment)


def join(first: Days, second: Days) -> Days:
    """«12-13 ก.ค.»: both days are offered."""
    days = tuple(dict.fromkeys(first[0] + second[0]))
    return days, first[1] or second[1] or ("ambiguous" if len(days) > 1 else "")


def year_after(text: str, at: int) -> tuple[int | None, int]:
    """The ค.ศ. year written behind a month, None if there is none, and where it ends."""
    year = _YEAR.match(text, at)
    if year is None:
        return None, at
    digits = year["year"]
    if len(digits) == 2:
        return 2500 - BUDDHIST + int(digits), year.end()
    return christian_year(digits, era_of(year)), year.end()
