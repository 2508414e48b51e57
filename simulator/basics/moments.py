"""Dates and times of a date-time picker (REF §Datetime picker action): 1900-01-01 to 2100-12-31."""

from __future__ import annotations

import re
from datetime import date, datetime

_SHAPES = {
    "date": re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII),
    "time": re.compile(r"([01]\d|2[0-3]):[0-5]\d", re.ASCII),
    "datetime": re.compile(r"\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d", re.ASCII),
}
MODES = tuple(_SHAPES)
_YEARS = range(1900, 2101)


def possible(mode: str, text: str) -> bool:
    """Whether a picker of this mode can hold it: the shape, a day that exists, a year it has."""
    if not _SHAPES[mode].fullmatch(text):
        return False
    return mode == "time" or _exists(mode, text)


def _exists(mode: str, text: str) -> bool:
    try:
        day = date.fromisoformat(text) if mode == "date" else datetime.fromisoformat(text)
    except ValueError:
        return False
    return day.year in _YEARS
