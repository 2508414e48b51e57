from __future__ import annotations

from collections.abc import Callable

from tests.support.chat import Chat

Tiny = Callable[[], Chat]


def test_a_bare_skip_in_free_text_is_asked_about(tiny: Tiny) -> None:
    chat = tiny()
    chat.say("ข้ามค่ะ")
    assert chat.last() == '"ข้ามค่ะ" นี่คือขอข้ามข้อนี้ หรือเป็นคำตอบคะ'


def test_said_twice_it_is_a_skip(tiny: Tiny) -> None:
    chat = tiny()
    chat.say("ข้าม")
    chat.say("ข้าม")
    assert chat.last() == "อยากได้อะไรคะ"


def test_the_button_skips(tiny: Tiny) -> None:
    chat = tiny()
    chat.say("skip")
    chat.press("ข้ามข้อนี้")
    assert chat.last() == "อยากได้อะไรคะ"


def test_the_other_button_makes_it_the_answer(tiny: Tiny) -> None:
    chat = tiny()
    chat.say("ข้าม")
    chat.press("เป็นคำตอบ")
    chat.say("ข้ามข้อนี้")
    chat.say("ขอข้ามข้อนี้")
    assert chat.last() == "got [('story', 'ข้าม')]"


def test_a_longer_word_for_skipping_needs_no_question(tiny: Tiny) -> None:
    chat = tiny()
    chat.say("ข้ามข้อนี้ค่ะ")
    assert chat.last() == "อยากได้อะไรคะ"


def test_the_button_of_an_earlier_question_skips_nothing(tiny: Tiny) -> None:
    chat = tiny()
    chat.say("ข้าม")
    chat.say("น้ำไม่ไหล")
    chat.press("ข้ามข้อนี้")
    assert chat.last() == "ปุ่มนี้ของข้อก่อนหน้าค่ะ ไม่มีอะไรเปลี่ยน\nอยากได้อะไรคะ"
