"""Stepping: forward, back, skipping, notes, groups, review and correction."""

from __future__ import annotations

import copy
import json
from dataclasses import replace

import pytest

import forms
from forms import Heard, HeardKind, QuestionType
from tests.forms.talk import YES_NO, Talk, form, now

TWO = """
type | name | label | required |
text | a | ชื่ออะไรคะ | yes |
integer | b | กี่คนคะ | |
"""
BRANCH = """
type | name | label | relevant |
select_one yn | any | มีไหมคะ | |
text | which | อะไรคะ | ${any} = 'y' |
text | last | จบ | |
"""


def test_questions_come_in_the_order_of_the_rows() -> None:
    talk = Talk(form(TWO))
    assert talk.name == "a"
    assert talk.types("สายฝน").name == "b"
    assert talk.types("12").asked.type is QuestionType.REVIEW


def test_a_form_ends_with_its_answers_when_the_review_is_sent() -> None:
    talk = Talk(form(TWO)).types("สายฝน", "12").send()
    assert talk.last.finished
    assert talk.last.questions == ()
    assert talk.answers == {"a": "สายฝน", "b": 12}


def test_a_form_without_review_ends_after_its_last_answer() -> None:
    settings = "| settings |\n| | form_title | wethi::review |\n| | T | no |\n"
    assert Talk(form(TWO, more=settings)).types("x", "1").last.finished


def test_a_finished_form_hears_nothing_more() -> None:
    talk = Talk(form(TWO)).types("x", "1").send()
    state = copy.deepcopy(talk.last.state)
    assert talk.types("again").last.finished
    assert talk.last.state == state


def test_a_step_leaves_the_state_it_was_given_alone() -> None:
    f = form(TWO)
    first = forms.start(f, now())
    kept = json.dumps(first.state)
    forms.step(f, first.state, Heard(HeardKind.TEXT, "x"), now())
    assert json.dumps(first.state) == kept


def test_the_state_tells_its_version() -> None:
    assert forms.start(form(TWO), now()).state["v"] == 2


def test_a_state_of_another_version_is_refused() -> None:
    state = {**forms.start(form(TWO), now()).state, "v": 99}
    with pytest.raises(ValueError, match="99"):
        forms.step(form(TWO), state, Heard(HeardKind.NEXT), now())


def test_progress_counts_only_what_is_relevant() -> None:
    settings = "| settings |\n| | form_title | wethi::progress |\n| | T | yes |\n"
    talk = Talk(form(BRANCH, more=YES_NO + settings))
    assert (talk.asked.position, talk.asked.total) == (1, 2)
    assert (talk.taps("y").asked.position, talk.asked.total) == (2, 3)


def test_a_short_form_does_not_count_its_questions() -> None:
    assert Talk(form(TWO)).asked.total == 0


def test_back_asks_the_question_before_with_its_answer() -> None:
    talk = Talk(form(TWO)).types("สายฝน").back()
    assert talk.name == "a"
    assert talk.asked.current == "สายฝน"


def test_back_and_then_forward_restores_everything() -> None:
    talk = Talk(form(BRANCH, more=YES_NO)).taps("y").types("น้ำ")
    before = talk.last.state
    assert talk.back().back().next().next().last.state == before


def test_the_first_question_has_nothing_before_it() -> None:
    talk = Talk(form(TWO))
    assert not talk.asked.can_go_back
    assert talk.back().name == "a"
    assert talk.asked.complaint
    assert talk.asked.wrong == 0


def test_back_passes_over_what_is_no_longer_relevant() -> None:
    talk = Talk(form(BRANCH, more=YES_NO)).taps("y").types("น้ำ").edit("any")
    talk.back().back().taps("n")
    assert talk.name == "last"
    assert talk.back().name == "any"


def test_an_optional_question_can_be_skipped() -> None:
    talk = Talk(form(TWO)).types("x").skip()
    assert talk.asked.type is QuestionType.REVIEW
    assert talk.answers == {"a": "x"}


