"""Selects: buttons, numbers, words, near words, several, other."""

from __future__ import annotations

from difflib import SequenceMatcher

import pytest

from forms import HeardKind, QuestionType
from forms.hear import matching
from forms.question import Choice
from tests.forms.talk import YES_NO, Talk, form

TOPICS = """
| choices |
| | list_name | name | label |
| | topic | water | น้ำประปา |
| | topic | road | ถนนชำรุด |
| | topic | light | ไฟฟ้าสาธารณะ |
| | topic | other_place | เรื่องของหมู่บ้านอื่น |
"""


def one(kind: str = "select_one topic") -> Talk:
    return Talk(form(f"type | name | label |\n{kind} | t | เรื่องอะไรคะ |", more=TOPICS))


def several(required: str = "") -> Talk:
    rows = (
        f"type | name | label | required |\nselect_multiple topic | t | เรื่องอะไรคะ | {required} |"
    )
    return Talk(form(rows, more=TOPICS))


@pytest.mark.parametrize(
    "said",
    ["2", "๒", "ข้อ 2", "ข้อที่ ๒", "2.", "ถนนชำรุด", "ถนนชำรุดค่ะ", " ถนนชำรุด ครับ", "road", "ROAD"],
)
def test_a_choice_can_be_typed_in_many_ways(said: str) -> None:
    assert one().types(said).answers == {"t": "road"}


TIMES = """
| choices |
| | list_name | name | label |
| | times | none | 0 ครั้ง |
| | times | once | 1 ครั้ง |
| | times | more | 2 ครั้งขึ้นไป |
"""


@pytest.mark.parametrize("said", ["1", "๑", "ข้อ 1", "1 ครั้ง", "once"])
def test_the_number_that_a_choice_itself_begins_with_is_what_is_typed(said: str) -> None:
    asked = "type | name | label |\nselect_one times | t | กี่ครั้งคะ |"
    assert Talk(form(asked, more=TIMES)).types(said).answers == {"t": "once"}


def test_so_it_is_where_several_are_chosen() -> None:
    asked = "type | name | label |\nselect_multiple times | t | กี่ครั้งคะ |"
    assert Talk(form(asked, more=TIMES)).types("๑ กับ 2").answers == {"t": ["once", "more"]}


LONG = "".join(
    f"| | far | c{number} | บ้านที่ชื่อ{word} |\n" for number, word in enumerate("กขคงจฉชซ", 1)
)


@pytest.mark.parametrize("said", ["8", "๘", "ข้อที่ ๘", "บ้านที่ชื่อซ"])
def test_of_a_long_list_what_stands_on_a_later_page_can_be_typed(said: str) -> None:
    more = f"\n| choices |\n| | list_name | name | label |\n{LONG}"
    asked = "type | name | label |\nselect_one far | t | บ้านไหนคะ |"
    assert Talk(form(asked, more=more)).types(said).answers == {"t": "c8"}


def test_a_button_is_its_choice() -> None:
    assert one().taps("light").answers == {"t": "light"}


@pytest.mark.parametrize("said", ["5", "0", "ควาย", "😀" * 50, "ถ"])
def test_what_is_no_choice_is_asked_again(said: str) -> None:
    talk = one().types(said)
    assert talk.asked.complaint
    assert talk.asked.wrong == 1


def test_a_button_of_another_question_is_refused() -> None:
    assert one().taps("yes").asked.complaint


@pytest.mark.parametrize("kind", [HeardKind.STICKER, HeardKind.IMAGE, HeardKind.LOCATION])
def test_what_is_not_words_is_refused_kindly(kind: HeardKind) -> None:
    assert one().hear(kind, "x").asked.complaint


@pytest.mark.parametrize("said", ["ถนน", "ถนนชำรด", "เรื่องถนนชำรุดมาก"])
def test_near_words_are_asked_back(said: str) -> None:
    talk = one().types(said)
    assert talk.choices[0] == "road"
    assert "ถนนชำรุด" in talk.asked.text
    assert talk.asked.wrong == 0


@pytest.mark.parametrize("yes", ["ใช่", "ใช่ค่ะ", "1", "ถนนชำรุด"])
def test_a_near_choice_can_be_confirmed_in_words(yes: str) -> None:
    assert one().types("ถนน", yes).answers == {"t": "road"}


def test_a_near_choice_can_be_confirmed_with_its_button() -> None:
    assert one().types("ถนน").taps("road").answers == {"t": "road"}


def test_a_near_choice_can_be_denied() -> None:
    talk = one().types("ถนน", "ไม่ใช่")
    assert len(talk.asked.choices) == 4
    assert (talk.asked.wrong, talk.asked.complaint) == (0, "")


def test_back_from_a_near_choice_asks_the_question_itself() -> None:
    assert len(one().types("ถนน").back().asked.choices) == 4


def test_another_answer_may_follow_a_near_one() -> None:
    assert one().types("ถนน", "น้ำประปา").answers == {"t": "water"}


def test_other_can_be_written_down_as_typed() -> None:
    talk = one("select_one topic or_other").types("หมาจรจัด")
    assert talk.choices == ["wethi:typed", "wethi:none"]
    assert talk.taps("wethi:typed").answers == {"t": "other", "t_other": "หมาจรจัด"}
    assert talk.asked.type is QuestionType.REVIEW


