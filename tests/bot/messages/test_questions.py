"""How each type of question looks in the chat, in the words of the catalogue."""

from itertools import pairwise
from typing import Any

import pytest

from base.i18n import LANGUAGES, catalogue, say
from bot.messages.bubbles import Answer, Bubble, CameraRoll, Location, OpenVoice, Page, PickDate
from bot.messages.questions import draw_question
from forms.question import Choice, HeardKind, Question, QuestionType


def drawn(
    kind: QuestionType = QuestionType.TEXT,
    text: str = "จัดวันไหนคะ",
    page: int = 1,
    language: str = "th",
    **more: Any,
) -> list[Bubble]:
    question = Question(path="q", name="q", type=kind, text=text, **more)
    return draw_question(question, say, language, page)


def last(*args: Any, **more: Any) -> Bubble:
    return drawn(*args, **more)[-1]


def labels(bubble: Bubble) -> list[str]:
    return [button.label for button in bubble.buttons]


def helpers(bubble: Bubble) -> list[str]:
    return [helper.label for helper in bubble.helpers]


def choices(*words: str) -> tuple[Choice, ...]:
    return tuple(Choice(f"v{i}", word) for i, word in enumerate(words, 1))


def test_the_echo_stands_above_the_question_in_its_bubble() -> None:
    [bubble] = drawn(text="คุยเรื่องอะไรคะ", before=("ชาย 20 หญิง 34 รวม 54 คนค่ะ",))
    assert bubble.text == "ชาย 20 หญิง 34 รวม 54 คนค่ะ\nคุยเรื่องอะไรคะ"


def test_the_place_in_the_form_stands_before_the_question() -> None:
    assert last(position=2, total=5).text == "2/5 จัดวันไหนคะ"
    assert last(position=0, total=5).text == "จัดวันไหนคะ"


def test_after_a_wrong_answer_comes_what_was_wrong_and_the_question() -> None:
    [bubble] = drawn(complaint="ขอเป็นวันนะคะ", hint="12 ก.ค.", wrong=1)
    assert bubble.text == "ขอเป็นวันนะคะ\nจัดวันไหนคะ"


def test_the_hint_is_not_said_before_it_is_needed() -> None:
    assert last(hint="ดูที่บัตรค่ะ").text == "จัดวันไหนคะ"


def test_choices_are_buttons_whose_values_are_the_forms_names() -> None:
    bubble = last(QuestionType.SELECT_ONE, choices=choices("อบต.", "อำเภอ"))
    assert labels(bubble) == ["อบต.", "อำเภอ"]
    assert bubble.buttons[1].action == Answer("v2")


def test_numbers_stand_before_choices_only_where_the_form_asks_for_them() -> None:
    more: dict[str, Any] = {"choices": choices("อบต.", "อำเภอ"), "appearance": "numbered"}
    assert labels(last(QuestionType.SELECT_ONE, **more)) == ["1 อบต.", "2 อำเภอ"]


def test_a_long_list_has_pages_whose_numbers_go_on() -> None:
    more: dict[str, Any] = {"choices": choices(*"กขคงจฉชซ"), "appearance": "numbered"}
    assert labels(last(QuestionType.SELECT_ONE, **more))[5:] == ["6 ฉ", "ดูต่อ"]
    assert labels(last(QuestionType.SELECT_ONE, page=2, **more)) == ["7 ช", "8 ซ", "ย้อนดู"]


def test_a_choice_without_a_label_shows_its_name() -> None:
    assert labels(last(QuestionType.SELECT_ONE, choices=(Choice("yes", " "),))) == ["yes"]


def test_what_was_picked_is_ticked_and_pressing_it_says_the_plain_label() -> None:
    more: dict[str, Any] = {"choices": choices("บัตรคำ", "แผนที่"), "selected": ("v2",)}
    bubble = last(QuestionType.SELECT_MULTIPLE, **more)
    assert labels(bubble) == ["บัตรคำ", "✓ แผนที่", "เลือกครบแล้ว"]
    assert bubble.buttons[1].said == "แผนที่"
    assert bubble.buttons[2].action == Answer(kind=HeardKind.NEXT)


@pytest.mark.parametrize(
    ("faces", "days"),
    [("past", ["วันนี้", "เมื่อวาน"]), ("future", ["วันนี้", "พรุ่งนี้"]), ("either", ["วันนี้"])],
)
def test_a_date_offers_the_days_on_the_side_it_faces_and_the_picker(
    faces: str, days: list[str]
) -> None:
    bubble = last(QuestionType.DATE, faces=faces, required=True)
    assert labels(bubble) == days
    assert bubble.helpers[0].action == PickDate("date")


def test_the_day_is_answered_in_thai_words_whatever_the_language_of_the_button() -> None:
    button = last(QuestionType.DATE, faces="past", language="en").buttons[1]
    assert (button.label, button.action) == ("Yesterday", Answer("เมื่อวาน", HeardKind.TEXT))


def test_two_readings_of_a_date_are_the_only_buttons() -> None:
    bubble = last(QuestionType.DATE, choices=choices("ศุกร์ 17 ก.ค.", "ศุกร์ 24 ก.ค."))
    assert labels(bubble) == ["ศุกร์ 17 ก.ค.", "ศุกร์ 24 ก.ค."]


def test_a_picture_a_place_and_a_time_open_what_the_phone_has() -> None:
    assert last(QuestionType.IMAGE).helpers[1].action == CameraRoll()
    assert last(QuestionType.GEOPOINT).helpers[0].action == Location()
    assert last(QuestionType.TIME).helpers[0].action == PickDate("time")