def test_a_required_question_cannot_be_skipped() -> None:
    talk = Talk(form(TWO)).skip()
    assert talk.name == "a"
    assert talk.asked.complaint
    assert talk.asked.wrong == 1


def test_a_required_question_refuses_in_its_own_words() -> None:
    talk = Talk(
        form("type | name | label | required | required_message |\ntext | a | A | yes | ขอชื่อค่ะ |")
    )
    assert talk.skip().asked.complaint == "ขอชื่อค่ะ"


def test_required_may_depend_on_an_answer() -> None:
    rows = (
        "type | name | label | required |\nselect_one yn | s | S | |\ntext | t | T | ${s} = 'y' |"
    )
    f = form(rows, more=YES_NO)
    assert Talk(f).taps("y").asked.required
    assert not Talk(f).taps("n").asked.required


def test_wrong_answers_are_counted_until_a_right_one() -> None:
    talk = Talk(form(TWO)).types("x", "ไม่รู้สิ", "ไม่รู้เหมือนกัน")
    assert (talk.name, talk.asked.wrong) == ("b", 2)
    assert talk.types("3").asked.wrong == 0


def test_notes_are_said_before_the_next_question_once() -> None:
    rows = "type | name | label |\nnote | n1 | หนึ่ง |\nnote | n2 | สอง |\ninteger | a | A |"
    talk = Talk(form(rows))
    assert talk.asked.before == ("หนึ่ง", "สอง")
    assert talk.types("ก").asked.before == ()


def test_a_note_at_the_end_is_said_before_the_review() -> None:
    talk = Talk(form("type | name | label |\ntext | a | A |\nnote | n | ขอบคุณ ${a} |")).types("ฝน")
    assert talk.asked.type is QuestionType.REVIEW
    assert talk.asked.before == ("ขอบคุณ ฝน",)


def test_a_note_at_the_end_of_a_form_without_review_is_not_lost() -> None:
    settings = "| settings |\n| | form_title | wethi::review |\n| | T | no |\n"
    rows = "type | name | label |\ntext | a | A |\nnote | n | ขอบคุณ |"
    assert Talk(form(rows, more=settings)).types("x").last.before == ("ขอบคุณ",)


def test_a_group_is_named_with_its_first_question() -> None:
    rows = """
    type | name | label |
    begin_group | g | เรื่องคน |
    text | a | A |
    text | b | B |
    end_group | | |
    """
    talk = Talk(form(rows))
    assert (talk.asked.path, talk.asked.before) == ("g/a", ("เรื่องคน",))
    assert talk.types("x").asked.before == ()


def test_what_is_in_an_irrelevant_group_is_not_asked() -> None:
    rows = """
    type | name | label | relevant |
    select_one yn | s | S | |
    begin_group | g | G | ${s} = 'y' |
    text | a | A | |
    end_group | | | |
    text | z | Z | |
    """
    assert Talk(form(rows, more=YES_NO)).taps("n").name == "z"


def test_resuming_asks_the_same_question_with_its_notes() -> None:
    rows = "type | name | label |\ntext | a | A |\nnote | n | ฟังก่อน |\ntext | b | B |"
    talk = Talk(form(rows)).types("x")
    again = forms.resume(talk.form, talk.last.state, talk.at)
    assert again.questions[0].name == "b"
    assert again.questions[0].before == ("ฟังก่อน",)


def test_resuming_in_another_language_asks_in_it() -> None:
    rows = """
    type | name | label::ไทย (th) | label::English (en) |
    text | a | ชื่ออะไรคะ | Your name? |
    """
    talk = Talk(form(rows))
    english = forms.resume(talk.form, talk.last.state, replace(talk.at, language="en"))
    assert (talk.asked.text, english.questions[0].text) == ("ชื่ออะไรคะ", "Your name?")


def test_resuming_days_later_sees_the_new_day() -> None:
    rows = """
    type | name | label | relevant |
    text | a | A | today() < '2026-07-20' |
    text | b | B | |
    """
    talk = Talk(form(rows))
    later = replace(talk.at, now=talk.at.now.replace(day=25))
    assert forms.resume(talk.form, talk.last.state, later).questions[0].name == "b"
