"""Small numbers are hidden, and what could be subtracted with them."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

import forms
from handlers.surveys.cells import Cells, cells_of
from handlers.surveys.results import (
    FEW,
    HIDDEN,
    OTHERS,
    Claimed,
    Question,
    safe,
    takes_apart,
    told,
)
from models.responses import Answered

CELLS = Cells(frozenset("q"), frozenset("n"))
OWN = """| survey |
| | type | name | label | calculation |
| | username | who | | |
| | text | words | เล่ามาได้เลยค่ะ | |
| | date | day | วันไหนคะ | |
| | calculate | sum | | 1 + 1 |
| | integer | age | อายุเท่าไรคะ | |
| | select_one ways | way | วิธีไหนคะ | |
| choices |
| | list_name | name | label |
| | ways | a | ก |
"""


def answered(**answers: Any) -> Answered:
    return Answered(1, "d", "i", 1, None, date(2026, 7, 13), None, None, 1, True, answers, answers)


def test_nothing_is_told_of_a_question_that_few_answered() -> None:
    assert told([answered(q="a")] * (FEW - 1), FEW, CELLS) == []


def test_what_enough_answered_is_counted() -> None:
    (found,) = told([answered(q="a")] * 5 + [answered(q="b")] * 6, FEW, CELLS)
    assert (found.answered, dict(found.values)) == (11, {"a": 5, "b": 6})


def test_one_small_number_hides_the_next_smallest_too() -> None:
    found = safe(Question("q", 18, Counter(a=1, b=6, c=11)), FEW)
    assert dict(found.values) == {"a": HIDDEN, "b": HIDDEN, "c": 11}


def test_two_small_numbers_hide_each_other() -> None:
    found = safe(Question("q", 13, Counter(a=1, b=2, c=10)), FEW)
    assert dict(found.values) == {"a": HIDDEN, "b": HIDDEN, "c": 10}


def test_free_text_is_no_table() -> None:
    assert told([answered(q=f"words {n}") for n in range(50)], FEW, CELLS) == []


def test_each_of_several_choices_counts() -> None:
    (found,) = told([answered(q=["a", "b"])] * 5 + [answered(q=["b"])] * 5, FEW, CELLS)
    assert dict(found.values) == {"a": 5, "b": 10}


def test_only_choices_and_numbers_are_cells() -> None:
    found = cells_of([forms.load(OWN.encode(), name="own")])
    assert (set(found.chosen), set(found.numbers)) == ({"way"}, {"age"})


def test_words_that_few_wrote_are_never_read_out() -> None:
    assert told([answered(words=f"words {n}") for n in range(6)], FEW, CELLS) == []


def test_a_number_that_few_gave_is_not_even_named() -> None:
    (found,) = told([answered(n=40)] * 6 + [answered(n=71), answered(n=72)], FEW, CELLS)
    assert dict(found.values) == {"40": 6, OTHERS: HIDDEN}


def test_the_sum_of_forums_is_hidden_where_it_would_tell_hidden_numbers_apart() -> None:
    values = {"0": 6, "planned": HIDDEN, "1": HIDDEN, "2": 7}
    assert takes_apart([Question("forums_held", 16, Counter(values))], Claimed(held=16))
    values = {"0": HIDDEN, "planned": HIDDEN, "1": 8, "2": 7}
    assert not takes_apart([Question("forums_held", 20, Counter(values))], Claimed(held=20))


def test_the_sum_of_forums_is_hidden_where_too_few_were_asked_to_tell_them_by_question() -> None:
    assert takes_apart([Question("obstacle", 12)], Claimed(held=3))
    assert not takes_apart([Question("obstacle", 12)], Claimed(held=0))
