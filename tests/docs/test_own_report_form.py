"""The form that docs/howto/own-report-form.md shows works in place of the report's own."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

import forms
from base.settings import ROOT
from forms.question import Heard, HeardKind, Json
from handlers.report.reading import READERS
from handlers.report.room import filled_from
from tests.forms.talk import Tables, now

PAGE = ROOT / "docs" / "howto" / "own-report-form.md"
PLACES: dict[str, list[Mapping[str, str]]] = {
    "district": [{"name": "3206", "label": "กาบเชิง"}],
    "subdistrict": [{"name": "320601", "label": "กาบเชิง", "district": "3206"}],
    "village": [{"name": "32060194", "label": "บ้านโนนสมมุติ", "subdistrict": "320601"}],
}
SAID = ("กาบเชิง", "กาบเชิง", "บ้านโนนสมมุติ", "เมื่อวาน", "54", "น้ำประปา")
AT = replace(now(), rows=Tables(PLACES))
TOLD_BEFORE: dict[str, Json] = {
    "heard": "yes",
    "spot": "here",
    "held_on": "2026-07-12",
    "total": 54,
}


@pytest.fixture
def form() -> forms.Form:
    found = re.search(r"```\n( *\| survey \|.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert found is not None
    return forms.load(textwrap.dedent(found[1]), readers=READERS)


def test_its_answers_make_a_report(form: forms.Form) -> None:
    step = forms.start(form, AT)
    for words in SAID:
        step = forms.step(form, step.state, Heard(HeardKind.TEXT, words), AT)
    for kind in (HeardKind.SKIP, HeardKind.SEND):
        step = forms.step(form, step.state, Heard(kind), AT)
    assert step.finished
    filled = filled_from(forms.answers(form, step.state))
    assert (filled.held_on, filled.village_code) == (date(2026, 7, 12), "32060194")
    assert (filled.total, filled.topic) == (54, "น้ำประปา")


def test_what_was_told_before_is_not_asked_and_strange_names_are_passed_over(
    form: forms.Form,
) -> None:
    step = forms.start(form, AT, TOLD_BEFORE)
    for words in SAID[:3]:
        step = forms.step(form, step.state, Heard(HeardKind.TEXT, words), AT)
    assert [question.name for question in step.questions] == ["topic"]
