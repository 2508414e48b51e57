"""Columns and settings of XLSForm, each in a form of its own."""

from __future__ import annotations

from dataclasses import replace

import pytest

from forms import FormRefused, QuestionType
from tests.forms.talk import YES_NO, Talk, form, now, settings


def test_required_may_be_an_expression() -> None:
    rows = """
    type | name | label | required |
    select_one yn | a | A | |
    text | why | W | ${a} = 'n' |
    """
    loaded = form(rows, more=YES_NO)
    assert Talk(loaded).taps("y").asked.required is False
    refused = Talk(loaded).taps("n").skip()
    assert (refused.name, refused.asked.required) == ("why", True)
    assert refused.asked.complaint


def test_a_label_and_a_hint_say_earlier_answers() -> None:
    rows = "type | name | label | hint |\ninteger | n | N | |\ntext | t | มา ${n} คน | จาก ${n} |"
    asked = Talk(form(rows)).types("7").asked
    assert (asked.text, asked.hint) == ("มา 7 คน", "จาก 7")


def test_messages_say_earlier_answers() -> None:
    rows = """
    type | name | label | constraint | constraint_message | required | required_message |
    integer | all | A | | | | |
    integer | men | M | . <= ${all} | มาแค่ ${all} คน | yes | ทั้งหมด ${all} เป็นชายกี่คน |
    """
    talk = Talk(form(rows)).types("7")
    assert talk.types("9").asked.complaint == "มาแค่ 7 คน"
    assert talk.skip().asked.complaint == "ทั้งหมด 7 เป็นชายกี่คน"


def test_messages_are_translated() -> None:
    message = "constraint_message::th | constraint_message::en"
    rows = f"type | name | label | constraint | {message} |\ninteger | n | N | . < 9 | มาก | Much |"
    loaded = form(rows)
    english = replace(now(), language="en")
    assert Talk(loaded).types("10").asked.complaint == "มาก"
    assert Talk(loaded, english).types("10").asked.complaint == "Much"


def test_guidance_stands_in_for_a_hint() -> None:
    rows = """
    type | name | label | hint | guidance_hint |
    text | a | A | | ถามหัวหน้าก่อน |
    text | b | B | H | G |
    """
    talk = Talk(form(rows))
    assert talk.asked.hint == "ถามหัวหน้าก่อน"
    assert talk.types("x").asked.hint == "H"


TRIGGER = """
type | name | label | calculation | trigger |
select_one yn | a | A | | |
integer | n | N | | |
calculate | at | | now() | ${a} |
calculate | count | | coalesce(${count}, 0) + 1 | ${n} |
"""


def test_a_trigger_sets_its_value_when_the_answer_comes() -> None:
    loaded = form(TRIGGER, more=YES_NO)
    assert "at" not in Talk(loaded).answers
    assert Talk(loaded).taps("y").answers["at"].startswith("2026-07-13T19:05")


def test_a_triggered_value_stays_when_something_else_changes() -> None:
    talk = Talk(form(TRIGGER, more=YES_NO)).taps("y")
    first = talk.answers["at"]
    talk.at = replace(talk.at, now=talk.at.now.replace(hour=14))
    assert talk.types("3").answers["at"] == first


def test_a_triggered_value_follows_a_corrected_answer() -> None:
    talk = Talk(form(TRIGGER, more=YES_NO)).taps("y").types("3")
    assert talk.answers["count"] == 1
    assert talk.edit("n").types("4").answers["count"] == 2
    assert talk.edit("n").types("4").answers["count"] == 2


def test_a_refused_answer_triggers_nothing() -> None:
    rows = """
    type | name | label | constraint | calculation | trigger |
    integer | n | N | . < 5 | | |
    calculate | seen | | | 'x' | ${n} |
    """
    assert "seen" not in Talk(form(rows)).types("9").answers


def test_a_trigger_may_name_several_questions() -> None:
    rows = """
    type | name | label | calculation | trigger |
    text | a | A | | |
    text | b | B | | |
    calculate | last | | concat(${a}, ${b}) | ${a}, ${b} |
    """
    talk = Talk(form(rows)).types("x")
    assert talk.answers["last"] == "x"
    assert talk.types("y").answers["last"] == "xy"


def test_a_trigger_without_a_calculation_empties() -> None:
    rows = """
    type | name | label | trigger |
    text | a | A | |
    text | b | B | ${a} |
    """
    talk = Talk(form(rows)).types("x", "y").edit("a").types("z")
    assert (talk.name, talk.answers) == ("b", {"a": "z"})


def test_a_question_that_is_set_anew_is_asked_again_with_its_new_value() -> None:
    rows = """
    type | name | label | calculation | trigger |
    integer | all | A | | |
    integer | men | M | round(${all} div 2) | ${all} |
    """
    talk = Talk(form(rows)).types("10")
    assert (talk.name, talk.asked.current) == ("men", 5)
    talk.types("7").edit("all").types("20")
    assert (talk.name, talk.asked.current) == ("men", 10)
    assert talk.press("ใช้ 10").answers["men"] == 10


def test_a_prefilled_answer_triggers_too() -> None:
    rows = """
    type | name | label | calculation | trigger |
    text | a | A | | |
    calculate | b | | 'x' | ${a} |
    text | c | C | | |
    """
    assert Talk(form(rows), a="known").answers == {"a": "known", "b": "x"}


def seen(talk: Talk) -> dict[str, object]:
    values = talk.last.state["values"]
    return {key: value[0] for key, value in values.items() if key.endswith("seen")}


WITH_DEFAULT = """
type | name | label | default | calculation | trigger |
integer | n | N | {default} | | |
calculate | seen | | | concat('เห็น ', ${{n}}) | ${{n}} |
text | end | E | | | |
"""


