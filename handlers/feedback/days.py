"""Until when an answer is due: working days of the office."""

from __future__ import annotations

from datetime import date
from itertools import islice

from base.office import Office

ANSWER_WITHIN = 3  # working days


def due_after(day: date, office: Office) -> date:
    """The third working day after `day`, which itself is not counted; holidays are not either."""
    *_, last = islice(office.working_days_after(day), ANSWER_WITHIN)
    return last
