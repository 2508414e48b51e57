"""Every sentence the engine may say exists in Thai and in English."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import forms
from base.i18n import catalogue
from forms.check import UNSUPPORTED
from forms.faults import Fault
from forms.named import Medium

ROOT = Path(forms.__file__).parent
# Put together from the kind of file that a form names: forms/named.py, handlers/bringing.
OF_FILES = {f"{what}_{one.value}" for what in ("lacks", "unusable") for one in Medium}
SOURCES = "\n".join(path.read_text("utf-8") for path in ROOT.rglob("*.py"))


@pytest.mark.parametrize("language", ["th", "en"])
def test_every_key_named_in_the_code_has_a_sentence(language: str) -> None:
    named = set(re.findall(r'"(forms\.(?:\w+\.)?\w+)"', SOURCES))
    keys = catalogue("forms", language).keys()
    modules = {f"forms.{path.stem}" for path in ROOT.rglob("*.py")}
    assert {key for key in named if key not in modules} - keys == set()


@pytest.mark.parametrize("prefix", ["forms.wrong.", "forms.fault."])
def test_every_code_has_a_sentence_in_both_languages(prefix: str) -> None:
    thai, english = (
        {key for key in catalogue("forms", tongue) if key.startswith(prefix)}
        for tongue in ("th", "en")
    )
    assert thai == english
    unused = {k for k in thai if f'"{k}"' not in SOURCES}
    codes = {key.removeprefix(prefix) for key in unused}
    assert {code for code in codes if f'"{code}"' not in SOURCES} - OF_FILES == set()


@pytest.mark.parametrize("code", sorted(OF_FILES))
def test_every_file_that_lacks_or_cannot_be_used_has_a_sentence(code: str) -> None:
    assert f"forms.fault.{code}" in catalogue("forms", "th")


def test_every_fault_has_a_way_out() -> None:
    keys = catalogue("forms", "th").keys()
    codes = {key.removeprefix("forms.fault.") for key in keys if key.startswith("forms.fault.")}
    ways = {key.removeprefix("forms.way.") for key in keys if key.startswith("forms.way.")}
    assert codes - ways == set()
    assert {way for way in ways - codes if way.rpartition(".")[0] not in codes} == set()


def test_a_way_out_of_a_type_stands_only_where_the_type_is_refused() -> None:
    own = "forms.way.unsupported_type."
    types = {key.removeprefix(own) for key in catalogue("forms", "th") if key.startswith(own)}
    assert types - UNSUPPORTED == set()


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize("kind", sorted(UNSUPPORTED))
def test_every_refused_type_is_told_with_a_way_out(kind: str, language: str) -> None:
    fault = Fault("survey", 2, "type", "unsupported_type", {"type": kind})
    assert kind in fault.in_language(language)
    assert fault.way(language)
