"""Going back and skipping: nothing that was sent or said before is thrown away by a tap."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

import forms
from forms import At, Heard, HeardKind, Question, QuestionType, Reader, Reading
from forms.question import Json
from tests.forms.talk import YES_NO, Talk, form

PHOTOS = """
type | name | label | appearance |
text | a | A | |
image | photos | ขอรูปค่ะ | multiple |
text | z | Z | |
"""
WAYS = """
type | name | label |
text | a | A |
select_multiple ways | m | วิธีไหนบ้างคะ |
text | z | Z |
"""
CHOICES = """
| choices |
| | list_name | name | label |
| | ways | cards | บัตรคำ |
| | ways | map | แผนที่ |
| | ways | rank | จัดลำดับ |
"""
PLACES = """
type | name | label | relevant | choice_filter |
select_one yn | far | ที่อื่นไหมคะ | | |
text | sub | ตำบล | ${far} = 'y' | |
select_one_from_file village.csv | v | หมู่บ้าน | ${far} = 'y' | subdistrict=${sub} |
text | z | Z | | |
"""
CHECK = """
type | name | label | relevant | wethi::reader |
text | day | วันไหนคะ | | |
text | right | ถูกไหมคะ | ${checked} = '' | check |
hidden | checked | | | |
text | z | Z | | |
"""


def at_photos(*ids: str) -> Talk:
    talk = Talk(form(PHOTOS)).types("x")
    for one in ids:
        talk.hear(HeardKind.IMAGE, one)
    return talk


def check(
    heard: Heard, question: Question, answers: Mapping[str, Json], memory: Json, at: At
) -> Reading:
    """«ถูก» ends it; anything else takes the day back."""
    if heard.value == "ถูก":
        return Reading({"checked": "yes"})
    return Reading({"checked": "day", "day": None})


READERS: Mapping[str, Reader] = {"check": check}


def test_skip_after_photos_means_that_is_all() -> None:
    assert at_photos("1", "2").skip().answers["photos"] == ["1", "2"]


def test_skip_after_toggles_means_that_is_all() -> None:
    talk = Talk(form(WAYS, more=CHOICES)).types("x").taps("rank", "cards").skip()
    assert (talk.name, talk.answers["m"]) == ("z", ["cards", "rank"])


def test_back_from_photos_keeps_those_that_were_sent() -> None:
    talk = at_photos("1", "2").back()
    assert (talk.name, talk.answers["photos"]) == ("a", ["1", "2"])
    assert talk.next().hear(HeardKind.IMAGE, "3").next().answers["photos"] == ["1", "2", "3"]


def test_back_from_toggles_keeps_them() -> None:
    talk = Talk(form(WAYS, more=CHOICES)).types("x").taps("map").back().next()
    assert (talk.name, talk.asked.selected) == ("m", ("map",))


def test_toggles_that_may_not_be_are_not_kept_by_back() -> None:
    rows = WAYS.replace("| label |", "| label | constraint |").replace(
        "คะ |", "คะ | count(.) > 9 |"
    )
    talk = Talk(form(rows.replace("A |", "A | |").replace("Z |", "Z | |"), more=CHOICES)).types("x")
    assert "m" not in talk.taps("map").back().answers


def test_skip_in_a_correction_asks_before_an_answer_goes() -> None:
    talk = at_photos("1").next().types("ฝน").edit("photos").skip()
    assert talk.choices == ["wethi:keep", "wethi:empty"]
    assert talk.answers["photos"] == ["1"]


@pytest.mark.parametrize(
    ("said", "kept"),
    [("ใช้คำตอบเดิม", ["1"]), ("ไม่ค่ะ", ["1"]), ("2", None), ("เอาออก", None), ("ใช่", None)],
)
def test_an_answer_goes_only_when_told_to(said: str, kept: Json) -> None:
    talk = at_photos("1").next().types("ฝน").edit("photos").skip().types(said)
    assert talk.asked.type is QuestionType.REVIEW
    assert talk.answers.get("photos") == kept


def test_photos_sent_so_far_are_answers_already() -> None:
    assert at_photos("1", "2").answers["photos"] == ["1", "2"]


def test_a_photo_from_elsewhere_joins_those_that_are_being_gathered() -> None:
    talk = at_photos("1", "2")
    step = forms.prefill(talk.form, talk.last.state, {"photos": ["3"]}, "person", talk.at)
    assert step.questions[0].extras["count"] == "3"
    assert forms.answers(talk.form, step.state)["photos"] == ["1", "2", "3"]


def checking(*said: str) -> Talk:
    return Talk(form(CHECK, readers=READERS)).types("12 ก.ค.", *said)


def test_what_an_answer_took_from_others_comes_back_with_back() -> None:
    talk = checking("แก้วัน")
    assert (talk.name, talk.answers) == ("day", {"checked": "day"})
    assert talk.back().name == "right"
    assert talk.answers == {"day": "12 ก.ค."}
    assert talk.types("ถูก").name == "z"


def test_a_later_answer_stands_when_an_earlier_one_is_undone() -> None:
    talk = checking("แก้วัน").types("13 ก.ค.").back().back()
    assert (talk.name, talk.answers) == ("right", {"day": "13 ก.ค."})


def test_back_is_offered_only_where_it_leads_somewhere() -> None:
    rows = """
    type | name | label | relevant |
    select_one yn | a | A | ${b} = '' |
    text | b | B | |
    """
    talk = Talk(form(rows, more=YES_NO)).taps("y").types("x")
    assert talk.back().name == "b"
    hidden = Talk(form(rows, more=YES_NO), b="x")
    assert not hidden.asked.can_go_back


def test_whoever_may_go_back_is_not_told_that_this_is_the_first() -> None:
    talk = checking("ถูก")
    assert talk.asked.can_go_back
    assert talk.back().asked.complaint == ""


def test_answers_of_a_list_that_is_hidden_for_a_while_are_kept() -> None:
    talk = Talk(form(PLACES, more=YES_NO)).taps("y").types("a").taps("91").types("จบ")
    talk.edit("far").taps("n")
    assert "v" not in talk.answers
    assert talk.edit("far").taps("y").answers["v"] == "91"


def test_a_list_that_changed_while_it_was_hidden_is_asked_again() -> None:
    rows = """
    type | name | label | relevant | choice_filter |
    select_one yn | far | F | | |
    text | sub | ตำบล | | |
    select_one_from_file village.csv | v | หมู่บ้าน | ${far} = 'y' | subdistrict=${sub} |
    """
    talk = Talk(form(rows, more=YES_NO)).taps("y").types("a").taps("91")
    talk.edit("far").taps("n").edit("sub").types("b").edit("far").taps("y")
    assert (talk.name, talk.choices) == ("v", ["93"])


def test_words_said_before_their_question_are_heard_when_it_comes() -> None:
    rows = "type | name | label |\ntext | a | A |\ndate | d | วันไหนคะ |"
    talk = Talk(form(rows), d={"said": "12 ก.ค. 9999"}).types("x")
    assert (talk.name, bool(talk.asked.complaint), talk.answers) == ("d", True, {"a": "x"})
    assert Talk(form(rows), d={"said": "เมื่อวาน"}).types("x").answers["d"] == "2026-07-12"


def test_days_read_before_their_question_are_offered_when_it_comes() -> None:
    rows = "type | name | label |\nnote | n | ฟังก่อน |\ndate | d | วันไหนคะ |"
    talk = Talk(form(rows), d={"offer": ["2011-07-12", "2026-07-12"]})
    assert (talk.choices, talk.asked.before) == (["2011-07-12", "2026-07-12"], ("ฟังก่อน",))
    assert talk.types("2").answers == {"d": "2026-07-12"}


def test_who_skips_the_question_whether_an_answer_is_to_go_keeps_it() -> None:
    talk = Talk(form("type | name | label |\ntext | a | A |\ntext | b | B |")).types("x").back()
    assert talk.skip().choices == ["wethi:keep", "wethi:empty"]
    assert talk.skip().answers == {"a": "x"}
    assert talk.name == "b"
