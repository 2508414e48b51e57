from __future__ import annotations

from datetime import timedelta

from base.clock import FileClock
from tests.handlers.conftest import Named


def test_a_late_event_never_fills_todays_question(people: Named) -> None:
    chat = people("friend")
    chat.say("ลงชื่อ")
    chat.say("แม่บัวลอย", ago=3600)
    assert "เพิ่งมาถึง" in chat.last()
    chat.say("ทำต่อ")
    assert chat.last().endswith("ให้เรียกว่าอะไรดีคะ ชื่อเล่นก็ได้")


def test_a_late_message_is_kept(people: Named) -> None:
    chat = people("friend")
    chat.say("ลงชื่อ")
    chat.say("น้ำท่วมทุ่งนา", ago=3600)
    chat.say("ยกเลิก")
    chat.say("ข้อมูลของฉัน")
    assert "ข้อความที่เก็บไว้ 1 ข้อความ" in chat.answers()[-2]


def test_a_late_answer_that_replaces_a_waiting_question_asks_it_again(people: Named) -> None:
    chat = people("friend")
    chat.store(typed("1", "ลงชื่อ"))
    chat.store(typed("3", "ช่วยเหลือ"))
    chat.handle_one()  # its answer waits, because more was said
    chat.store(typed("2", "เมื่อวานฝนตก"), ago=60)
    chat.handle_one()
    late, question = chat.answers()[-2:]
    assert "เพิ่งมาถึง" in late
    assert question == "ให้เรียกว่าอะไรดีคะ ชื่อเล่นก็ได้"


def test_a_late_tap_still_presses_its_own_button(people: Named) -> None:
    chat = people("headman")
    chat.say("แจ้งเรื่อง")
    told = chat.house.clock.now()
    chat.say("ท่อน้ำแตก")
    assert isinstance(chat.house.clock, FileClock)
    chat.house.clock.set_now(told + timedelta(minutes=5))
    data = dict(chat.buttons())["ส่งเรื่อง"]["data"]
    chat.event({"type": "sticker-like", "by": "nobody"})  # something newer is handled first
    chat.event({"type": "postback", "postback": {"data": data}}, ago=60)
    assert chat.last() == "ตรงไหนคะ"
    chat.event({"type": "postback", "postback": {"data": data}}, ago=50)
    assert chat.last() != "ตรงไหนคะ"


def typed(identity: str, text: str) -> dict[str, object]:
    return {"type": "message", "message": {"id": identity, "type": "text", "text": text}}


def test_with_no_form_open_a_late_greeting_is_greeted(people: Named) -> None:
    chat = people("friend")
    chat.say("เมนู")
    chat.say("สวัสดีค่ะ", ago=60)
    assert chat.last() == "สวัสดีค่ะ วันนี้ให้ช่วยเรื่องอะไรดีคะ"
