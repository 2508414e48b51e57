"""Sentences by key."""

from __future__ import annotations

import pytest

from base.i18n import LANGUAGES, MissingSentence, catalogue, say


def test_a_sentence_is_said_in_the_language_asked_for() -> None:
    assert say("chat.back", "th") == catalogue("chat", "th")["chat.back"]
    assert say("chat.back", "en") == catalogue("chat", "en")["chat.back"]
    assert say("chat.back", "en") != say("chat.back", "th")


def test_thai_is_said_where_a_language_is_not_known() -> None:
    assert say("chat.back", "km") == say("chat.back", "th")


def test_values_stand_where_the_sentence_wants_them() -> None:
    sentence = catalogue("forms", "en")["forms.choice.new"]
    assert say("forms.choice.new", "en", text="หวาย") == sentence.replace("{text}", "หวาย")


def test_what_a_person_typed_is_not_read_as_a_placeholder() -> None:
    assert "{0} {text} {" in say("forms.choice.new", "th", text="{0} {text} {")


@pytest.mark.parametrize("key", ["chat.no_such_sentence", "nowhere.at_all", "", "."])
def test_a_key_without_a_sentence_is_a_fault_of_the_program(key: str) -> None:
    with pytest.raises(MissingSentence):
        say(key, "th")


def test_both_languages_have_catalogues() -> None:
    assert all(catalogue("chat", language) for language in LANGUAGES)
