"""Until when an answer is due: working days of the office."""

from __future__ import annotations

from datetime import date, timedelta

ANSWER_WITHIN = 3  # working days
_SATURDAY = 5


def is_working_day(day: date) -> bool:
    """Monday to Friday. The list of holidays is the office's and comes with its calendar."""
    return day.weekday() < _SATURDAY


def working_days_after(day: date, count: int) -> date:
    """The working day that is `count` of them after `day`, which itself is not counted."""
    while count > 0:
        day += timedelta(days=1)
        count -= is_working_day(day)
    return day


def due_after(day: date) -> date:
    return working_days_after(day, ANSWER_WITHIN)
