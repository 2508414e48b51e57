"""Whatever is heard in a form with entries inside entries: no exception, and nothing forgotten."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

import forms
from forms import Heard, HeardKind
from tests.forms.talk import YES_NO, Talk, form, now
from tests.forms.test_fuzz import ANYTHING, JSON, LIKELY

ENTRIES = """
type | name | label | repeat_count | relevant | constraint | calculation | choice_filter |\
 parameters | default |
integer | n | N | | | . < 5 | | | | |
begin repeat | a | A | | ${n} != 3 | | | | | |
text | t | T | | | | | | | |
integer | k | K ${t} | | | . >= position(..) | | | | position(..) |
calculate | sofar | | | | |\
 ${k} + coalesce(indexed-repeat(${sofar}, ${a}, position(..) - 1), 0) | | | |
begin repeat | b | B | ${k} | | | | | | |
select_one yn | c | C | | | | | name != ${t} | | |
calculate | up | | | | | concat(${t}, position(..), position(../..)) | | | |
end repeat | | | | | | | | | |
calculate | bs | | | | | count(${b}) | | | |
end repeat | | | | | | | | | |
calculate | sum | | | | | sum(${k}) | | | |
calculate | all | | | | | count(${b}) | | | |
begin repeat | counted | C | ${n} | | | | | | |
rank yn | order | O | | | | | | | |
end repeat | | | | | | | | | |
select_one ${t} | pick | P | | | | | | | |
range | r | R | | ${sum} > 2 | | | | start=0 end=3 step=1 | |
dateTime | m | M | | | | | | | |
"""
FORM = form(ENTRIES, more=YES_NO)
PICKS = ["wethi:add", "wethi:enough", "wethi:list", "wethi:remove", "wethi:keep", "wethi:none"]
PICKS += ["wethi:lose", "wethi:keep-count", "wethi:undo", "y", "n", "a[1]", "a[2]", "a[1]/t", "2"]
PATHS = ["a[1]", "a[2]", "a[1]/b[1]", "a[+]", "n", "counted[1]", "counted[2]", "pick", "m"]
SAID = st.one_of(
    st.builds(Heard, st.just(HeardKind.CHOICE), st.sampled_from(PICKS)),
    st.builds(Heard, st.just(HeardKind.CHOICE), st.sampled_from(PICKS)),
    st.builds(Heard, st.just(HeardKind.EDIT), st.sampled_from(PATHS)),
    st.builds(Heard, st.just(HeardKind.TEXT), st.sampled_from([*"01234", "หมดแล้ว", "มี", "y"])),
    LIKELY,
)


def after(said: list[Heard]) -> Talk:
    talk = Talk(FORM)
    for heard in said:
        talk.hear(heard.kind, heard.value)
    return talk


@settings(max_examples=200, deadline=None)
@given(st.lists(SAID | ANYTHING, max_size=30))
def test_anything_heard_leads_to_a_question_or_the_end(said: list[Heard]) -> None:
    talk = Talk(FORM)
    for heard in said:
        step = forms.step(FORM, talk.last.state, heard, talk.at)
        assert bool(step.questions) != step.finished
        assert json.loads(json.dumps(step.state)) == step.state
        talk.last = step


@settings(max_examples=200, deadline=None)
@given(st.lists(SAID, max_size=30))
def test_drawing_only_the_conclusions_that_changed_equals_drawing_all(said: list[Heard]) -> None:
    talk = after(said)
    afresh = forms.resume(FORM, {**talk.last.state, "begun": False}, talk.at)
    assert afresh.state["off"] == talk.last.state["off"]
    assert afresh.state["values"] == talk.last.state["values"]
    assert afresh.state["entries"] == talk.last.state["entries"]


@settings(max_examples=100, deadline=None)
@given(st.lists(SAID, max_size=30))
def test_resuming_anywhere_asks_the_same_question(said: list[Heard]) -> None:
    talk = after(said)
    again = forms.resume(FORM, talk.last.state, talk.at)
    assert [q.path for q in again.questions] == [q.path for q in talk.last.questions]


@settings(max_examples=100, deadline=None)
@given(st.lists(SAID, max_size=30))
def test_no_answer_is_outside_of_the_entries_there_are(said: list[Heard]) -> None:
    talk = after(said)
    entries = talk.last.state["entries"]
    for key in talk.answers:
        if key.startswith("a["):
            assert 1 <= int(key[2 : key.index("]")]) <= entries["a"]


NAMES = ["n", "a", "a[1]/t", "a[2]/k", "a[1]/b[1]/c", "counted[1]/order", "t", "b", "pick"]


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(st.sampled_from(NAMES), JSON, max_size=6))
def test_any_prefill_leads_to_a_question(values: dict[str, Any]) -> None:
    assert forms.start(FORM, now(), values).questions
