"""Translations: labels, hints, messages and choices in the person's language."""

from __future__ import annotations

from dataclasses import replace

import pytest

from forms.languages import code_of
from tests.forms.talk import Talk, form, now

BOTH = """
type | name | label::ไทย (th) | label::English (en) | hint::ไทย (th) | constraint |\
 constraint_message::ไทย (th) | constraint_message::English (en) |
select_one yn | a | มีไหมคะ | Any? | แตะเลือก | | | |
integer | b | กี่คนคะ | How many? | | . > 0 | มากกว่า 0 ค่ะ | More than 0 |
"""
CHOICES = """
| choices |
| | list_name | name | label::ไทย (th) | label::English (en) |
| | yn | y | มี | Yes |
| | yn | n | ไม่มี | |
"""


def talk(language: str) -> Talk:
    return Talk(form(BOTH, more=CHOICES), replace(now(), language=language))


def test_questions_and_choices_speak_the_persons_language() -> None:
    asked = talk("en").asked
    assert (asked.text, asked.choices[0].label) == ("Any?", "Yes")


def test_what_is_not_translated_is_said_in_the_default_language() -> None:
    asked = talk("en").asked
    assert (asked.choices[1].label, asked.hint) == ("ไม่มี", "แตะเลือก")


def test_an_unknown_language_hears_the_default_one() -> None:
    assert talk("km").asked.text == "มีไหมคะ"


def test_messages_of_constraints_are_translated() -> None:
    assert talk("en").taps("y").types("0").asked.complaint == "More than 0"
    assert talk("th").taps("y").types("0").asked.complaint == "มากกว่า 0 ค่ะ"


def test_complaints_of_our_own_are_translated() -> None:
    thai, english = (talk(one).taps("y").types("???").asked.complaint for one in ("th", "en"))
    assert thai != english


def test_a_questions_own_hint_is_said_instead_of_a_complaint_of_ours() -> None:
    assert talk("th").types("???").asked.complaint == "แตะเลือก"


def test_a_choice_can_be_typed_in_its_own_language() -> None:
    assert talk("en").types("yes").answers == {"a": "y"}


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("ไทย (th)", "th"),
        ("Thai", "th"),
        ("English", "en"),
        ("Khmer Surin (kxm)", "kxm"),
        ("lo", "lo"),
    ],
)
def test_language_names_become_codes(name: str, code: str) -> None:
    assert code_of(name) == code
