"""Other ways to say a choice (`wethi::also`), and numbers that are spelt."""

from __future__ import annotations

import pytest

from forms import FormRefused
from handlers.surveys.service import built_in
from tests.forms.talk import Talk, form

STUCK = r"""
| choices |
| | list_name | name | label | wethi::also |
| | stuck | time | 1 ไม่มีเวลา | ไม่ว่าง |
| | stuck | money | 2 ไม่มีงบ | |
| | stuck | unsure | 3 ยังไม่มั่นใจ | ไม่กล้าพูด\|เขิน |
| | stuck | nothing | 4 ไม่ติดอะไร | ไม่มี |
"""


def stuck(kind: str = "select_one stuck or_other") -> Talk:
    return Talk(form(f"type | name | label |\n{kind} | t | อะไรติดขัดคะ |", more=STUCK))


@pytest.mark.parametrize("said", ["ไม่กล้าพูดหน้าคนเยอะๆ", "ไม่กล้าพูดค่ะ", "เขิน"])
def test_another_way_to_say_a_choice_is_asked_back_with_its_number(said: str) -> None:
    asked = stuck().types(said).asked
    assert asked.text == "ใกล้กับข้อ 3 ยังไม่มั่นใจ ใช่ไหมคะ"
    assert [one.label for one in asked.choices] == ["ใช่ ข้อ 3", "จดตามที่พิมพ์", "ไม่ใช่"]


@pytest.mark.parametrize("said", ["ใช่", "ใช่ ข้อ 3", "3", "สาม", "ยังไม่มั่นใจ"])
def test_it_is_confirmed_by_its_button_or_its_number(said: str) -> None:
    assert stuck().types("ไม่กล้าพูดหน้าคนเยอะๆ", said).answers == {"t": "unsure"}


def test_the_very_word_goes_before_labels_that_only_begin_so() -> None:
    assert stuck().types("ไม่มี").choices[:3] == ["nothing", "time", "money"]


def test_a_short_word_inside_a_longer_one_says_nothing() -> None:
    assert "nothing" not in stuck().types("ไม่มีรถไปส่งคนแก่").choices


def test_several_hear_it_too() -> None:
    talk = stuck("select_multiple stuck").types("ไม่ว่าง").types("ใช่")
    assert talk.answers == {"t": ["time"]}


@pytest.mark.parametrize(("said", "found"), [("สาม", "unsure"), ("ข้อสองค่ะ", "money")])
def test_a_number_may_be_spelt(said: str, found: str) -> None:
    assert stuck().types(said).answers == {"t": found}


def test_a_word_that_a_label_says_is_no_number() -> None:
    more = (
        "| choices |\n| | list_name | name | label |\n| | h | a | 1 ไม่เคย |\n| | h | b | 2 หนึ่งครั้ง |"
    )
    asked = Talk(form("type | name | label |\nselect_one h | t | T |", more=more)).types("หนึ่ง")
    assert asked.asked.text == "ใกล้กับข้อ 2 หนึ่งครั้ง ใช่ไหมคะ"


def held() -> Talk:
    """The survey of the third month, where no forum was reported."""
    return Talk(built_in("T3").form)


@pytest.mark.parametrize(
    ("said", "offered"),
    [
        ("หนึ่งค่ะ", ["1", "0"]),
        ("สอง", ["2", "planned"]),
        ("สี่", ["2"]),
        ("2 ครั้ง", ["2"]),
        ("1 ครั้ง", ["1"]),
    ],
)
def test_a_spelt_number_that_may_be_a_count_is_asked_back(said: str, offered: list[str]) -> None:
    assert held().types(said).choices == [*offered, "wethi:none"]


def test_with_its_word_it_is_the_number_in_the_list() -> None:
    assert held().types("ข้อสอง").answers["forums_held"] == "planned"


@pytest.mark.parametrize("said", ["หมดแล้ว", "แก้ได้หมดแล้วค่ะ", "หมด", "ทุกเรื่อง"])
def test_all_is_solved_may_be_said_in_other_words(said: str) -> None:
    talk = Talk(built_in("T4").form).types("3", said)
    assert talk.choices[0] == "all"


@pytest.mark.parametrize("said", ["1", "๕", "ห้า", "สามค่ะ"])
def test_a_scale_of_a_built_in_survey_hears_figures_and_words(said: str) -> None:
    talk = Talk(form("type | name | label |\nrange | t | T |")).types(said)
    assert talk.answers == {"t": {"1": 1, "๕": 5}.get(said, 5 if said == "ห้า" else 3)}


def test_the_words_are_no_column_of_the_choices() -> None:
    found = form("type | name | label |\nselect_one stuck | t | T |", more=STUCK)
    assert found.items[0].options is not None
    assert found.items[0].options.also["unsure"] == ("ไม่กล้าพูด", "เขิน")


def test_a_misspelt_column_of_the_choices_is_refused() -> None:
    with pytest.raises(FormRefused) as refused:
        form(
            "type | name | label |\nselect_one stuck | t | T |", more=STUCK.replace("also", "alsoo")
        )
    assert {one.code for one in refused.value.faults} == {"unsupported_column"}
