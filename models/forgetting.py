"""What a row keeps of a moment when nobody may learn later who acted: the day, never the time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta


def next_hour(moment: datetime) -> datetime:
    """The next full hour: what is done then has a row that does not tell the moment."""
    return moment.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)


def day_only(moment: datetime) -> datetime:
    """The beginning of the moment's day, in UTC."""
    return moment.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
