"""What pyxform warns of is told in the language of whoever wrote the form."""

from __future__ import annotations

import pytest

from base.i18n import LANGUAGES, catalogue
from forms.cautions import _KNOWN, cautions
from tests.forms.talk import form

TWO = "type | name | label::{0} | label::{1} |\ntext | a | ก | A |"
CHOICES = "\n| choices |\n| | list_name | name | {0} |\n| | l | x | {1} |"
PICK = "type | name | label |\nselect_one l | a | A |"
WARNED = [
    ("type | name | label::th | label::en | hint::th |\ntext | a | ก | A | ข |", "",
     "untranslated"),
    ("type | name | label | label::en |\ntext | a | ก | A |\ntext | b | ข | B |", "", ""),
    (TWO.format("th", "ชอง"), "", "no_code"),
    (PICK, CHOICES.format("label", ""), "no_label"),
    (PICK, CHOICES.format("label | my notes", "X | n"), "bad_header"),
    ("type | name | label |\ntext | a | A |\ntext | A | B |", "", "same_but_for_case"),
    ("type | name | label |\nbegin_repeat | r | |\ntext | a | A |\nend_repeat | | |", "",
     "repeat_without_label"),
    ("type | name | label | disabled |\ntext | a | A | no |", "", "disabled"),
    ("type | name | label |\ntext | a | A |",
     "\n| settings |\n| | form_id | id_string |\n| | a | b |", "two_ids"),
    ("type | name | label |\ntext | a | A |", "\n| setings |\n| | form_title |\n| | F |", "like"),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "more", "code"), WARNED)
def test_each_warning_is_known_by_what_it_is_about(rows: str, more: str, code: str) -> None:
    assert [one.code for one in form(rows, more=more).cautions] == [code] * bool(code)


def test_a_warning_names_the_row_and_column_to_look_at() -> None:
    made = form(PICK, more=CHOICES.format("label", ""))
    assert made.cautions[0].told("th").startswith("choices แถว 2, label: ตัวเลือกนี้ไม่มีป้าย")


def test_what_means_nothing_in_a_chat_is_not_told() -> None:
    rows = "type | name | label::th | label::en |\nimage | a | ก | A |"
    assert form(rows).cautions == ()


def test_a_warning_that_nobody_foresaw_is_told_in_its_own_words() -> None:
    (found,) = cautions(["[row : 7] Something new."])
    assert found.told("en") == "survey row 7: pyxform warns: Something new."


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_kind_of_warning_has_its_sentence(language: str) -> None:
    codes = {code for _, code, _, _ in _KNOWN if code} | {"other", "untranslated_plain"}
    assert {f"forms.caution.{code}" for code in codes} <= set(catalogue("forms", language))
