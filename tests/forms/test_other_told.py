"""«Other» is one question to whoever answers: counted once, and told once."""

from __future__ import annotations

import forms
from tests.forms.talk import YES_NO, Talk, form, settings

ASKED = """
type | name | label |
select_one yn or_other | a | ติดขัด |
text | b | อื่นใด |
"""


def talk() -> Talk:
    return Talk(form(ASKED, more=YES_NO + settings(**{"wethi::progress": "yes"})))


def places(at: Talk) -> tuple[int, int]:
    return at.asked.position, at.asked.total


def test_the_count_does_not_jump_when_its_words_are_asked() -> None:
    begun = talk()
    assert places(begun) == (1, 2)
    assert places(begun.taps("other")) == (1, 2)
    assert places(begun.types("ฝนตก")) == (2, 2)


def test_its_words_stand_once_in_the_review_and_can_be_corrected() -> None:
    told = talk().taps("other").types("ฝนตก", "x")
    assert told.asked.extras["summary"] == "ติดขัด: ฝนตก\nอื่นใด: x"
    assert told.choices == ["a", "a_other", "b"]


def test_and_once_where_the_answers_are_looked_at_again() -> None:
    told = talk().taps("other").types("ฝนตก")
    lines = forms.summary(told.form, told.last.state, told.at)
    assert lines == [("a", "ติดขัด", "ฝนตก")]
