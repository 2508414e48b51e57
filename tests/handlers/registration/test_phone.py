"""Who has a new phone is heard in many words; who complains of something else is not."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from handlers.registration.phone import _SAYS_SO
from models.kept import Kept
from models.words import KeptState
from tests.handlers.conftest import Named


@pytest.mark.parametrize(
    "text",
    [
        "สวัสดีค่ะ สายฝนที่อบรมรุ่น 1 เปลี่ยนเครื่องใหม่",
        "เปลี่ยนมือถือ",
        "ผมเปลี่ยนโทรศัพท์แล้ว ของเดิมหายหมด",
        "Hello, I have a new phone",
    ],
)
def test_a_new_phone_is_heard_in_any_wording(text: str) -> None:
    assert _SAYS_SO.search(text)


@pytest.mark.parametrize(
    "text", ["โรงเรียนเปลี่ยนเครื่องกรองน้ำ", "ช่วยเปลี่ยนหลอดไฟทางให้หน่อย", "เปลี่ยนเครื่องสูบน้ำใหม่"]
)
def test_another_change_is_not_taken_for_it(text: str) -> None:
    assert not _SAYS_SO.search(text)


def test_unsent_digits_leave_the_note_for_staff(people: Named) -> None:
    chat = people("friend")
    chat.say("เปลี่ยนเครื่อง")
    said = chat.say("แก้ว ใจสมมุติ 4471")
    chat.unsend(said)
    with chat.house.database.read() as session:
        notes = session.execute(sa.select(Kept.state, Kept.text)).all()
    assert [tuple(note) for note in notes] == [(KeptState.DISCARDED, None)] * 2


def test_another_number_gets_the_same_answer(people: Named) -> None:
    chat = people("friend")
    chat.say("เปลี่ยนเครื่อง")
    chat.say("ใครก็ไม่รู้ 0000")
    assert chat.last().startswith("ขอบคุณค่ะ ให้เจ้าหน้าที่ดูก่อนว่าเป็นคนเดียวกัน")