def test_other_asks_for_the_words_in_thai() -> None:
    talk = one("select_one topic or_other")
    assert talk.asked.choices[-1].label != "Other"
    assert talk.taps("other").name == "t_other"
    assert talk.asked.text != "Specify other."


def test_a_label_that_is_a_number_wins_over_the_place() -> None:
    scale = "| choices |\n| | list_name | name | label |\n| | n | five | 5 |\n| | n | one | 1 |\n"
    talk = Talk(form("type | name | label |\nselect_one n | t | T |", more=scale))
    assert talk.types("1").answers == {"t": "one"}


def test_buttons_toggle_until_done() -> None:
    talk = several().taps("water", "road", "water")
    assert talk.asked.selected == ("road",)
    assert talk.next().answers == {"t": ["road"]}


@pytest.mark.parametrize(
    "said", ["1 3", "๑ กับ ๓", "1,3", "ข้อ 1 และ 3", "น้ำประปา กับ ไฟฟ้าสาธารณะ", "3 1"]
)
def test_several_can_be_typed_at_once(said: str) -> None:
    assert several().types(said).answers == {"t": ["water", "light"]}


@pytest.mark.parametrize(
    "said", ["1 กับ 3 ค่ะ", "1 3 ครับ", "1,3 ครับ", "ข้อ 1 และข้อ 3 ค่ะ", "1)3)", "1. 3.", "1กับ3นะคะ"]
)
def test_several_are_read_under_their_politeness(said: str) -> None:
    assert several().types(said).answers == {"t": ["water", "light"]}


@pytest.mark.parametrize("said", ["ทุกข้อ", "ทั้งหมดค่ะ", "all"])
def test_all_of_them_may_be_said_in_a_word(said: str) -> None:
    assert several().types(said).answers["t"] == ["water", "road", "light", "other_place"]


def test_all_of_them_is_shown_first_where_nothing_is_a_choice_too() -> None:
    more = TOPICS + "| | topic | none | ไม่มี |\n"
    talk = Talk(form("type | name | label |\nselect_multiple topic | t | T |", more=more))
    talk.types("ทุกข้อ")
    assert talk.asked.selected == ("water", "road", "light", "other_place")
    assert talk.answers == {}


def test_what_was_tapped_joins_what_is_typed() -> None:
    assert several().taps("light").types("1").answers == {"t": ["water", "light"]}


def test_typing_replaces_an_earlier_answer() -> None:
    talk = several().types("1 2").edit("t").types("3")
    assert talk.answers == {"t": ["light"]}


def test_nothing_chosen_is_an_answer_unless_required() -> None:
    assert several().next().asked.type is QuestionType.REVIEW
    assert several("yes").next().asked.complaint


def test_one_unknown_word_among_several_is_not_guessed() -> None:
    talk = several().types("1 ควาย")
    assert talk.asked.complaint
    assert talk.answers == {}


def test_a_near_word_joins_what_was_tapped() -> None:
    talk = several().taps("water").types("ถนน").types("ใช่")
    assert talk.answers == {"t": ["water", "road"]}


def test_expressions_see_several_answers_separated_by_spaces() -> None:
    rows = """
    type | name | label | calculation | relevant |
    select_multiple topic | t | T | | |
    calculate | n | | count-selected(${t}) | |
    text | road | R | | selected(${t}, 'road') |
    """
    talk = Talk(form(rows, more=TOPICS)).types("1 2")
    assert (talk.name, talk.answers["n"]) == ("road", 2)


@pytest.mark.parametrize("said", ["รับทราบ", "รับทราบค่ะ", "ตกลง", "โอเค", "1", "ok"])
def test_an_acknowledgement_can_be_typed(said: str) -> None:
    talk = Talk(form("type | name | label |\nacknowledge | a | อ่านแล้วนะคะ |"))
    assert talk.types(said).answers == {"a": "OK"}


def test_an_acknowledgement_needs_agreement() -> None:
    talk = Talk(form("type | name | label |\nacknowledge | a | อ่านแล้วนะคะ |"))
    assert talk.choices == ["OK"]
    assert talk.types("อะไรนะ").asked.complaint
    assert talk.taps("OK").answers == {"a": "OK"}


def test_skipping_after_toggled_choices_were_refused_skips_them() -> None:
    rows = """
    type | name | label | constraint |
    select_multiple yn | a | A | not(selected(., 'y') and selected(., 'n')) |
    text | b | B | |
    """
    talk = Talk(form(rows, more=YES_NO)).taps("y", "n").skip()
    assert talk.asked.complaint
    assert talk.skip().types("x").answers == {"b": "x"}


def test_a_long_text_is_compared_with_no_label_that_it_cannot_mean(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """With each of 5,000 it took seconds, in which a turn held its transaction."""
    compared: list[str] = []

    def counted(_junk: None, wanted: str, label: str) -> SequenceMatcher[str]:
        compared.append(label)
        return SequenceMatcher(None, wanted, label)

    monkeypatch.setattr(matching, "SequenceMatcher", counted)
    many = [Choice(f"c{n}", f"ตัวเลือก {n}") for n in range(5_000)]
    assert (matching.near(many, "ไม่รู้จะเลือกอะไรดี " * 200), compared) == ([], [])
    assert matching.near(many, "ตัวเลอก 4321")[0].value == "c4321"
