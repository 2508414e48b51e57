"""Calculations, defaults, what is known of the person, and who set a value."""

from __future__ import annotations

import pytest

import forms
from forms import HeardKind, QuestionType
from tests.forms.talk import YES_NO, Talk, form, now
from tools.pressing import offered


def test_a_calculation_follows_the_answers() -> None:
    rows = """
    type | name | label | calculation |
    integer | men | M | |
    integer | women | W | |
    calculate | all | | ${men} + ${women} |
    """
    assert Talk(form(rows)).types("20", "34").answers["all"] == 54


def test_a_chain_of_calculations_is_computed_in_order() -> None:
    rows = """
    type | name | label | calculation |
    calculate | c | | ${b} * 2 |
    calculate | b | | ${a} + 1 |
    integer | a | A | |
    """
    assert Talk(form(rows)).types("2").answers["c"] == 6


def test_a_calculation_without_a_number_is_no_answer() -> None:
    rows = "type | name | label | calculation |\ncalculate | c | | ${a} + 1 |\ninteger | a | A | |"
    assert "c" not in Talk(form(rows)).answers


def test_an_irrelevant_answer_counts_as_empty_elsewhere() -> None:
    rows = """
    type | name | label | relevant | calculation |
    select_one yn | s | S | | |
    integer | n | N | ${s} = 'y' | |
    calculate | c | | | coalesce(${n}, 'none') |
    """
    talk = Talk(form(rows, more=YES_NO)).taps("y").types("5")
    assert talk.answers["c"] == "5"
    assert talk.edit("s").taps("n").answers["c"] == "none"


def test_once_keeps_its_first_value() -> None:
    rows = "type | name | label | calculation |\ntext | a | A | |\ncalculate | c | | once(${a}) |"
    talk = Talk(form(rows)).types("แรก").edit("a").types("หลัง")
    assert talk.answers["c"] == "แรก"


def test_a_uuid_stays_the_same_through_the_form() -> None:
    rows = "type | name | label | calculation |\ntext | a | A | |\ncalculate | c | | once(uuid()) |"
    talk = Talk(form(rows))
    first = talk.answers["c"]
    assert talk.types("x").answers["c"] == first
    assert len(first) == 36


def test_a_default_is_shown_and_can_be_kept() -> None:
    talk = Talk(form("type | name | label | default |\ninteger | n | N | 4 |"))
    assert talk.press("ใช้ 4").answers == {"n": 4}


KEPT = {
    "integer": ("5 + 2", "ใช้ 7", 7),
    "decimal": ("2.5", "ใช้ 2.5", 2.5),
    "text": ("บ้านโนนสมมุติ ตำบลสมมุติ อำเภอสมมุติ", "ใช้คำตอบนี้", "บ้านโนนสมมุติ ตำบลสมมุติ อำเภอสมมุติ"),
    "date": ("today()", "ใช้ จันทร์ 13 ก.ค. 2569", "2026-07-13"),
    "time": ("09:00", "ใช้ 09.00 น.", "09:00"),
    "dateTime": ("now()", "ใช้คำตอบนี้", "2026-07-13T19:05+07:00"),
    "range": ("3", "ใช้ 3", 3),
    "select_one yn": ("n", "✓ ไม่ใช่", "n"),
    "select_multiple yn": ("n y", "เลือกครบแล้ว", ["n", "y"]),
    "rank yn": ("n y", "ใช้ ไม่ใช่, ใช่", ["n", "y"]),
    "geopoint": ("14.5 103.7 0 0", "ใช้ 14.5 103.7", {"geo": "14.5 103.7 0 0"}),
    "acknowledge": ("OK", "รับทราบ", "OK"),
}


@pytest.mark.parametrize("kind", KEPT)
def test_what_stands_at_a_question_of_any_type_is_kept_by_a_button(kind: str) -> None:
    default, button, value = KEPT[kind]
    talk = Talk(form(f"type | name | label | default |\n{kind} | a | A | {default} |", more=YES_NO))
    talk.press(button)
    assert (talk.asked.type, talk.answers) == (QuestionType.REVIEW, {"a": value})


