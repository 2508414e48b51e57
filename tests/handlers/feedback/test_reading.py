"""The readers of the feedback form, one answer at a time."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

import forms
from base import i18n
from forms.question import At, Heard, HeardKind, Json, Question
from handlers.feedback import chat
from handlers.feedback.reading import READERS, means
from tests.handlers.feedback.conftest import NOW

FORM = forms.load(Path(chat.FORMS) / "feedback.md", readers=READERS, name="feedback")


def at(village: str = "") -> At:
    def rows(table: str, filters: Any) -> list[dict[str, str]]:
        if table == "village":
            return [{"name": "32060193", "label": "หนองสมมุติ หมู่ 93"}]
        known = filters.get("for", "")
        return [
            {"name": known, "label": "โนนสมมุติ ม.94", "for": known},
            {"name": "other", "label": "ที่อื่น", "for": known},
        ]

    return At(NOW, ZoneInfo("Asia/Bangkok"), 1, "th", {"village": village}, rows)


def walk(*heard: Heard, village: str = "") -> tuple[Question | None, dict[str, Json]]:
    """The last question and the answers after all that was heard."""
    here = at(village)
    step = forms.start(FORM, here)
    for one in heard:
        step = forms.step(FORM, step.state, one, here)
    return (step.questions[-1] if step.questions else None), forms.answers(FORM, step.state)


def say(text: str) -> Heard:
    return Heard(HeardKind.TEXT, text)


def press(value: str) -> Heard:
    return Heard(HeardKind.CHOICE, value)


TOLD = (say("น้ำไม่ไหล"), Heard(HeardKind.NEXT))
TO_NAMING = (*TOLD, Heard(HeardKind.SKIP))


def test_many_messages_are_one_story() -> None:
    question, _ = walk(say("หนึ่ง"), Heard(HeardKind.IMAGE, "f1"), Heard(HeardKind.AUDIO, "f2"))
    assert question is not None
    assert (question.name, question.gathering) == ("story", True)


def test_nothing_told_is_not_sent() -> None:
    question, _ = walk(Heard(HeardKind.NEXT))
    assert question is not None
    assert (question.name, question.complaint) == ("story", "ยังไม่ได้ยินเรื่องเลยค่ะ")


@pytest.mark.parametrize("said", [press("32060194"), say("1"), say("โนนสมมุติ"), say("บ้านโนนสมมุติค่ะ")])
def test_the_known_village_is_taken_by_tap_number_or_name(said: Heard) -> None:
    _, answers = walk(*TOLD, said, village="32060194")
    assert answers["place"] == "32060194"


def test_another_village_in_words_is_kept_as_said_and_found() -> None:
    question, answers = walk(*TOLD, say("ทางเข้าบ้านหนองสมมุติ"), village="32060194")
    assert (answers["where"], answers["village"]) == ("ทางเข้าบ้านหนองสมมุติ", "32060193")
    assert question is not None
    assert question.name == "naming"


def test_a_pin_on_the_map_answers_where() -> None:
    pin = Heard(HeardKind.LOCATION, {"latitude": 14.5, "longitude": 103.6, "title": "หน้าวัด"})
    _, answers = walk(*TOLD, pin)
    assert (answers["where"], answers["latitude"]) == ("หน้าวัด", 14.5)


@pytest.mark.parametrize(
    ("said", "naming"),
    [("1", "open"), ("2 ค่ะ", "withheld"), ("บอกชื่อได้ครับ", "open"), ("ปกปิดชื่อ", "withheld")],
)
def test_who_may_know_is_answered_by_number_or_words(said: str, naming: str) -> None:
    _, answers = walk(*TO_NAMING, say(said))
    assert answers["naming"] == naming


def test_nobody_is_final_only_after_it_was_said_that_we_cannot_write_back() -> None:
    asked, answers = walk(*TO_NAMING, press("anonymous"))
    assert asked is not None
    assert "naming" not in answers
    assert "ทักกลับหาคุณไม่ได้" in asked.text
    _, answers = walk(*TO_NAMING, press("anonymous"), press("anonymous"))
    assert answers["naming"] == "anonymous"


def test_a_question_back_gets_the_hint_and_counts_as_no_wrong_answer() -> None:
    question, _ = walk(*TO_NAMING, say("ถ้าไม่บอกแล้วจะรู้ผลยังไง"))
    assert question is not None
    assert question.text.startswith("เลือก 2 เราทักบอกผลได้")
    assert ([c.value for c in question.choices], question.wrong) == (["withheld", "anonymous"], 0)


def test_a_wrong_answer_at_the_name_counts() -> None:
    question, _ = walk(*TO_NAMING, say("ข้าวผัด"))
    assert question is not None
    assert (question.name, question.wrong) == ("naming", 1)


SURE = (*TO_NAMING, press("anonymous"))
HINTED = (*TO_NAMING, say("ถ้าไม่บอกแล้วจะรู้ผลยังไง"))


@pytest.mark.parametrize(
    "said", ["1", "ข้อ 1", "๑", "3", "ได้ ไม่บอกใครเลย", "ได้ไม่บอกใครเลยค่ะ", "ไม่บอกใครเลย", "โอเค"]
)
def test_at_the_confirmation_the_first_button_is_taken_by_number_or_words(said: str) -> None:
    _, answers = walk(*SURE, say(said))
    assert answers["naming"] == "anonymous"


@pytest.mark.parametrize("said", ["2", "ข้อ 2", "2 รู้แค่ศูนย์ดำรงธรรม", "รู้แค่ศูนย์ดำรงธรรม"])
def test_at_the_confirmation_the_second_button_is_taken_by_number_or_words(said: str) -> None:
    _, answers = walk(*SURE, say(said))
    assert answers["naming"] == "withheld"


@pytest.mark.parametrize("said", ["9", "ไม่เอา", "0"])
def test_no_words_at_the_confirmation_tell_the_name(said: str) -> None:
    question, answers = walk(*SURE, say(said))
    assert question is not None
    assert (question.name, "naming" in answers) == ("naming", False)


@pytest.mark.parametrize(
    ("said", "naming"), [("1", "withheld"), ("2", "withheld"), ("3", "anonymous")]
)
def test_after_the_hint_a_number_is_read_against_the_two_that_are_shown(
    said: str, naming: str
) -> None:
    _, answers = walk(*HINTED, say(said))
    assert answers["naming"] == naming


@pytest.mark.parametrize("said", ["โอเค", "ใช่", "ได้ค่ะ"])
def test_a_yes_after_the_hint_chooses_nothing(said: str) -> None:
    question, answers = walk(*HINTED, say(said))
    assert question is not None
    assert (question.name, "naming" in answers) == ("naming", False)


def test_a_near_word_that_is_offered_back_is_still_confirmed() -> None:
    question, answers = walk(*TO_NAMING, say("ไม่บอกใครเลยดีกว่า"), say("1"))
    assert question is not None
    assert "naming" not in answers
    assert "ทักกลับหาคุณไม่ได้" in question.text


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_the_label_under_an_officers_words_is_a_yes_that_is_heard(language: str) -> None:
    label = i18n.say("feedback.fine", language).casefold()
    assert label in i18n.say("chat.yes_words", language).split("|")
    assert means(label, "feedback.fine_words")
