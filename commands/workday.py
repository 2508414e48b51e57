"""Where the demonstration's clock stands: on a working day, in office hours, never going back."""

from __future__ import annotations

from datetime import datetime, time
from zoneinfo import ZoneInfo

from base.office import NATIONAL, OPENS

STARTS = time(10, 0)


def first_start(real_now: datetime, zone: ZoneInfo) -> datetime:
    """10:00 of today, or of the next working day."""
    day = real_now.astimezone(zone).date()
    if not NATIONAL.is_working_day(day):
        day = NATIONAL.next_working_day(day)
    return datetime.combine(day, STARTS, zone)


def later_start(shown_now: datetime, zone: ZoneInfo) -> datetime:
    """On from where it stands in office hours; else forward to the next working day's 10:00."""
    local = shown_now.astimezone(zone)
    if NATIONAL.is_open(local):
        return shown_now
    today = NATIONAL.is_working_day(local.date()) and local.time() < OPENS
    day = local.date() if today else NATIONAL.next_working_day(local.date())
    return datetime.combine(day, STARTS, zone)
