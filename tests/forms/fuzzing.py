"""What people may say to any form, and what holds of any form, whatever is said to it."""

from __future__ import annotations

import json

from hypothesis import strategies as st

import forms
from forms import Heard, HeardKind
from forms.form import Form
from tests.forms.talk import Talk

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
    st.builds(Heard, st.sampled_from([HeardKind.IMAGE, HeardKind.AUDIO]), st.just("f1")),
    st.builds(
        Heard, st.sampled_from([HeardKind.BACK, HeardKind.SKIP, HeardKind.NEXT, HeardKind.SEND])
    ),
)
ANYTHING = st.builds(Heard, st.sampled_from(HeardKind), JSON)


def after(form: Form, said: list[Heard]) -> Talk:
    talk = Talk(form)
    for heard in said:
        talk.hear(heard.kind, heard.value)
    return talk


def always_asks_or_ends(form: Form, said: list[Heard]) -> None:
    """Never an exception, and a state that can be stored."""
    talk = Talk(form)
    for heard in said:
        step = forms.step(form, talk.last.state, heard, talk.at)
        assert bool(step.questions) != step.finished
        assert json.loads(json.dumps(step.state)) == step.state
        talk.last = step


def asks_the_same_when_resumed(form: Form, said: list[Heard]) -> None:
    talk = after(form, said)
    again = forms.resume(form, talk.last.state, talk.at)
    assert [q.path for q in again.questions] == [q.path for q in talk.last.questions]


def concludes_as_if_afresh(form: Form, said: list[Heard]) -> None:
    """Drawing only what changed comes to the same as drawing all."""
    talk = after(form, said)
    last = talk.last.state
    afresh = forms.resume(form, {**last, "begun": False}, talk.at).state
    for part in ("off", "values", "entries"):
        assert afresh.get(part) == last.get(part)
