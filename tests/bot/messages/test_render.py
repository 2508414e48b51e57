from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from base.thai.text import graphemes, utf16_len
from bot.messages.bubbles import (
    SKIP,
    Act,
    Answer,
    Bubble,
    Button,
    Camera,
    Copy,
    Helper,
    Image,
    Link,
    OpenVoice,
    PickDate,
    Say,
    Sound,
)
from bot.messages.buttons import Press, decode
from bot.messages.counting import json_size
from bot.messages.flex import MAX_BUBBLE
from bot.messages.reading import actions, bubble_text, helper_actions, helper_labels, labels
from bot.messages.render import render, sender_name

Json = dict[str, Any]
ASK = Bubble("จัดวันไหนคะ", buttons=(Button("วันนี้", Answer("0")), Button("เมื่อวาน", Answer("1"))))
PICTURE = Image("https://example.org/a.jpg", "https://example.org/b.jpg")


def said(*bubbles: Bubble) -> list[Json]:
    return render(bubbles, conversation="c1", turn=7)


def action(button: Button) -> Json:
    return actions(said(Bubble("ก", buttons=(button,))))[0][1]


def test_plain_words_are_a_text_message() -> None:
    assert said(Bubble("สวัสดีค่ะ")) == [{"type": "text", "text": "สวัสดีค่ะ"}]


def test_buttons_stand_full_width_under_wrapped_text_that_grows_with_the_phones_letters() -> None:
    bubble = said(ASK)[0]["contents"]
    text = {"type": "text", "text": "จัดวันไหนคะ", "wrap": True, "scaling": True}
    assert bubble["body"]["contents"] == [text]
    assert bubble["footer"]["layout"] == "vertical"
    assert [one["type"] for one in bubble["footer"]["contents"]] == ["button", "button"]


def test_a_pressed_answer_says_its_label_and_knows_its_turn() -> None:
    pressed = actions(said(ASK))[1][1]
    assert pressed["displayText"] == "เมื่อวาน"
    assert decode(pressed["data"]) == Press("c1", 7, Answer("1"))


def test_the_button_that_sends_is_the_only_green_one() -> None:
    buttons = (Button("ส่ง", Answer("s"), main=True), Button("แก้", Answer("e")))
    drawn = said(Bubble("ก", buttons=buttons))[0]["contents"]["footer"]["contents"]
    assert [one["style"] for one in drawn] == ["primary", "secondary"]


def test_a_long_label_is_wrapped_in_a_box_and_can_still_be_pressed() -> None:
    label = "รู้แค่ศูนย์ดำรงธรรมประจำจังหวัดและเจ้าหน้าที่"
    messages = said(Bubble("ก", buttons=(Button(label, Answer("2")),)))
    box = messages[0]["contents"]["footer"]["contents"][0]
    assert (box["type"], box["contents"][0]["wrap"]) == ("box", True)
    assert labels(messages) == [label]
    assert graphemes(box["action"]["label"]) <= 40


@pytest.mark.parametrize(
    ("button", "expected"),
    [
        (Button("โทร 191", Link("tel:191")), {"type": "uri", "uri": "tel:191"}),
        (Button("ทำต่อ", Say("ทำต่อ")), {"type": "message", "text": "ทำต่อ"}),
        (Button("คัดลอก", Copy("พี่น้อง")), {"type": "clipboard", "clipboardText": "พี่น้อง"}),
    ],
)
def test_buttons_that_dial_speak_and_copy(button: Button, expected: dict[str, str]) -> None:
    assert action(button) == {"label": button.label, **expected}


def test_the_microphone_opens_without_saying_anything() -> None:
    made = action(Button("พูด", OpenVoice()))
    assert made["inputOption"] == "openVoice"
    assert "displayText" not in made


def test_the_date_picker_keeps_its_limits() -> None:
    made = action(Button("เลือกวัน", PickDate(latest="2026-07-12")))
    assert (made["type"], made["mode"], made["max"]) == ("datetimepicker", "date", "2026-07-12")
    assert "min" not in made


@pytest.mark.parametrize("uri", ["javascript:alert(1)", "/case/1", "https://" + "a" * 1000])
def test_an_address_that_line_does_not_open_is_refused(uri: str) -> None:
    with pytest.raises(ValueError, match="opens"):
        action(Button("ดู", Link(uri)))


