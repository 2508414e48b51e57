"""Validators on their own."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.validate import Rules, check
from simulator.validate.actions import TEMPLATE, action
from simulator.validate.count import graphemes, utf16
from simulator.validate.urls import is_loopback

RULES = Rules()


def _names() -> st.SearchStrategy[str]:
    known = "type text contents layout action label data body hero url uri items template columns"
    return st.sampled_from(known.split()) | st.text(max_size=5)


SCRAPS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_names(), inner, max_size=5),
    max_leaves=25,
)


def _known(kind: str) -> st.SearchStrategy[dict[str, Any]]:
    return st.dictionaries(_names(), SCRAPS, max_size=6).map(lambda found: {**found, "type": kind})


@given(st.text())
def test_units_are_those_of_utf16(words: str) -> None:
    assert utf16(words) == sum(2 if ord(letter) > 0xFFFF else 1 for letter in words)


@given(st.text(alphabet="กขคงจ", max_size=30))
def test_marks_above_and_below_are_not_counted(letters: str) -> None:
    marked = "".join(letter + "ี่" for letter in letters)
    assert graphemes(marked) == len(letters)


@given(st.text(alphabet=st.characters(max_codepoint=0x7F), max_size=60))
def test_the_short_way_for_ascii_counts_as_the_long_one(words: str) -> None:
    with_thai = graphemes(words + "ก")
    assert graphemes(words) == with_thai - 1


@settings(max_examples=100)
@given(SCRAPS | st.lists(st.sampled_from(["flex", "template", "text"]).flatmap(_known), max_size=5))
def test_whatever_comes_is_judged_and_never_crashes(messages: object) -> None:
    verdict = check(messages, RULES)
    if verdict.refusal is not None:
        json.dumps(verdict.refusal.details)
        assert verdict.refusal.message


@settings(max_examples=100)
@given(_known("bubble") | _known("carousel") | SCRAPS)
def test_whatever_flex_comes_is_judged_and_never_crashes(contents: object) -> None:
    flex = {"type": "flex", "altText": "x", "contents": contents}
    verdict = check([flex], RULES)
    assert verdict.refusal is None or verdict.refusal.message


@given(st.integers(0, 6))
def test_one_to_five_messages(number: int) -> None:
    refused = check([{"type": "text", "text": "x"}] * number, RULES).refusal
    assert (refused is None) == (1 <= number <= 5)


@pytest.mark.parametrize(
    ("url", "here"),
    [
        ("http://127.0.0.1:8000/x", True),
        ("http://127.9.9.9/", True),
        ("http://[::1]/", True),
        ("http://localhost/", True),
        ("http://127.0.0.1.example.com/", False),
        ("http://10.0.0.1/", False),
        ("http://[broken/", False),
    ],
)
def test_this_machine_is_known(url: str, here: bool) -> None:
    assert is_loopback(url) is here


@pytest.mark.parametrize("bad", [None, "x", [], {"label": "ก"}])
def test_what_is_no_action_is_told(bad: object) -> None:
    assert list(action(bad, ("action",), TEMPLATE))


def test_a_nest_without_bottom_is_judged_and_never_crashes() -> None:
    contents: dict[str, object] = {"type": "bubble"}
    for _ in range(3_000):
        contents = {"type": "bubble", "body": contents}
    refusal = check([{"type": "flex", "altText": "x", "contents": contents}], RULES).refusal
    assert refusal is not None
    assert {"message": "too deeply nested", "property": "/"} in refusal.details
