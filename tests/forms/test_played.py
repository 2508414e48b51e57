"""A form of every kind of question, played to its end by somebody who answers as people do."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest

import forms
from forms import Form
from forms.form import Kind
from forms.layout import without_entries
from tests.forms.talk import VILLAGES, Tables
from tools.answering import Answerer, Played

EVERYTHING = Path(__file__).parent / "everything.md"


@pytest.fixture(scope="module")
def everything() -> Form:
    return forms.load(EVERYTHING)


HEADS: list[Mapping[str, str]] = [{"name": "91", "label": "91", "head": "บุญมา"}]


def played(form: Form, seed: int) -> Played:
    tables = Tables({"village": VILLAGES, "roster": HEADS})
    return Answerer(form, seed, tables, language=("th", "en")[seed % 2]).play()


@pytest.mark.parametrize("seed", range(12))
def test_a_form_of_every_kind_comes_to_its_end(everything: Form, seed: int) -> None:
    one = played(everything, seed)
    assert (one.finished, one.stuck) == (True, "")


def test_what_is_played_is_answered_wrongly_skipped_taken_back_corrected_and_kept(
    everything: Form,
) -> None:
    did = sum((played(everything, seed).did for seed in range(12)), Counter())
    assert all(did[what] for what in ("right", "wrong", "skip", "back", "edit", "kept"))


def test_every_row_of_it_is_answered_by_somebody(everything: Form) -> None:
    told = {key for seed in range(24) for key in played(everything, seed).answers}
    found = [everything.find(without_entries(key)) for key in told]
    kinds = (Kind.QUESTION, Kind.HIDDEN)
    rows = {item.key for item in everything.items if item.kind in kinds}
    assert rows == {item.key for item in found if item is not None}


@pytest.mark.parametrize("seed", range(4))
def test_what_is_sent_holds_every_rule(everything: Form, seed: int) -> None:
    found = played(everything, seed).answers
    assert 18 <= found["age"] <= 99
    assert found["issues"] == len({key.split("/")[0] for key in found if key.startswith("issue[")})
    assert found["instanceName"] == f"{found['who']} {found['issues']}"
    assert sum(1 for key in found if key.endswith("/named")) == found.get("people", 0)
    assert (found["village"] == "91") == (found.get("head") == "บุญมา")


def test_every_answer_belongs_to_a_question_of_the_form(everything: Form) -> None:
    assert {without_entries(key) for key in played(everything, 3).answers} <= {
        *everything.by_key,
        *everything.by_name,
    }


def test_the_state_of_a_played_form_is_plain_json(everything: Form) -> None:
    one = played(everything, 5)
    again = json.loads(json.dumps(one.state))
    assert forms.answers(everything, again) == one.answers
