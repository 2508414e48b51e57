"""Names of the days, and what «ศุกร์หน้า» may mean."""

from collections.abc import Iterable
from datetime import date, timedelta

from base.thai.fold import either, flat

THAI = ("จันทร์", "อังคาร", "พุธ", "พฤหัส", "ศุกร์", "เสาร์", "อาทิตย์")
ENGLISH = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
# Only behind วัน: alone they are other words.
_LOOSE = (
    "จัน จันท์ จันทร", "อังคาน อังคาล", "พุท พุด พุทธ", "พะหัส พรหัส พฤหัด พหัส ประหัส พรึหัส",
    "ศุก สุก สุกร์ ศุกษ์", "เสา เส้า เสาว์", "อาทิต อาทิตร์ อาทิด",
)  # fmt: skip
_SIGNS = ("จ.", "อ.", "พ.", "พฤ.", "ศ.", "ส.", "อา.")
_SHORT = ("mon", "tue tues", "wed", "thu thur thurs", "fri", "sat", "sun")

_OF = {flat(name): n for n, name in enumerate(THAI)} | {flat("พฤหัสบดี"): 3}
_OF |= {name.lower(): n for n, name in enumerate(ENGLISH)}
_LOOSE_OF = {flat(name): n for n, names in enumerate(_LOOSE) for name in names.split()}
_SIGN_OF = {sign: n for n, sign in enumerate(_SIGNS)}
_SIGN_OF |= {name: n for n, names in enumerate(_SHORT) for name in names.split()}

PROPER = f"(?:{either(*_OF)}(?![a-z]))"
"""Pattern of a day's full name."""
AFTER_WAN = f"(?:{either(*_OF, *_LOOSE_OF)}(?![a-z]))"
"""Pattern of what may follow วัน."""
SIGN = rf"(?:(?<![ก-๙.a-z]){either(*_SIGN_OF)}(?![a-z]))"
"""Pattern of a sign that only counts directly before a date: «อา. 12 ก.ค.», «Sun, 12 July»."""


def number(name: str) -> int:
    """0 (Monday) to 6 of a name that one of the patterns found."""
    return (_OF | _LOOSE_OF | _SIGN_OF)[name]


def upcoming(day: int, today: date) -> date:
    """The next such day, today excluded."""
    return today + timedelta((day - today.weekday() - 1) % 7 + 1)


def past(day: int, today: date) -> date:
    """The last such day, today excluded."""
    return today - timedelta((today.weekday() - day - 1) % 7 + 1)


def in_week(day: int, today: date, weeks: int) -> list[date]:
    """That day in the week so many weeks off; two dates where it matters whether a week
    begins on Monday or on Sunday, for people mean either."""
    monday = today - timedelta(today.weekday())
    sunday = today - timedelta((today.weekday() + 1) % 7)
    days = {monday + timedelta(day), sunday + timedelta((day + 1) % 7)}
    return [found + timedelta(7 * weeks) for found in sorted(days)]


def two(days: Iterable[date]) -> tuple[date, ...]:
    """The different dates among these, in order."""
    return tuple(sorted(set(days)))
