"""Thai and English say the same things, and never the same words."""

from __future__ import annotations

from collections import Counter, defaultdict

import pytest
import regex

from base.i18n import LANGUAGES
from tests.locales.texts import FORMS, catalogue, domains, form_texts, placeholders, written_keys

THAI, ENGLISH = catalogue("th"), catalogue("en")
MERELY_DATA = regex.compile(r"(\{\w+\}|\$\{\w+\}|[\W\d_])*")


def test_both_languages_have_the_same_catalogues() -> None:
    assert domains("th") == domains("en")


def test_both_languages_have_the_same_keys() -> None:
    assert set(THAI) ^ set(ENGLISH) == set()


def test_both_languages_want_the_same_values() -> None:
    differ = [
        key for key in THAI if placeholders(THAI[key]) != placeholders(ENGLISH.get(key, THAI[key]))
    ]
    assert differ == []


def test_no_english_is_the_thai() -> None:
    same = [key for key, text in THAI.items() if ENGLISH.get(key, "").strip() == text.strip()]
    assert [key for key in same if not MERELY_DATA.fullmatch(THAI[key])] == []


def test_no_english_has_thai_letters() -> None:
    assert [key for key, text in ENGLISH.items() if regex.search(r"\p{Thai}", text)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_empty(language: str) -> None:
    assert [key for key, text in catalogue(language).items() if text == ""] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_key_stands_once_and_in_the_catalogue_it_names(language: str) -> None:
    written = written_keys(language)
    assert [one for one, times in Counter(written).items() if times > 1] == []
    assert [(domain, key) for domain, key in written if key.partition(".")[0] != domain] == []


@pytest.mark.parametrize("path", FORMS, ids=lambda path: f"{path.parent.parent.name}/{path.stem}")
def test_every_text_of_a_form_stands_in_both_languages(path: object) -> None:
    languages = defaultdict(set)
    for text in form_texts(path):  # type: ignore[arg-type]
        languages[text.key].add(text.language)
    assert {key: found for key, found in languages.items() if found != {"th", "en"}} == {}


@pytest.mark.parametrize("path", FORMS, ids=lambda path: f"{path.parent.parent.name}/{path.stem}")
def test_no_english_of_a_form_is_the_thai(path: object) -> None:
    by_key: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for text in form_texts(path):  # type: ignore[arg-type]
        by_key[text.key][text.language] = text.text
    same = [key for key, two in by_key.items() if two.get("th") == two.get("en")]
    assert [key for key in same if not MERELY_DATA.fullmatch(by_key[key].get("th", ""))] == []
