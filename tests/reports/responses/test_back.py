"""What was answered can be read from the file again, whatever kind of file it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import forms
from forms import Form
from forms.value import as_text
from reports.responses import Format, Response
from tests.forms.talk import VILLAGES, Tables
from tests.reports.responses.samples import form, made, plan_of, response
from tools.answering import Answerer
from tools.reading_back import answers_of

EVERYTHING = Path(__file__).parents[2] / "forms" / "everything.md"
SEEDS = range(8)
NASTY = (
    *("=1+1", "+66 81", "-5", "@SUM(A1)", "\t=1", "'=1", "''-1", " =1", "＝1+1", "'ok", "#N/A"),
    *("น้ำ\nไฟ", "a,b;c", '"quoted"', "  space  ", "0812345678", "2026-07-13", "TRUE", "1e3", "💧"),
)


@pytest.fixture(scope="module")
def everything() -> Form:
    return forms.load(EVERYTHING)


@pytest.fixture(scope="module")
def played(everything: Form) -> list[Response]:
    tables = Tables({"village": VILLAGES})
    every = (Answerer(everything, seed, tables).play() for seed in SEEDS)
    return [response(one.answers, id=f"r{n}") for n, one in enumerate(every)]


@pytest.mark.parametrize("kind", Format)
def test_a_played_form_is_read_back_into_the_same_answers(
    everything: Form, played: list[Response], kind: Format, tmp_path: Path
) -> None:
    plan = plan_of(everything, personal=True)
    target, _ = made(plan, tmp_path, *played, kind=kind)
    found = answers_of(plan, everything, target)
    if kind is Format.CSV:  # there a computed 2 and a computed '2' are the same
        computed = [one.name for one in everything.items if one.calculation is not None]
        played = [replace(one, answers=_as_text(one.answers, computed)) for one in played]
    assert found == [one.answers for one in played]


def _as_text(answers: Mapping[str, Any], names: list[str]) -> dict[str, Any]:
    return {
        key: as_text(value) if key.rpartition("/")[2] in names else value
        for key, value in answers.items()
    }


def test_no_answer_of_a_played_form_is_without_a_column(
    everything: Form, played: list[Response], tmp_path: Path
) -> None:
    _, told = made(plan_of(everything), tmp_path, *played)
    assert (told.strange, told.cut) == (0, 0)


@pytest.mark.parametrize("kind", Format)
@pytest.mark.parametrize("text", NASTY)
def test_words_come_back_as_they_were_typed(kind: Format, text: str, tmp_path: Path) -> None:
    asked = form("| type | name | label |\n| text | said | ว่าไงคะ |")
    plan = plan_of(asked)
    target, _ = made(plan, tmp_path, response({"said": text}), kind=kind)
    assert answers_of(plan, asked, target) == [{"said": text}]
