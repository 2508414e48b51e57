"""Laws that hold for whatever stands in the answers, and limits on what an answer may cost."""

from __future__ import annotations

import hashlib
import re
from datetime import date, datetime, time
from time import monotonic

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.expressions import BudgetSpent, compile_expression
from forms.expressions.values import Value
from tests.forms.expressions.world import World, evaluate, scope

DAYS = st.dates(date(1900, 1, 1), date(2150, 12, 31))
NAMES = st.text("abcdefgh_", min_size=1, max_size=4)
LISTS = st.lists(NAMES, max_size=6, unique=True)
WORDS = st.text("abกข้ 1", max_size=12)
PLACES = st.integers(-15, 15)


def of(text: str, **answers: str) -> Value:
    return compile_expression(text, scope()).value(World(answers))


@given(DAYS, DAYS)
def test_dates_compare_as_days(one: date, other: date) -> None:
    answers = {"a": one.isoformat(), "b": other.isoformat()}
    assert of("${a} < ${b}", **answers) == (one < other)
    assert of("${a} >= ${b}", **answers) == (one >= other)
    assert of("${b} - ${a}", **answers) == (other - one).days


@given(DAYS, st.integers(-3000, 3000))
def test_days_are_added_to_a_date(day: date, more: int) -> None:
    shifted = str(of(f"date(${{a}} + {more})", a=day.isoformat()))
    assert date.fromisoformat(shifted).toordinal() == day.toordinal() + more


@given(DAYS, st.integers(0, 86_399))
def test_a_moment_comes_back_from_its_number_of_days(day: date, second: int) -> None:
    at = datetime.combine(day, time(second // 3600, second // 60 % 60, second % 60))
    back = str(of("date-time(decimal-date-time(${a}))", a=at.isoformat()))
    assert datetime.fromisoformat(back) == at


@given(LISTS, NAMES)
def test_what_was_chosen_is_selected_and_nothing_else(chosen: list[str], name: str) -> None:
    answers = {"a": " ".join(chosen), "b": name}
    assert of("selected(${a}, ${b})", **answers) == (name in chosen)
    assert of("count-selected(${a})", **answers) == len(chosen)


@given(LISTS, PLACES)
def test_each_choice_stands_at_its_place(chosen: list[str], place: int) -> None:
    expected = chosen[place] if 0 <= place < len(chosen) else ""
    assert of(f"selected-at(${{a}}, {place})", a=" ".join(chosen)) == expected


@given(WORDS, PLACES, PLACES)
def test_substr_counts_from_nought_and_from_the_end(text: str, start: int, end: int) -> None:
    assert of(f"substr(${{a}}, {start}, {end})", a=text) == text[start:end]


@given(WORDS, WORDS)
def test_what_stands_before_and_after_makes_the_whole(text: str, part: str) -> None:
    found = of(
        "concat(substring-before(${a}, ${b}), ${b}, substring-after(${a}, ${b}))", a=text, b=part
    )
    assert (found == text) == (part in text)


@given(WORDS, st.sampled_from(["[ab]+", "a?b*", ".*1", "ก.*", "(a|b| )*"]))
def test_a_pattern_must_match_the_whole(text: str, pattern: str) -> None:
    assert of(f"regex(${{a}}, '{pattern}')", a=text) == bool(re.fullmatch(pattern, text))


@given(st.text(max_size=40))
def test_a_digest_is_the_one_that_everybody_computes(text: str) -> None:
    made = hashlib.sha256(text.encode(errors="replace")).hexdigest()
    assert of("digest(${a}, 'SHA-256', 'hex')", a=text) == made


@given(st.lists(st.integers(-99, 99), min_size=2, max_size=2))
def test_empty_answers_spoil_neither_sum_nor_extremes(numbers: list[int]) -> None:
    answers = {"a": str(numbers[0]), "g/x": str(numbers[1])}
    values = [
        of(f"{name}(/data/a | /data/c | /data/g/x)", **answers) for name in ("sum", "min", "max")
    ]
    assert values == [sum(numbers), min(numbers), max(numbers)]


@given(WORDS, WORDS)
@settings(max_examples=50)
def test_what_is_empty_equals_no_number_and_only_itself(text: str, other: str) -> None:
    assert of("${a} = ${b}", a=text, b=other) == (text == other)
    assert of("${a} = '' or ${a} != ''", a=text) is True
    assert of("${c} = 0 or ${c} < 0 or ${c} > 0", a=text) is False


ENDLESS = ["(a|aa)+$b", "(a|aa)+[bc]", "(aa?)*[^a]", "(a+)+b", "([a-zA-Z]+)*b", "(.*a){20}b"]


@pytest.mark.parametrize("pattern", ENDLESS)
def test_a_pattern_that_never_ends_is_false_in_time(pattern: str) -> None:
    begun = monotonic()
    assert evaluate(f"regex(${{a}}, '{pattern}')", a="a" * 60) is False
    assert monotonic() - begun < 30


def test_many_endless_patterns_cost_more_than_an_answer_may() -> None:
    text = " or ".join(["regex(${a}, '(a|aa)+[bc]')"] * 30)
    with pytest.raises(BudgetSpent):
        compile_expression(text, scope()).value(World({"a": "a" * 60}))


def test_a_pattern_as_long_as_a_book_is_false() -> None:
    assert evaluate("regex('a', ${a})", a="a?" * 2_000) is False


def test_a_text_that_doubles_without_end_costs_too_much() -> None:
    text = "${a}"
    for _ in range(20):
        text = f"concat({text}, {text})" if len(text) < 9_000 else text
    with pytest.raises(BudgetSpent):
        compile_expression(text, scope()).value(World({"a": "x" * 3_000}))
