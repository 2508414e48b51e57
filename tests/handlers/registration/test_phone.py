"""Who has a new phone is heard in many words; who complains of something else is not."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from models.kept import Kept
from models.words import KeptState
from tests.handlers.conftest import Named
from tests.support.chat import Chat

ASKS_WHO = "สวัสดีค่ะ ขอชื่อนามสกุล กับเลขท้ายเบอร์เดิม 4 ตัวได้ไหมคะ"
ASKS_IF = "เปลี่ยนมือถือหรือไลน์ใหม่ใช่ไหมคะ"


@pytest.mark.parametrize(
    "text",
    [
        "ลุงคำเปลี่ยนมือถือเครื่องใหม่ครับ",
        "ผมเปลี่ยนโทรศัพท์แล้ว ของเดิมหายหมด",
        "สายฝนค่ะ เปลี่ยนไลน์ใหม่แล้วค่ะ",
        "Hello, I have a new phone",
    ],
)
def test_a_new_phone_is_heard_in_any_wording(people: Named, text: str) -> None:
    chat = people("friend")
    chat.say(text)
    assert chat.last() == ASKS_WHO


@pytest.mark.parametrize(
    "text",
    [
        "สวัสดีค่ะ สายฝนที่อบรมรุ่น 1 เปลี่ยนเครื่องใหม่",
        "ปั๊มน้ำเสีย ต้องเปลี่ยนเครื่องใหม่",
        "ขโมยขึ้นบ้าน มือถือหาย",
        "อบต. เปลี่ยนเบอร์ใหม่ โทรไม่ติดเลย",
    ],
)
def test_what_may_be_about_another_thing_is_kept_and_asked(people: Named, text: str) -> None:
    chat = people("friend")
    chat.say(text)
    assert chat.last() == ASKS_IF
    assert _rows(chat) == [(KeptState.LOOSE, text)]


@pytest.mark.parametrize(
    "text",
    [
        "โรงเรียนเปลี่ยนเครื่องกรองน้ำ",
        "ช่วยเปลี่ยนหลอดไฟทางให้หน่อย",
        "เปลี่ยนเครื่องสูบน้ำใหม่",
        "the new phone line is broken",
    ],
)
def test_another_change_is_not_taken_for_it(people: Named, text: str) -> None:
    chat = people("friend")
    chat.say(text)
    assert chat.last() not in (ASKS_WHO, ASKS_IF)


def test_a_pump_becomes_a_story_with_one_more_tap(people: Named) -> None:
    chat = people("friend")
    chat.say("ปั๊มน้ำเสีย ต้องเปลี่ยนเครื่องใหม่")
    chat.press("ไม่ใช่")
    chat.press("แจ้งเรื่อง")
    assert chat.last() == "ได้ 1 ข้อความค่ะ มีอีกไหมคะ"


def test_what_said_that_it_is_a_phone_goes_with_the_form(people: Named) -> None:
    chat = people("friend")
    chat.say("สวัสดีค่ะ สายฝนที่อบรมรุ่น 1 เปลี่ยนเครื่องใหม่")
    chat.press("ใช่")
    assert chat.last() == ASKS_WHO
    chat.say("ยกเลิก")
    assert _rows(chat) == [(KeptState.DISCARDED, None)]


def test_unsent_digits_leave_the_note_for_staff(people: Named) -> None:
    chat = people("friend")
    chat.say("เปลี่ยนเครื่อง")
    said = chat.say("แก้ว ใจสมมุติ 4471")
    chat.unsend(said)
    assert _rows(chat) == [(KeptState.DISCARDED, None)] * 2


def test_another_number_gets_the_same_answer(people: Named) -> None:
    chat = people("friend")
    chat.say("เปลี่ยนเครื่อง")
    chat.say("ใครก็ไม่รู้ 0000")
    assert chat.last().startswith("ขอบคุณค่ะ ให้เจ้าหน้าที่ดูก่อนว่าเป็นคนเดียวกัน")


def _rows(chat: Chat) -> list[tuple[KeptState, str | None]]:
    with chat.house.database.read() as session:
        return [(row.state, row.text) for row in session.scalars(sa.select(Kept))]