def test_what_may_not_be_the_answer_is_not_offered_to_be_kept() -> None:
    rows = "type | name | label | default | constraint |\ninteger | n | N | 4 | . > 5 |"
    assert list(offered(Talk(form(rows)).asked, "th").presses) == ["ข้าม"]


def test_a_picture_of_the_form_is_nobodys_answer() -> None:
    talk = Talk(form("type | name | label | default |\nimage | a | A | house.png |"))
    assert list(offered(talk.asked, "th").presses) == ["ข้าม"]


def test_while_an_answer_is_gathered_nothing_else_is_offered_to_be_kept() -> None:
    rows = "type | name | label | default | appearance |\ntext | a | A | x | multiline |"
    assert list(offered(Talk(form(rows)).types("y").asked, "th").presses) == ["ครบแล้ว"]


def test_a_default_comes_from_what_is_known_of_the_person() -> None:
    f = form("type | name | label | default |\ntext | who | W | known('name') |")
    assert Talk(f, now(name="ผู้ใหญ่บุญมา")).asked.current == "ผู้ใหญ่บุญมา"
    assert Talk(f, now()).asked.current is None


def test_a_default_follows_an_earlier_answer_until_it_is_passed() -> None:
    rows = "type | name | label | default |\ntext | a | A | |\ntext | b | B | concat(${a}, '!') |"
    talk = Talk(form(rows)).types("x")
    assert talk.asked.current == "x!"
    assert talk.press("ใช้ x!").edit("a").types("y").answers["b"] == "x!"


def test_recalculation_never_overwrites_a_person() -> None:
    rows = "type | name | label | default |\ntext | a | A | |\ntext | b | B | ${a} |"
    talk = Talk(form(rows)).types("x", "mine").edit("a").types("y")
    assert talk.answers["b"] == "mine"


def test_a_skipped_default_does_not_come_back() -> None:
    rows = "type | name | label | default |\ntext | a | A | today() |\ntext | b | B | |"
    assert "a" not in Talk(form(rows)).skip().types("x").answers


def test_each_value_says_who_set_it() -> None:
    rows = """
    type | name | label | default | calculation |
    text | a | A | | |
    text | b | B | later | |
    calculate | c | | | 1 + 1 |
    """
    values = Talk(form(rows)).types("x").last.state["values"]
    assert [values[name][1] for name in "abc"] == ["person", "default", "calculation"]


def test_a_read_only_question_is_shown_and_not_asked() -> None:
    rows = """
    type | name | label | default | read_only |
    text | v | หมู่บ้าน | โนนสมมุติ | yes |
    text | a | A | | |
    """
    talk = Talk(form(rows))
    assert (talk.name, talk.asked.before) == ("a", ("หมู่บ้าน\nโนนสมมุติ",))


LINES = """
    type | name | label | appearance | constraint |
    text | story | Tell us. | multiline | string-length(.) < 12 |
    text | more | More? | | |
    """


def test_several_messages_are_one_answer_until_that_is_all() -> None:
    talk = Talk(form(LINES)).types("one", "two")
    assert (talk.name, talk.asked.gathering, talk.answers["story"]) == ("story", True, "one\ntwo")
    assert talk.next().name == "more"
    assert talk.answers["story"] == "one\ntwo"


def test_send_ends_the_lines_and_is_none_of_them() -> None:
    talk = Talk(form(LINES)).types("one", "ส่ง")
    assert (talk.name, talk.answers["story"]) == ("more", "one")


def test_lines_that_are_no_answer_together_are_told_again() -> None:
    talk = Talk(form(LINES)).types("one", "two and three").next()
    assert (talk.name, bool(talk.asked.complaint)) == ("story", True)


def test_back_keeps_the_lines_told_so_far() -> None:
    talk = Talk(form(LINES.replace("text | story", "text | first | F | | |\n    text | story")))
    assert talk.types("x", "one", "two").back().answers["story"] == "one\ntwo"


