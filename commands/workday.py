"""Where the demonstration's clock stands: on a working day, in office hours, never going back."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

OPENS, STARTS, CLOSES = time(8, 30), time(10, 0), time(16, 30)


def is_working_day(day: date) -> bool:
    return day.weekday() < 5


def next_working_day(day: date) -> date:
    """`day` itself if it is one."""
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def first_start(real_now: datetime, zone: ZoneInfo) -> datetime:
    """10:00 of today, or of the next working day."""
    day = next_working_day(real_now.astimezone(zone).date())
    return datetime.combine(day, STARTS, zone)


def later_start(shown_now: datetime, zone: ZoneInfo) -> datetime:
    """On from where it stands in office hours; else forward to the next working day's 10:00."""
    local = shown_now.astimezone(zone)
    if is_working_day(local.date()) and OPENS <= local.time() < CLOSES:
        return shown_now
    same_day = local.time() < OPENS and is_working_day(local.date())
    day = local.date() if same_day else next_working_day(local.date() + timedelta(days=1))
    return datetime.combine(day, STARTS, zone)
