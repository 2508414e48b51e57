"""A form of every kind of question, played to its end by somebody who answers as people do."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

import forms
from forms import Form
from forms.layout import without_entries
from tests.forms.talk import VILLAGES, Tables
from tools.answering import Answerer

EVERYTHING = Path(__file__).parent / "everything.md"


@pytest.fixture(scope="module")
def everything() -> Form:
    return forms.load(EVERYTHING)


@pytest.mark.parametrize("seed", range(12))
def test_a_form_of_every_kind_comes_to_its_end(everything: Form, seed: int) -> None:
    played = Answerer(everything, seed, Tables({"village": VILLAGES})).play()
    assert (played.finished, played.stuck) == (True, "")


def test_what_is_played_is_answered_wrongly_skipped_taken_back_corrected_and_kept(
    everything: Form,
) -> None:
    every = [Answerer(everything, seed, Tables({"village": VILLAGES})).play() for seed in range(12)]
    did = sum((played.did for played in every), Counter())
    assert all(did[what] for what in ("right", "wrong", "skip", "back", "edit", "kept"))


@pytest.mark.parametrize("seed", range(4))
def test_what_is_sent_holds_every_rule(everything: Form, seed: int) -> None:
    found = Answerer(everything, seed, Tables({"village": VILLAGES})).play().answers
    assert 18 <= found["age"] <= 99
    assert found["issues"] == len({key.split("/")[0] for key in found if key.startswith("issue[")})
    assert sum(1 for key in found if key.endswith("/named")) == found.get("people", 0)


def test_every_answer_belongs_to_a_question_of_the_form(everything: Form) -> None:
    played = Answerer(everything, 3, Tables({"village": VILLAGES})).play()
    assert {without_entries(key) for key in played.answers} <= {
        *everything.by_key,
        *everything.by_name,
    }


def test_the_state_of_a_played_form_is_plain_json(everything: Form) -> None:
    played = Answerer(everything, 5, Tables({"village": VILLAGES})).play()
    again = json.loads(json.dumps(played.state))
    assert forms.answers(everything, again) == played.answers
