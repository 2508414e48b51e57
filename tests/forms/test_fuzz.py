"""Whatever is heard, in whatever order: never an exception, always a question or the end."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

import forms
from forms import At, FormRefused, Heard, HeardKind, Question, Reading
from forms.question import Ask, Choice, Json
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
SAID = [
    *("1", "2", "ใช่", "ไม่ใช่", "ข้าม", "เมื่อวาน", "12 ก.ค.", "1 กับ 2", "5-6", "y", "ส่ง"),
    *("9" * 400, "😀" * 5000, "31 ก.พ. 9999", "-1", "1e400", "หกโมง", "14.5 103.5"),
]
WORDS = st.one_of(
    st.text(max_size=30),
    st.text(alphabet="กขคงจ0123456789๐๑๒๓ /.:-\ud83d\x00", max_size=12),
    st.sampled_from(SAID),
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | WORDS,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3)
    ),
    max_leaves=5,
)
LIKELY = st.one_of(
    st.builds(Heard, st.just(HeardKind.TEXT), WORDS),
    st.builds(
        Heard, st.just(HeardKind.CHOICE), st.sampled_from(["y", "n", "91", "OK", "1", "other"])
    ),
    st.builds(Heard, st.just(HeardKind.DATE), st.sampled_from(["2026-07-12", "2027-01-01"])),
    st.builds(Heard, st.just(HeardKind.EDIT), st.sampled_from(PATHS)),
    st.builds(Heard, st.sampled_from([HeardKind.IMAGE, HeardKind.AUDIO]), st.just("f1")),
    st.builds(
        Heard, st.sampled_from([HeardKind.BACK, HeardKind.SKIP, HeardKind.NEXT, HeardKind.SEND])
    ),
)
ANYTHING = st.builds(Heard, st.sampled_from(HeardKind), JSON)


@settings(max_examples=150, deadline=None)
@given(st.lists(LIKELY | ANYTHING, max_size=25))
def test_anything_heard_leads_to_a_question_or_the_end(said: list[Heard]) -> None:
    talk = Talk(FORM)
    for heard in said:
        step = forms.step(FORM, talk.last.state, heard, talk.at)
        assert bool(step.questions) != step.finished
        assert json.loads(json.dumps(step.state)) == step.state
        talk.last = step


@settings(max_examples=100, deadline=None)
@given(st.lists(LIKELY, max_size=25))
def test_resuming_anywhere_asks_the_same_question(said: list[Heard]) -> None:
    talk = Talk(FORM)
    for heard in said:
        talk.hear(heard.kind, heard.value)
    again = forms.resume(FORM, talk.last.state, talk.at)
    assert [q.path for q in again.questions] == [q.path for q in talk.last.questions]


@settings(max_examples=100, deadline=None)
@given(st.lists(LIKELY, max_size=25))
def test_drawing_only_the_conclusions_that_changed_equals_drawing_all(said: list[Heard]) -> None:
    talk = Talk(FORM)
    for heard in said:
        talk.hear(heard.kind, heard.value)
    afresh = forms.resume(FORM, {**talk.last.state, "begun": False}, talk.at)
    assert afresh.state["off"] == talk.last.state["off"]
    assert afresh.state["values"] == talk.last.state["values"]


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
