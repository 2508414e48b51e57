"""The review: what it shows, correcting one answer, sending."""

from __future__ import annotations

import forms
from forms import HeardKind, QuestionType
from tests.forms.talk import YES_NO, Talk, form

BRANCH = """
type | name | label | relevant | wethi::short |
select_one yn | any | มีเรื่องไหมคะ | | มีเรื่อง |
text | which | เรื่องอะไรคะ | ${any} = 'y' | |
date | day | วันไหนคะ | | |
"""


def done() -> Talk:
    return Talk(form(BRANCH, more=YES_NO)).taps("n").hear(HeardKind.DATE, "2026-07-12")


def test_the_review_shows_labels_and_thai_dates() -> None:
    assert done().asked.extras["summary"] == "มีเรื่อง: ไม่ใช่\nวันไหนคะ: อาทิตย์ 12 ก.ค. 2569"


def test_the_summary_names_path_label_and_value() -> None:
    talk = done()
    told = forms.summary(talk.form, talk.last.state, talk.at)
    assert told[0] == ("any", "มีเรื่อง", "ไม่ใช่")


def test_everything_answered_can_be_picked_for_correction() -> None:
    assert done().choices == ["any", "day"]


def test_a_correction_asks_that_one_question_with_its_answer() -> None:
    talk = done().edit("day")
    assert (talk.name, talk.asked.current) == ("day", "2026-07-12")


def test_a_correction_returns_to_the_review() -> None:
    talk = done().edit("day").hear(HeardKind.DATE, "2026-07-11")
    assert talk.asked.type is QuestionType.REVIEW
    assert talk.answers["day"] == "2026-07-11"


def test_a_correction_asks_only_what_became_relevant() -> None:
    talk = done().edit("any").taps("y")
    assert talk.name == "which"
    assert talk.types("น้ำ").asked.type is QuestionType.REVIEW


def test_a_correction_drops_what_became_irrelevant() -> None:
    talk = done().edit("any").taps("y").types("น้ำ").edit("any").taps("n")
    assert talk.answers == {"any": "n", "day": "2026-07-12"}


def test_what_became_irrelevant_is_kept_for_undoing() -> None:
    talk = done().edit("any").taps("y").types("น้ำ").edit("any").taps("n").edit("any").taps("y")
    assert talk.asked.type is QuestionType.REVIEW
    assert talk.answers["which"] == "น้ำ"


def test_back_from_a_correction_changes_nothing() -> None:
    talk = done()
    kept = talk.answers
    assert talk.edit("day").back().asked.type is QuestionType.REVIEW
    assert talk.answers == kept


def test_an_answer_to_correct_can_be_typed_as_its_number() -> None:
    assert done().types("ข้อ 2").name == "day"


def test_sending_can_be_typed() -> None:
    assert done().types("ส่งค่ะ").last.finished


def test_an_unknown_path_is_not_corrected() -> None:
    talk = done().edit("nothing")
    assert talk.asked.type is QuestionType.REVIEW
    assert talk.asked.wrong == 1


def test_words_at_the_review_are_answered_with_what_can_be_done() -> None:
    assert done().types("อะไรนะ").asked.complaint


def test_sending_looks_at_every_constraint_again() -> None:
    rows = """
    type | name | label | constraint | constraint_message |
    integer | all | กี่คนคะ | | |
    integer | men | ชายกี่คนคะ | . <= ${all} | มากกว่าทั้งหมดค่ะ |
    """
    talk = Talk(form(rows)).types("50", "20").edit("all").types("10").send()
    assert (talk.name, talk.asked.complaint) == ("men", "มากกว่าทั้งหมดค่ะ")
    assert talk.types("5").send().last.finished


def test_sending_asks_for_what_has_become_required() -> None:
    rows = "type | name | label | required |\ntext | a | A | ${b} = 'x' |\ntext | b | B | |"
    talk = Talk(form(rows)).skip().types("x").send()
    assert talk.name == "a"
    assert talk.asked.complaint


def test_a_form_may_sum_itself_up() -> None:
    rows = """
    type | name | label | appearance |
    integer | men | ชายกี่คนคะ | |
    note | sum | ชาย ${men} คน | review |
    """
    asked = Talk(form(rows)).types("20").asked
    assert (asked.text, asked.extras["summary"]) == ("", "ชาย 20 คน")


def test_a_note_for_the_review_is_not_said_before_it() -> None:
    rows = "type | name | label | appearance |\nnote | sum | สรุป | review |\ntext | a | A | |"
    assert Talk(form(rows)).asked.before == ()


def test_without_a_review_what_no_longer_holds_is_asked_before_the_end() -> None:
    rows = "type | name | label | required |\ntext | a | A | ${b} = 'x' |\ntext | b | B | |"
    settings = "| settings |\n| | form_title | wethi::review |\n| | T | no |\n"
    talk = Talk(form(rows, more=settings)).skip().types("x")
    assert (talk.name, bool(talk.asked.complaint)) == ("a", True)
    assert talk.types("y").last.finished
