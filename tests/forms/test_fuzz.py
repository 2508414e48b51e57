"""Whatever is heard, in whatever order: never an exception, always a question or the end."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

import forms
from forms import At, FormRefused, Heard, HeardKind, Question, Reading
from forms.question import Ask, Choice, Json
from tests.forms.fuzzing import (
    ANYTHING,
    JSON,
    LIKELY,
    always_asks_or_ends,
    asks_the_same_when_resumed,
    concludes_as_if_afresh,
)
from tests.forms.talk import YES_NO, Talk, form, now


def moody(
    heard: Heard, question: Question, answers: Mapping[str, Json], memory: Json, at: At
) -> Reading:
    """A reader that does each thing a reader may do."""
    match str(heard.value)[-1:]:
        case "1":
            return Reading({"read": "x", "n": 3}, echo="ok")
        case "2":
            return Reading(ask=Ask("?", (Choice("1", "one"), Choice("2", "two"))), memory=[1])
        case "3":
            return Reading(more=True, memory={"a": 1}, echo="more")
        case "4":
            return Reading({"n": "not a number"})
        case "5":
            return Reading(complaint="no")
        case _:
            return Reading()


EVERYTHING = """
type | name | label | relevant | constraint | choice_filter | required | appearance |\
 wethi::reader |
note | hello | สวัสดี ${t} | | | | | | |
text | t | T | | string-length(.) < 20 | | yes | | |
begin_group | g | G | ${t} != 'x' | | | | | |
integer | n | N | | . > 0 | | | | |
decimal | dec | D | ${n} > 2 | | | | | |
date | day | Day | | . <= today() | | | | |
time | at | At | | | | | | |
end_group | | | | | | | | |
select_one yn or_other | one | One | | | | | | |
select_multiple yn | many | Many | | | name != ${one} | | | |
select_one_from_file village.csv | v | V | | | moo >= ${n} | | | |
image | pic | Pic | | | | | | |
image | pics | Pics | | | | | multiple | |
audio | voice | Voice | ${many} != '' | | | | | |
geopoint | where | Where | | | | | | |
acknowledge | ok | Ok | | | | | | |
text | read | Read | | | | | | moody |
"""
FORM = form(EVERYTHING, more=YES_NO, readers={"moody": moody})
PATHS = [item.key for item in FORM.items]
SAYS = LIKELY | st.builds(Heard, st.just(HeardKind.EDIT), st.sampled_from(PATHS))


@settings(max_examples=150, deadline=None)
@given(st.lists(SAYS | ANYTHING, max_size=25))
def test_anything_heard_leads_to_a_question_or_the_end(said: list[Heard]) -> None:
    always_asks_or_ends(FORM, said)


@settings(max_examples=100, deadline=None)
@given(st.lists(SAYS, max_size=25))
def test_resuming_anywhere_asks_the_same_question(said: list[Heard]) -> None:
    asks_the_same_when_resumed(FORM, said)


@settings(max_examples=100, deadline=None)
@given(st.lists(SAYS, max_size=25))
def test_drawing_only_the_conclusions_that_changed_equals_drawing_all(said: list[Heard]) -> None:
    concludes_as_if_afresh(FORM, said)


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(st.sampled_from([item.name for item in FORM.items]), JSON, max_size=6))
def test_any_prefill_leads_to_a_question(values: dict[str, Any]) -> None:
    assert forms.start(FORM, now(), values).questions


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda t: f"| survey |\n{t}".encode()))
def test_any_bytes_are_a_form_or_refused(content: bytes) -> None:
    try:
        loaded = forms.load(content)
    except FormRefused as refused:
        loaded, told = None, [fault.reason for fault in refused.faults]
    assert loaded.questions if loaded else all(told)


CELLS = st.text(alphabet="abc$ {}()'\"/.|*+-=<>[]1,:@\\กา", max_size=25).map(
    lambda text: text.replace("|", "\\|").replace("\n", " ")
)


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(["relevant", "constraint", "calculation", "default", "label"]), CELLS)
def test_any_expression_is_compiled_or_refused(column: str, cell: str) -> None:
    rows = f"type | name | label | {column} |\ntext | a | A | {cell} |\ntext | b | B | |"
    if column == "label":
        rows = f"type | name | label |\ntext | a | A {cell} |\ntext | b | B |"
    try:
        loaded = form(rows)
    except FormRefused as refused:
        loaded, told = None, [str(fault) for fault in refused.faults]
    assert Talk(loaded).types("x").last.questions if loaded else all(told)
