"""forms/README.md tells of everything the engine has and refuses."""

from __future__ import annotations

import re

from base.settings import ROOT
from forms.check import UNSUPPORTED
from forms.expressions.forms_of_call import SPECIAL
from forms.expressions.functions import FUNCTIONS
from forms.question import QuestionType

PAGE = (ROOT / "forms" / "README.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^## (.+?)\n(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL))


def words(section: str) -> set[str]:
    return {word for code in re.findall(r"`([^`]+)`", SECTIONS[section]) for word in code.split()}


def test_every_function_stands_in_the_table() -> None:
    assert (FUNCTIONS.keys() | SPECIAL.keys()) - words("Functions") == set()


def test_every_refused_type_stands_in_the_table() -> None:
    told = {word.lower() for word in words("Question types")}
    assert UNSUPPORTED - told == set()


def test_every_type_that_can_be_asked_stands_in_the_table() -> None:
    ours = {QuestionType.REVIEW}
    told = {word.lower() for word in words("Question types")}
    assert {kind.value.lower() for kind in QuestionType if kind not in ours} - told == set()