def test_a_plain_default_that_is_kept_triggers_nothing() -> None:
    kept = Talk(form(WITH_DEFAULT.format(default="7"))).press("ใช้ 7")
    assert (kept.answers, seen(kept)) == ({"n": 7}, {})


def test_a_default_that_is_replaced_triggers() -> None:
    assert seen(Talk(form(WITH_DEFAULT.format(default="7"))).types("8")) == {"seen": "เห็น 8"}


def test_a_computed_default_triggers_when_it_is_computed() -> None:
    asked = Talk(form(WITH_DEFAULT.format(default="3 + 4")))
    assert seen(asked) == {"seen": "เห็น 7"}
    assert seen(asked.press("ใช้ 7")) == {"seen": "เห็น 7"}


def of_entries(default: str, count: str = "") -> str:
    return f"""
    type | name | label | default | calculation | trigger | repeat_count |
    integer | many | M | | | | |
    begin_repeat | issue | I | | | | {count} |
    integer | n | N | {default} | | | |
    calculate | seen | | | concat('เห็น ', ${{n}}) | ${{n}} | |
    end_repeat | | | | | | |
    """


@pytest.mark.parametrize("count", ["", "${many}"])
def test_a_default_triggers_in_a_new_entry_if_it_is_computed(count: str) -> None:
    plain = Talk(form(of_entries("7", count))).types("1")
    computed = Talk(form(of_entries("3 + 4", count))).types("1")
    if not count:
        plain, computed = plain.press("มี"), computed.press("มี")
    assert (seen(plain), seen(computed)) == ({}, {"issue[1]/seen": "เห็น 7"})


def test_in_an_entry_only_what_is_answered_there_triggers() -> None:
    rows = """
    type | name | label | calculation | trigger | repeat_count |
    begin_repeat | issue | I | | | 2 |
    text | what | W | | | |
    calculate | seen | | concat('ได้ยิน ', ${what}) | ${what} | |
    end_repeat | | | | | |
    """
    talk = Talk(form(rows)).types("น้ำ")
    seen = {key: value[0] for key, value in talk.last.state["values"].items() if "seen" in key}
    assert seen == {"issue[1]/seen": "ได้ยิน น้ำ"}


def test_the_instance_name_is_made_of_answers() -> None:
    rows = "type | name | label |\ntext | village | V |\ndate | day | D |"
    named = settings(form_title="F", instance_name="concat(${village}, ' ', ${day})")
    talk = Talk(form(rows, more=named)).types("โนน", "เมื่อวาน")
    assert talk.answers["instanceName"] == "โนน 2026-07-12"


def test_a_nameless_form_named_by_the_moment_is_refused_with_its_setting() -> None:
    rows = "type | name | label |\ntext | a | A |"
    named = settings(form_title="F", **{"wethi::anonymous": "yes"}, instance_name="string(now())")
    with pytest.raises(FormRefused) as refused:
        form(rows, more=named)
    assert [one.place("en") for one in refused.value.faults] == ["settings row 2, instance_name"]


def test_a_form_without_an_instance_name_has_none() -> None:
    talk = Talk(form("type | name | label |\ntext | a | A |"))
    assert "instanceName" not in talk.answers


def test_settings_name_the_form() -> None:
    more = settings(form_title="เวที", form_id="forum", version="2026-07", style="pages")
    loaded = form("type | name | label |\ntext | a | A |", more=more)
    assert (loaded.title, loaded.name, loaded.version) == ("เวที", "forum", "2026-07")
    assert loaded.settings["style"] == "pages"


def test_labels_without_a_language_are_those_of_the_default_language() -> None:
    rows = "type | name | label | label::English (en) |\ntext | a | ก | A |"
    loaded = form(rows, more=settings(form_title="F", default_language="ไทย (th)"))
    assert (loaded.languages, loaded.default_language) == (("th", "en"), "th")
    assert Talk(loaded).asked.text == "ก"


def test_choices_may_stand_twice_where_the_form_says_so() -> None:
    twice = YES_NO + "| | yn | y | ใช่อีก |\n" + settings(allow_choice_duplicates="yes")
    assert Talk(form("type | name | label |\nselect_one yn | a | A |", more=twice)).choices


def test_the_version_can_be_asked_for() -> None:
    rows = "type | name | label | calculation |\ntext | a | A | |\ncalculate | v | | version() |"
    talk = Talk(form(rows, more=settings(form_title="F", version="7")))
    assert talk.answers["v"] == "7"


@pytest.mark.parametrize("column", ["line::style", "kp::level", "pdpa::class", "report::indicator"])
def test_columns_of_others_do_no_harm(column: str) -> None:
    loaded = form(f"type | name | label | {column} |\ntext | a | A | L2 |")
    assert loaded.questions[0].type is QuestionType.TEXT


def test_choices_in_words_of_the_form_are_found_by_their_text_id() -> None:
    choices = """
| choices |
| | list_name | name | label::ไทย (th) | label::English (en) |
| | yn | y | ใช่ | Yes |
| | yn | n | ไม่ใช่ | No |
"""
    rows = """
    type | name | label::ไทย (th) | label::English (en) | calculation |
    select_one yn | a | ก | A | |
    calculate | said | | | jr:itext(instance('yn')/root/item[name = ${a}]/itextId) |
    """
    assert Talk(form(rows, more=choices)).taps("n").answers["said"] == "ไม่ใช่"


def test_the_number_of_a_barcode_is_typed() -> None:
    rows = "type | name | label |\nbarcode | code | เลขใต้บาร์โค้ด |"
    assert Talk(form(rows)).types("8850123456789").answers == {"code": "8850123456789"}
