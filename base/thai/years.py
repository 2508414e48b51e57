"""The one rule for years and for what a date leaves out.

Four digits 2443–2693 are พ.ศ., 1900–2150 ค.ศ., all else is asked back. Two digits are พ.ศ.
where that fits the question. A missing year or month leans the way the question faces, 180
days at most.
"""

from datetime import date, timedelta
from typing import Literal

Faces = Literal["past", "future", "either"]
FIRST, LAST = 1900, 2150
BUDDHIST = 543
LEAN = timedelta(180)
BEYOND = timedelta(270)
"""As far as a day on the question's side is still meant, where a nearer one is on the other."""
_DECADE = 10


def in_range(day: date) -> bool:
    return FIRST <= day.year <= LAST


def fits(day: date, today: date, faces: Faces) -> bool:
    """Whether the day lies where the question looks; today lies on both sides."""
    return faces == "either" or day == today or (day < today) == (faces == "past")


def christian_year(digits: str, era: str = "") -> int | None:
    """The ค.ศ. year of four digits; `era` "be" or "ce" if it was written. None if no rule
    covers it: then it is asked back, never guessed."""
    year = int(digits)
    if FIRST + BUDDHIST <= year <= LAST + BUDDHIST and era != "ce":
        return year - BUDDHIST
    return year if FIRST <= year <= LAST and era != "be" else None


def on(year: int, month: int, day: int) -> date | None:
    """The date, or None where the calendar has none."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _centuries(short: int, month: int, day: int, century: int, *steps: int) -> list[date]:
    """The date in the century so many steps from that one, as far as it exists."""
    days = (on(century + 100 * step + short, month, day) for step in steps)
    return [found for found in days if found and in_range(found)]


def _marked(days: list[date], today: date, faces: Faces) -> list[date]:
    """«พ.ศ. 97»: this century's, or the last where only that fits."""
    return [d for d in days if _plausible(d, today, faces)][:1] or days[:1]


def short_year(short: int, era: str, month: int, day: int, today: date, faces: Faces) -> list[date]:
    """The live readings of a date whose year has two digits.

    พ.ศ. of this century where that is on the question's side. «26» in 2026 is 2526, but a
    question about these months may as well have been answered in ค.ศ.: two readings. «97» asked
    about the past is 2497 or 1997. A near พ.ศ. date on the wrong side is handed out to be shown.
    """
    centuries = (today.year + BUDDHIST) // 100 * 100 - BUDDHIST, today.year // 100 * 100
    buddhist, christian = (_centuries(short, month, day, c, 0, -1, 1) for c in centuries)
    if era:
        return _marked(buddhist if era == "be" else christian, today, faces)
    near = [d for d in buddhist if abs(d - today) <= LEAN]
    if near:
        return near
    this = _centuries(short, month, day, centuries[0], 0)
    live = [d for d in this if _plausible(d, today, faces)]
    live += [d for d in christian if abs(d - today) <= LEAN and fits(d, today, faces)]
    return live or _far(this, centuries, (short, month, day), today, faces)


def _far(
    this: list[date],
    centuries: tuple[int, int],
    parts: tuple[int, int, int],
    today: date,
    faces: Faces,
) -> list[date]:
    """The reading where this century's พ.ศ. is on the wrong side or decades ahead."""
    christian = _centuries(*parts, centuries[1], 0)
    if faces == "future":
        return [d for d in christian if _plausible(d, today, faces)] or this or christian
    if any(abs(d.year - today.year) <= _DECADE for d in this):
        return this
    return sorted(d for c in centuries for d in _centuries(*parts, c, -1)) or this


def _plausible(day: date, today: date, faces: Faces) -> bool:
    return fits(day, today, faces) and day.year <= today.year + _DECADE


def missing_year(month: int, day: int, today: date) -> list[date]:
    """That day of the year within 180 days of today, on whichever side."""
    years = (today.year - 1, today.year, today.year + 1)
    days = [found for year in years if (found := on(year, month, day))]
    return [found for found in days if abs(found - today) <= LEAN]


def nearest_years(month: int, day: int, today: date) -> list[date]:
    """The last and the next such day, however far within a year."""
    days = [on(today.year + n, month, day) for n in (-1, 0, 1)]
    known = [found for found in days if found]
    before = [found for found in known if found <= today]
    after = [found for found in known if found >= today]
    return sorted({*before[-1:], *after[:1]})


def days_of_month(day: int, today: date) -> list[date]:
    """Every such day of a month within 180 days of today, the earliest first."""
    months = [divmod(today.year * 12 + today.month - 1 + n, 12) for n in range(-7, 8)]
    days = [on(year, month + 1, day) for year, month in months]
    return [found for found in days if found and abs(found - today) <= LEAN]


def closest(days: list[date], today: date, faces: Faces) -> list[date]:
    """Of many readings the nearest on the question's side; facing either way, the nearest of
    each side. Today, being both, is alone."""
    before = [found for found in days if found <= today][-1:]
    after = [found for found in days if found >= today][:1]
    if faces == "past":
        return before or after
    if faces == "future":
        return after or before
    return before if before == after or today in before else sorted({*before, *after})
