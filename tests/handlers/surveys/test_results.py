"""Small numbers are hidden, and what could be subtracted with them."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

from handlers.surveys.results import FEW, HIDDEN, Question, safe, told
from models.responses import Answered


def answered(**answers: Any) -> Answered:
    return Answered(1, "d", "i", 1, None, date(2026, 7, 13), None, None, 1, True, answers, answers)


def test_nothing_is_told_of_a_question_that_few_answered() -> None:
    assert told([answered(q="a")] * (FEW - 1), FEW) == []


def test_what_enough_answered_is_counted() -> None:
    (found,) = told([answered(q="a")] * 5 + [answered(q="b")] * 6, FEW)
    assert (found.answered, dict(found.values)) == (11, {"a": 5, "b": 6})


def test_one_small_number_hides_the_next_smallest_too() -> None:
    found = safe(Question("q", 18, Counter(a=1, b=6, c=11)), FEW)
    assert dict(found.values) == {"a": HIDDEN, "b": HIDDEN, "c": 11}


def test_two_small_numbers_hide_each_other() -> None:
    found = safe(Question("q", 13, Counter(a=1, b=2, c=10)), FEW)
    assert dict(found.values) == {"a": HIDDEN, "b": HIDDEN, "c": 10}


def test_free_text_is_no_table() -> None:
    assert told([answered(q=f"words {n}") for n in range(50)], FEW) == []


def test_each_of_several_choices_counts() -> None:
    (found,) = told([answered(q=["a", "b"])] * 5 + [answered(q=["b"])] * 5, FEW)
    assert dict(found.values) == {"a": 5, "b": 10}
