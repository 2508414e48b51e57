from __future__ import annotations

from datetime import date

import pytest

from base.office import NATIONAL
from handlers.feedback.days import due_after


@pytest.mark.parametrize(
    ("received", "due"),
    [
        (date(2026, 7, 13), date(2026, 7, 16)),
        (date(2026, 7, 16), date(2026, 7, 21)),
        (date(2026, 7, 18), date(2026, 7, 22)),
        (date(2026, 7, 27), date(2026, 8, 4)),  # the 28th, อาสาฬหบูชา and เข้าพรรษา are holidays
        (date(2026, 12, 30), date(2027, 1, 6)),  # the turn of the year too
    ],
)
def test_an_answer_is_due_after_three_working_days(received: date, due: date) -> None:
    assert due_after(received, NATIONAL) == due