LOCKED = """
    type | name | label | default | read_only | required |
    text | sure | Sure? | | | |
    text | place | Where? | Non Sommut | ${sure} = 'yes' | yes |
    text | more | More? | | | |
    """


def test_a_question_is_read_only_while_its_expression_holds() -> None:
    talk = Talk(form(LOCKED)).types("yes")
    assert (talk.name, talk.asked.before) == ("more", ("Where?\nNon Sommut",))


def test_a_question_is_asked_where_read_only_does_not_hold() -> None:
    assert Talk(form(LOCKED)).types("no").name == "place"


def test_back_never_stands_at_a_question_that_is_read_only() -> None:
    talk = Talk(form(LOCKED)).types("yes").back()
    assert talk.name == "sure"
    assert talk.types("no").name == "place"


def test_a_read_only_question_is_no_correction_and_no_fault_of_the_review() -> None:
    talk = Talk(form(LOCKED)).types("yes", "x")
    assert [choice.value for choice in talk.asked.choices] == ["sure", "more"]
    assert talk.send().last.finished
    assert talk.answers["place"] == "Non Sommut"


def test_the_server_fills_in_day_and_person() -> None:
    rows = """
    type | name | label |
    today | today | |
    start | start | |
    username | username | |
    text | a | A |
    """
    talk = Talk(form(rows), now(username="p7"))
    assert talk.answers["today"] == "2026-07-13"
    assert talk.answers["start"].startswith("2026-07-13T19:05")
    assert talk.answers["username"] == "p7"


def test_a_label_shows_a_date_and_a_choice_as_people_read_them() -> None:
    rows = """
    type | name | label |
    date | d | D |
    select_one yn | s | S |
    text | t | ${d} ${s} ไหมคะ |
    """
    talk = Talk(form(rows, more=YES_NO)).hear(HeardKind.DATE, "2026-07-12").taps("y")
    assert talk.asked.text == "วันอาทิตย์ที่ 12 ก.ค. 2569 ใช่ ไหมคะ"


def test_a_line_break_in_a_label_is_written_br() -> None:
    talk = Talk(form("type | name | label |\ntext | a | หนึ่ง<br>สอง |"))
    assert talk.asked.text == "หนึ่ง\nสอง"


def test_prefilled_questions_are_passed_over() -> None:
    rows = "type | name | label |\ntext | a | A |\ninteger | b | B |\ntext | c | C |"
    talk = Talk(form(rows), a="x", b=3)
    assert talk.name == "c"
    assert talk.types("z").send().answers == {"a": "x", "b": 3, "c": "z"}


def test_a_prefilled_question_to_confirm_is_asked_with_its_value() -> None:
    rows = "type | name | label | appearance |\ntext | a | A | confirm |"
    talk = Talk(form(rows), a="x")
    assert (talk.name, talk.asked.current) == ("a", "x")
    assert talk.press("ใช้ x").answers == {"a": "x"}


def test_a_prefill_that_does_not_fit_is_named_and_asked() -> None:
    rows = "type | name | label | constraint |\ninteger | a | A | . > 0 |\ntext | b | B | |"
    step = forms.start(form(rows), now(), {"a": -1, "b": "x", "zz": 1})
    assert set(step.refused) == {"a", "zz"}
    assert step.questions[0].name == "a"


def test_a_form_under_way_takes_what_becomes_known() -> None:
    rows = "type | name | label |\ntext | a | A |\ntext | b | B |\ntext | c | C |"
    talk = Talk(form(rows)).types("x")
    step = forms.prefill(talk.form, talk.last.state, {"b": "known"}, "default", talk.at)
    assert step.questions[0].name == "c"
    assert step.state["values"]["b"] == ["known", "default"]


def test_a_time_may_have_to_be_later_than_another() -> None:
    rows = """
    type | name | label | constraint |
    time | a | A | |
    time | b | B | . > ${a} |
    """
    talk = Talk(form(rows)).types("10.00", "9.30").types("11.00")
    assert (talk.answers["a"][:5], talk.answers["b"][:5]) == ("10:00", "11:00")