def test_the_alt_text_says_the_words_unless_they_are_withheld() -> None:
    assert said(ASK)[0]["altText"] == "จัดวันไหนคะ"
    secret = said(replace(ASK, text="ถนนพัง", alt="มีข้อความถึงคุณค่ะ"))[0]
    assert secret["altText"] == "มีข้อความถึงคุณค่ะ"


def test_withheld_words_without_buttons_stay_out_of_the_notification_too() -> None:
    messages = said(Bubble("เรื่องถนน " * 300, alt="มีข้อความถึงคุณค่ะ"))
    assert {one["altText"] for one in messages} == {"มีข้อความถึงคุณค่ะ"}


def test_alt_text_keeps_the_old_and_the_new_limit() -> None:
    alt = said(replace(ASK, text="น้ำ" * 600))[-1]["altText"]
    assert graphemes(alt) <= 400
    assert utf16_len(alt) <= 1500


def test_helpers_stand_on_the_last_message_once_each() -> None:
    helper = Helper("ข้าม", SKIP)
    messages = said(Bubble("ก", helpers=(helper,)), Bubble("ข", helpers=(helper,)))
    assert helper_labels(messages) == ["ข้าม"]
    assert "quickReply" not in messages[0]


def test_line_takes_thirteen_helpers_of_twenty_letters() -> None:
    helpers = tuple(Helper(f"{i} " + "ที่" * 30, Answer(str(i))) for i in range(15))
    shown = helper_actions(said(Bubble("ก", helpers=helpers)))
    assert len(shown) == 13
    assert all(graphemes(label) <= 20 for label, _ in shown)


def test_the_camera_has_no_data() -> None:
    [(_, made)] = helper_actions(said(Bubble("ก", helpers=(Helper("ถ่ายรูป", Camera()),))))
    assert made == {"type": "camera", "label": "ถ่ายรูป"}


def test_a_picture_alone_is_a_picture_and_with_words_is_the_head_of_the_bubble() -> None:
    assert said(Bubble(image=PICTURE))[0]["previewImageUrl"] == PICTURE.preview
    [message] = said(Bubble("ซ่อมแล้วค่ะ", image=PICTURE))
    assert message["contents"]["hero"]["url"] == PICTURE.url


def test_a_recording_comes_before_its_words() -> None:
    messages = said(Bubble("ได้พูดไหมคะ", sound=Sound("https://example.org/a.m4a", 9000)))
    assert [one["type"] for one in messages] == ["audio", "text"]
    assert messages[0]["duration"] == 9000


def test_long_words_with_buttons_end_in_a_bubble_with_the_buttons() -> None:
    messages = said(replace(ASK, text="ก" * 2500))
    assert [one["type"] for one in messages] == ["text", "text", "flex"]
    assert "".join(bubble_text(messages)) == "ก" * 2500


def test_nothing_to_say_is_refused() -> None:
    with pytest.raises(ValueError, match="nothing"):
        said(Bubble(" \n"))


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("สมร สำนักงานจังหวัด", "สมร สำนักงานจังหวัด"),
        ("สมร LINE จังหวัด", "สมร จังหวัด"),
        ("LIliNEne", ""),
        ("ที่ทำการปกครองอำเภอกาบเชิง", "ที่ทำการปกครองอำเภอก"),
    ],
)
def test_a_senders_name_keeps_lines_rules(name: str, shown: str) -> None:
    assert sender_name(name) == shown
    assert utf16_len(shown) <= 20


def test_an_officer_speaks_under_their_own_name() -> None:
    assert said(Bubble("ค่ะ", sender="สมร"))[0]["sender"] == {"name": "สมร"}


def test_absurd_labels_still_make_a_bubble_that_line_takes() -> None:
    label = "ก" + "้" * 900
    buttons = tuple(Button(label * 9, Act("do", "ก" * 60, "ข" * 150)) for _ in range(8))
    [message] = said(Bubble("ก", buttons=buttons))
    assert json_size(message["contents"]) <= MAX_BUBBLE


@given(st.lists(st.builds(Bubble, st.text(max_size=30)), max_size=12))
def test_whatever_is_said_is_at_most_five_messages_without_empty_ones(
    bubbles: list[Bubble],
) -> None:
    messages = said(*bubbles, ASK)
    assert len(messages) <= 5
    assert all(bubble_text(messages))
    assert labels(messages) == ["วันนี้", "เมื่อวาน"]
