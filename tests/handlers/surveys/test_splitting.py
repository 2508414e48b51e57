"""What is stored without a name, and what stays apart from it."""

from __future__ import annotations

import pytest

import forms
from forms import Form, FormRefused
from handlers.surveys.service import BUILT_IN, anonymous_keys, built_in
from handlers.surveys.splitting import split


def form(*rows: str, settings: str = "") -> Form:
    head = "| survey |\n| | type | name | label | relevant | calculation | wethi::anonymous |\n"
    return forms.load(head + "\n".join(f"| | {row} |" for row in rows) + settings)


def test_an_answer_that_is_marked_stands_without_a_name() -> None:
    loaded = form("text | a | A | | | ", "integer | trust | T | | | yes")
    assert split(loaded, {"a": "x", "trust": 4}) == ({"a": "x"}, {"trust": 4})


def test_whatever_reads_it_does_so_too_for_it_would_tell() -> None:
    loaded = form(
        "integer | trust | T | | | yes",
        "text | why | W | ${trust} < 3 | | ",
        "calculate | doubled | | | ${trust} * 2 | ",
        "text | other | O | | | ",
    )
    assert anonymous_keys(loaded) == {"trust", "why", "doubled"}


def test_a_form_may_be_nobodys_as_a_whole() -> None:
    settings = "\n| settings |\n| | form_id | wethi::anonymous |\n| | x | yes |\n"
    loaded = form("text | a | A | | | ", settings=settings)
    assert split(loaded, {"a": "x"}) == ({}, {"a": "x"})


def test_a_form_that_names_its_answers_after_a_nameless_one_does_so_without_a_name() -> None:
    settings = "\n| settings |\n| | form_id | instance_name |\n| | x | ${trust} |\n"
    loaded = form("text | a | A | | | ", "integer | trust | T | | | yes", settings=settings)
    named, nobodys = split(loaded, {"a": "x", "trust": 4, "instanceName": "4"})
    assert (named, nobodys) == ({"a": "x"}, {"trust": 4, "instanceName": "4"})


def test_a_misspelt_level_is_refused() -> None:
    rows = "| survey |\n| | type | name | label | wethi::level |\n| | text | a | A | five |"
    with pytest.raises(FormRefused) as refused:
        forms.load(rows)
    assert [fault.code for fault in refused.value.faults] == ["unknown_level"]


@pytest.mark.parametrize("key", BUILT_IN)
def test_built_in_forms_are_short_and_in_two_languages(key: str) -> None:
    loaded = built_in(key).form
    assert len(loaded.questions) <= 12
    assert set(loaded.languages) == {"th", "en"}


# How somebody gets on with LINE, who answers, and in which language: asked, and no result.
UNMEASURED = {"T0": {"line"}, "C": {"helper", "tongue"}}


@pytest.mark.parametrize("key", BUILT_IN)
def test_every_question_says_what_it_measures(key: str) -> None:
    levels = {item.name: item.level for item in built_in(key).form.questions}
    assert {name for name, level in levels.items() if not level} == UNMEASURED.get(key, set())


@pytest.mark.parametrize(
    ("key", "measured"),
    [("T0", {2, 3}), ("T1", {1, 2, 3}), ("T2", {2, 3}), ("T3", {3}), ("T4", {2, 3, 4}), ("C", {4})],
)
def test_each_wave_measures_what_can_be_seen_by_then(key: str, measured: set[int]) -> None:
    assert {item.level for item in built_in(key).form.questions} - {0} == measured
