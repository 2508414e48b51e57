"""Days and months of LINE's statistics, which are Japan's (UTC+9)."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone

_JAPAN = timezone(timedelta(hours=9))
_WRITTEN = re.compile(r"\d{8}", re.ASCII)


def day_of(now: float) -> str:
    """``20260807``."""
    return _there(now).strftime("%Y%m%d")


def month_of(now: float) -> str:
    """``2026-08``."""
    return _there(now).strftime("%Y-%m")


def read(text: str | None) -> date | None:
    """A day as LINE's parameters have it, ``yyyyMMdd``; None for what is none."""
    if text is None or not _WRITTEN.fullmatch(text):
        return None
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return None


def is_counted(day: date, now: float) -> bool:
    """A day's counting is completed within the next day: here, when the day is over."""
    return day < _there(now).date()


def _there(now: float) -> datetime:
    return datetime.fromtimestamp(now, UTC).astimezone(_JAPAN)
