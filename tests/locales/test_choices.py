"""What a form offers by itself can be typed: a word that always works is heard before any form."""

from __future__ import annotations

import pytest

from base.i18n import LANGUAGES
from bot.dialogue.words import means
from tests.locales.texts import catalogue

ALWAYS = [key.removeprefix("words.") for key in catalogue("th") if key.startswith("words.")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_choice_of_a_form_is_a_word_that_always_works(language: str) -> None:
    labels = {
        key: text for key, text in catalogue(language).items() if key.startswith("forms.choice.")
    }
    heard = [
        f"{key} {word}" for key, text in labels.items() for word in ALWAYS if means(text, word)
    ]
    assert labels
    assert heard == []
