from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.kept import Kept
from models.words import KeptState
from tests.handlers.conftest import Named
from tests.support.chat import Chat, at


def test_what_is_said_after_asking_for_a_person_goes_to_the_staff(people: Named) -> None:
    chat = people("friend")
    chat.say("ขอคุยกับเจ้าหน้าที่")
    chat.say("เอกสารที่ดินของแม่")
    assert _for_staff(chat) == ["เอกสารที่ดินของแม่"]


def test_half_an_hour_later_the_bot_listens_again(people: Named) -> None:
    chat = people("friend")
    chat.say("ขอคุยกับเจ้าหน้าที่")
    at(chat.house, "2026-07-13T10:31")
    chat.say("ฝนตกหนักมาก")
    assert _for_staff(chat) == []


def test_each_message_lengthens_the_half_hour(people: Named) -> None:
    chat = people("friend")
    chat.say("ขอคุยกับเจ้าหน้าที่")
    at(chat.house, "2026-07-13T10:20")
    chat.say("เรื่องแรก")
    at(chat.house, "2026-07-13T10:45")
    chat.say("เรื่องที่สอง")
    assert _for_staff(chat) == ["เรื่องแรก", "เรื่องที่สอง"]


def test_asking_for_a_person_puts_the_form_aside(people: Named) -> None:
    chat = people("friend")
    chat.say("ลงชื่อ")
    chat.say("คุยกับคน")
    chat.say("กรอกไม่เป็นค่ะ")
    assert _for_staff(chat) == ["กรอกไม่เป็นค่ะ"]
    chat.say("ทำต่อ")
    assert chat.last().endswith("ให้เรียกว่าอะไรดีคะ ชื่อเล่นก็ได้")


def test_on_a_holiday_the_next_working_day_is_named(people: Named) -> None:
    chat = people("friend")
    at(chat.house, "2026-07-27T17:00")  # the 28th, 29th and 30th are holidays
    chat.say("คุยกับเจ้าหน้าที่")
    assert "วันศุกร์ที่ 31 ก.ค. 2569 08.30 น." in chat.last()


def test_before_the_office_opens_today_is_named(people: Named) -> None:
    chat = people("friend")
    at(chat.house, "2026-07-14T06:00")
    chat.say("คุยกับเจ้าหน้าที่")
    assert "วันนี้ 08.30 น." in chat.last()


def _for_staff(chat: Chat) -> list[str]:
    def read(session: Session) -> list[str]:
        chosen = sa.select(Kept.text).where(Kept.state == KeptState.FOR_STAFF).order_by(Kept.id)
        return [text for text in session.scalars(chosen) if text]

    with chat.house.database.read() as session:
        return read(session)
