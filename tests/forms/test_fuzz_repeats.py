"""Whatever is heard in a form with entries inside entries: no exception, and nothing forgotten."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

import forms
from forms import Heard, HeardKind
from tests.forms.fuzzing import (
    ANYTHING,
    JSON,
    LIKELY,
    after,
    always_asks_or_ends,
    asks_the_same_when_resumed,
    concludes_as_if_afresh,
)
from tests.forms.talk import YES_NO, form, now

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


@settings(max_examples=200, deadline=None)
@given(st.lists(SAID | ANYTHING, max_size=30))
def test_anything_heard_leads_to_a_question_or_the_end(said: list[Heard]) -> None:
    always_asks_or_ends(FORM, said)


@settings(max_examples=200, deadline=None)
@given(st.lists(SAID, max_size=30))
def test_drawing_only_the_conclusions_that_changed_equals_drawing_all(said: list[Heard]) -> None:
    concludes_as_if_afresh(FORM, said)


@settings(max_examples=100, deadline=None)
@given(st.lists(SAID, max_size=30))
def test_resuming_anywhere_asks_the_same_question(said: list[Heard]) -> None:
    asks_the_same_when_resumed(FORM, said)


@settings(max_examples=100, deadline=None)
@given(st.lists(SAID, max_size=30))
def test_no_answer_is_outside_of_the_entries_there_are(said: list[Heard]) -> None:
    talk = after(FORM, said)
    entries = talk.last.state["entries"]
    for key in talk.answers:
        if key.startswith("a["):
            assert 1 <= int(key[2 : key.index("]")]) <= entries["a"]


NAMES = ["n", "a", "a[1]/t", "a[2]/k", "a[1]/b[1]/c", "counted[1]/order", "t", "b", "pick"]


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(st.sampled_from(NAMES), JSON, max_size=6))
def test_any_prefill_leads_to_a_question(values: dict[str, Any]) -> None:
    assert forms.start(FORM, now(), values).questions
