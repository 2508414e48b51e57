"""Until when an answer is due: working days of the office."""

from __future__ import annotations

from datetime import date
from itertools import islice

from base.office import working_days_after

ANSWER_WITHIN = 3  # working days


def due_after(day: date) -> date:
    """The third working day after `day`, which itself is not counted; holidays are not either."""
    *_, last = islice(working_days_after(day), ANSWER_WITHIN)
    return last