def test_a_recording_and_a_text_that_may_be_spoken_have_the_microphone() -> None:
    assert [one.action for one in last(QuestionType.AUDIO).buttons] == [OpenVoice()]
    assert [one.action for one in last(voice=True).buttons] == [OpenVoice()]
    assert last().buttons == ()


def test_skip_is_offered_where_the_form_allows_it_and_back_where_there_is_a_way() -> None:
    assert helpers(last(can_go_back=True)) == ["ย้อนกลับ", "ข้าม"]
    assert helpers(last(required=True)) == []
    assert helpers(last(required=True, can_go_back=True, appearance="w1 no-back")) == []


def test_gathering_ends_with_the_forms_own_button() -> None:
    extras = {"done_label": "ส่งเรื่อง", "cancel_label": "ยกเลิกเรื่องนี้"}
    assert labels(last(gathering=True)) == ["ครบแล้ว"]
    assert labels(last(gathering=True, voice=True, extras=extras)) == [
        "🎤 พูด",
        "ส่งเรื่อง",
        "ยกเลิกเรื่องนี้",
    ]


def test_pictures_gathered_so_far_are_counted_instead_of_asking_again() -> None:
    bubble = last(QuestionType.IMAGE, gathering=True, extras={"count": "2"})
    assert bubble.text == "ได้รูป 2 รูปแล้วค่ะ มีอีกไหมคะ"
    assert labels(bubble) == ["ครบแล้ว"]
    assert helpers(bubble) == ["📷 ถ่ายรูป", "🖼 เลือกรูป"]


REVIEW: dict[str, Any] = {
    "text": "ดูอีกทีก่อนส่งนะคะ",
    "choices": choices(*"กขคงจฉช"),
    "extras": {"summary": "ชาย 20 หญิง 34", "send_label": "ส่งรายงาน"},
    "can_go_back": True,
}


def test_the_review_sends_corrects_or_waits_and_only_sending_is_the_main_button() -> None:
    bubble = last(QuestionType.REVIEW, **REVIEW)
    assert bubble.text == "ดูอีกทีก่อนส่งนะคะ\nชาย 20 หญิง 34"
    assert labels(bubble) == ["ส่งรายงาน", "แก้", "เก็บไว้ก่อน"]
    assert [one.main for one in bubble.buttons] == [True, False, False]
    assert helpers(bubble) == ["ย้อนกลับ"]


def test_correcting_lists_the_answers_six_at_a_time_and_can_still_send() -> None:
    front = last(QuestionType.REVIEW, **REVIEW).buttons[1].action
    assert isinstance(front, Page)
    listed = last(QuestionType.REVIEW, page=front.number, **REVIEW)
    assert listed.text == "แก้ข้อไหนคะ"
    assert labels(listed) == [*"กขคงจฉ", "ดูต่อ", "ส่งรายงาน"]
    assert listed.buttons[2].action == Answer("v3", HeardKind.EDIT)


def test_the_rest_of_the_corrections_is_a_page_on_and_a_page_back() -> None:
    more = last(QuestionType.REVIEW, page=2, **REVIEW).buttons[6].action
    assert more == Page(3)
    listed = last(QuestionType.REVIEW, page=3, **REVIEW)
    assert labels(listed) == ["ช", "ย้อนดู", "ส่งรายงาน"]
    assert listed.buttons[1].action == Page(2)


def test_an_acknowledgement_is_one_button() -> None:
    assert last(QuestionType.ACKNOWLEDGE).buttons[0].action == Answer("OK")


def test_after_three_wrong_answers_there_is_a_way_out() -> None:
    bubble = last(wrong=3, complaint="ยังอ่านไม่ออกค่ะ")
    assert labels(bubble) == ["ข้าม", "ให้โทรหา", "ลองอีกครั้ง"]
    assert bubble.text == say("chat.way_out", "th")


def test_the_next_wrong_answer_shows_the_question_again_with_the_ways_out() -> None:
    bubble = last(wrong=4, complaint="ยังอ่านไม่ออกค่ะ")
    assert bubble.text == "ยังอ่านไม่ออกค่ะ\nจัดวันไหนคะ"
    assert labels(bubble)[-2:] == ["ข้าม", "ให้โทรหา"]
    assert "ข้าม" not in helpers(bubble)


@pytest.mark.parametrize("required", [True, False])
def test_no_bubble_comes_twice_running_however_often_it_is_wrong(required: bool) -> None:
    said = [last(wrong=n, complaint="ยังไม่ออก", required=required) for n in range(3, 9)]
    assert all(one != other for one, other in pairwise(said))
    assert all("ให้โทรหา" in labels(one) for one in said)


def test_what_must_be_answered_cannot_be_skipped_but_kept() -> None:
    bubble = last(wrong=3, complaint="ยังอ่านไม่ออกค่ะ", required=True)
    assert labels(bubble) == ["เก็บไว้ก่อน", "ให้โทรหา", "ลองอีกครั้ง"]
    assert helpers(bubble) == []


def test_trying_again_puts_the_question_itself() -> None:
    assert last(wrong=3).text == "จัดวันไหนคะ"


def test_the_words_of_every_conversation_stand_in_both_languages_and_differ() -> None:
    thai, english = (catalogue("chat", language) for language in LANGUAGES)
    assert thai.keys() == english.keys()
    assert [key for key in thai if thai[key] == english[key]] == []


def test_the_choice_that_goes_on_is_green_where_the_form_names_it() -> None:
    offered = (Choice("yes", "ถูก"), Choice("date", "แก้วัน"))
    bubble = last(QuestionType.SELECT_ONE, choices=offered, appearance="main-yes")
    assert [button.main for button in bubble.buttons] == [True, False]
