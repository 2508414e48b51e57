"""What a row keeps of a moment when nobody may learn later who acted: the day, never the time."""

from __future__ import annotations

from datetime import UTC, datetime


def day_only(moment: datetime) -> datetime:
    """The beginning of the moment's day, in UTC."""
    return moment.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
