"""The catalogue of words that always work."""

from __future__ import annotations

from collections import Counter

import pytest

from base.i18n import LANGUAGES, catalogue
from bot.dialogue.words import _plain
from tests.handlers.conftest import Named

# A bare word of skipping; what is a note where an announcement was said last is thanks elsewhere.
INSIDE_OTHERS = {"words.bare_skip", "words.nod", "words.noted"}


def test_no_word_means_two_things() -> None:
    keys = [key for key in catalogue("words", "th") if key not in INSIDE_OTHERS]
    words = {
        (key, _plain(word))
        for language in LANGUAGES
        for key in keys
        for word in catalogue("words", language)[key].split("|")
    }
    counted = Counter(word for _, word in words)
    assert [word for word, number in counted.items() if number > 1] == []


def test_no_word_is_only_politeness() -> None:
    words = [
        w for one in LANGUAGES for text in catalogue("words", one).values() for w in text.split("|")
    ]
    assert [word for word in words if not _plain(word)] == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("เมนูครับ", "เลือกได้เลยค่ะ"),
        ("MENU please", "เลือกได้เลยค่ะ"),
        ("ช่วยเหลือหน่อยค่ะ", "พูดกับเราได้"),
        ("talk to a person", "พิมพ์ พูด หรือส่งรูปไว้ตรงนี้"),
        ("my data", "ยังไม่ได้ลงชื่อค่ะ"),
        ("delete my data", "ลบเลยไหมคะ"),
        ("stop notifications", "เฉพาะเรื่องด่วน"),
        ("cancel", "ไม่มีอะไรค้างอยู่"),
        ("back", "ไม่มีอะไรค้างอยู่"),
        ("skip", "ไม่มีอะไรค้างอยู่"),
        ("ทำต่อจ้า", "ไม่มีอะไรทำค้างไว้"),
    ],
)
def test_words_that_always_work(people: Named, text: str, said: str) -> None:
    chat = people("friend")
    chat.say(text)
    assert any(said in answer for answer in chat.answers())
