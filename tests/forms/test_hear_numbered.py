"""Labels that carry their own numbers: a typed number is the one that is read."""

from __future__ import annotations

import pytest

from tests.forms.talk import Talk, form

SURE = """
| choices |
| | list_name | name | label |
| | conf | 1 | 1 ไม่มั่นใจเลย |
| | conf | 2 | 2 |
| | conf | 3 | 3 กลาง ๆ |
| | conf | 4 | 4 |
| | conf | 5 | 5 มั่นใจมาก |
"""
STUCK = """
| choices |
| | list_name | name | label |
| | stuck | time | 1 ไม่มีเวลา |
| | stuck | few | 2 คนมาน้อย |
| | stuck | money | 3 ไม่มีงบ |
| | stuck | unsure | 4 ยังไม่มั่นใจ |
"""


def sure(kind: str = "select_one conf") -> Talk:
    asked = f"type | name | label |\n{kind} | t | มั่นใจแค่ไหนคะ |"
    return Talk(form(asked, more=SURE)).types("มั่นใจ")


def stuck() -> Talk:
    asked = "type | name | label |\nselect_one stuck or_other | t | อะไรติดขัดคะ |"
    return Talk(form(asked, more=STUCK)).types("ไม่มี")


def test_words_that_may_be_two_of_them_offer_both() -> None:
    assert sure().choices == ["5", "1", "wethi:none"]


@pytest.mark.parametrize("said", ["2", "๒", "ข้อ 2"])
def test_a_number_of_the_list_is_that_choice_though_it_was_not_offered(said: str) -> None:
    assert sure().types(said).answers == {"t": "2"}


@pytest.mark.parametrize("said", ["5", "1"])
def test_a_number_that_was_offered_is_the_choice_that_carries_it(said: str) -> None:
    assert sure().types(said).answers == {"t": said}


def test_a_number_beside_the_list_is_no_place_among_the_offered() -> None:
    asked = sure().types("9").asked
    assert (asked.wrong, len(asked.choices)) == (1, 5)


def test_beside_the_words_as_typed_a_number_is_still_the_list_s() -> None:
    assert stuck().choices == ["time", "money", "wethi:typed", "wethi:none"]
    assert stuck().types("3").answers == {"t": "money"}
    assert stuck().types("2").answers == {"t": "few"}


def test_of_several_the_number_joins_what_was_tapped() -> None:
    asked = "type | name | label |\nselect_multiple conf | t | ข้อไหนบ้างคะ |"
    talk = Talk(form(asked, more=SURE)).taps("4").types("มั่นใจ").types("2")
    assert talk.answers == {"t": ["4", "2"]}


@pytest.mark.parametrize("said", ["1", "2"])
def test_the_place_that_was_named_is_the_one_that_is_typed(said: str) -> None:
    plain = "| choices |\n| | list_name | name | label |\n| | p | a | บ่อน้ำ |\n| | p | b | ถนนชำรุด |"
    talk = Talk(form("type | name | label |\nselect_one p | t | T |", more=plain)).types("ถนน")
    assert "ข้อ 2" in talk.asked.text
    assert talk.types(said).answers == {"t": "b"}


def test_a_number_that_is_the_answer_itself_is_no_place() -> None:
    talk = Talk(form("type | name | label |\ninteger | n | กี่คนคะ |")).types("5-6 คน")
    assert talk.choices == ["5", "6"]
    assert talk.types("2").answers == {"n": 2}
