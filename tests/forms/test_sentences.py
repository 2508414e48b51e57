"""Every sentence the engine may say exists in Thai and in English."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import forms
from base.i18n import catalogue

ROOT = Path(forms.__file__).parent
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
    assert {k for k in unused if f'"{k.removeprefix(prefix)}"' not in SOURCES} == set()
