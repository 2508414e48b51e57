"""When the office works: Monday to Friday but public holidays, 08:30 to 16:30.

Holidays that fall on the same date each year (Cabinet resolutions on official holidays, as in
force in 2569); days that follow the moon or are granted for one year are not in here.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

OPENS = time(8, 30)
CLOSES = time(16, 30)

_SATURDAY = 5
# (month, day)
_HOLIDAYS = frozenset(
    {
        (1, 1),
        (4, 6),
        (4, 13),
        (4, 14),
        (4, 15),
        (5, 4),
        (6, 3),
        (7, 28),
        (8, 12),
        (10, 13),
        (10, 23),
        (12, 5),
        (12, 10),
        (12, 31),
    }
)


def is_working_day(day: date) -> bool:
    """False on weekends, on holidays, and on the Monday that stands in for a holiday's weekend."""
    if day.weekday() >= _SATURDAY or _is_holiday(day):
        return False
    return day not in _stand_ins(day)


def next_working_day(day: date) -> date:
    """The first working day after `day`."""
    return next(working_days_after(day))


def working_days_after(day: date) -> Iterator[date]:
    while True:
        day += timedelta(days=1)
        if is_working_day(day):
            yield day


def is_open(local: datetime) -> bool:
    """Whether somebody is there at `local`, a moment in the office's zone."""
    return is_working_day(local.date()) and OPENS <= local.time() < CLOSES


def next_opening(local: datetime) -> datetime:
    """The next 08:30 of a working day; a day that has not begun yet counts."""
    day = local.date()
    if not (is_working_day(day) and local.time() < OPENS):
        day = next_working_day(day)
    return datetime.combine(day, OPENS, local.tzinfo)


def _is_holiday(day: date) -> bool:
    return (day.month, day.day) in _HOLIDAYS


def _stand_ins(around: date) -> set[date]:
    """Weekdays that make up for holidays on a weekend in the ten days before `around`."""
    taken: set[date] = set()
    for back in range(10, -1, -1):
        lost = around - timedelta(days=back)
        if _is_holiday(lost) and lost.weekday() >= _SATURDAY:
            taken.add(_first_free(lost, taken))
    return taken


def _first_free(day: date, taken: set[date]) -> date:
    while day.weekday() >= _SATURDAY or _is_holiday(day) or day in taken:
        day += timedelta(days=1)
    return day
