from __future__ import annotations

from datetime import date

import pytest

from handlers.feedback.days import due_after, working_days_after


@pytest.mark.parametrize(
    ("received", "due"),
    [
        (date(2026, 7, 13), date(2026, 7, 16)),
        (date(2026, 7, 16), date(2026, 7, 21)),
        (date(2026, 7, 18), date(2026, 7, 22)),
        (date(2026, 12, 31), date(2027, 1, 5)),
    ],
)
def test_an_answer_is_due_after_three_working_days(received: date, due: date) -> None:
    assert due_after(received) == due


def test_the_day_itself_is_not_counted() -> None:
    assert working_days_after(date(2026, 7, 17), 1) == date(2026, 7, 20)
