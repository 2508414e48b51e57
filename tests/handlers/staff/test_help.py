"""What an officer may type stands in the help of officers, word for word, in both languages."""

from __future__ import annotations

import pytest

from base.i18n import LANGUAGES, say

SAID = ("see", "write", "forms", "surveys", "tell")
WORDS = (
    *("words.survey", "words.announce", "words.plan", "words.report_for"),
    *("bringing.words_send", "bringing.words_list", "bringing.words_record"),
    *("exporting.words", "exporting.report_words", "staff.report_words", "words.give_back"),
)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", WORDS)
def test_each_word_of_an_officer_stands_in_their_help(key: str, language: str) -> None:
    told = " ".join(say(f"staff.how_to_{one}", language) for one in SAID).casefold()
    assert any(word in told for word in say(key, language).casefold().split("|"))
