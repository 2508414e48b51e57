"""What lies loose in a chat becomes part of a story only as far as the button was about it."""

from __future__ import annotations

import sqlalchemy as sa

import bootstrap
from bot.messages.reading import actions
from models.cases import Case
from models.kept import Kept
from models.words import KeptState
from tests.handlers.conftest import Named
from tests.support.chat import Chat


def _data(chat: Chat, label: str) -> str:
    """What the newest button of that label sends."""
    found = [
        action["data"]
        for message in chat._messages()
        for have, action in actions([message])
        if have == label
    ]
    return str(found[-1])


def _press(chat: Chat, data: str) -> None:
    chat.event({"type": "postback", "postback": {"data": data}})


def _states(house: bootstrap.WorkerHouse) -> list[tuple[str, KeptState]]:
    with house.database.read() as session:
        rows = session.execute(sa.select(Kept.kind, Kept.state).order_by(Kept.id)).all()
    return [(kind, state) for kind, state in rows if kind in ("image", "audio")]


def test_an_old_button_takes_nothing_newer_into_the_story(
    worker_house: bootstrap.WorkerHouse, people: Named
) -> None:
    chat = people("friend")
    chat.photo()
    old = _data(chat, "แจ้งเรื่อง")
    chat.message({"type": "audio", "duration": 4000, "contentProvider": {"type": "line"}})
    _press(chat, old)
    assert _states(worker_house) == [("image", KeptState.USED), ("audio", KeptState.LOOSE)]


def test_starting_over_throws_the_old_words_away(
    worker_house: bootstrap.WorkerHouse, people: Named
) -> None:
    chat = people("friend")
    for said in ("แจ้งเรื่อง", "คำที่ไม่เอาแล้ว", "แจ้งเรื่อง"):
        chat.say(said)
    chat.press("เริ่มใหม่")
    with worker_house.database.read() as session:
        assert session.scalars(sa.select(Kept.text).where(Kept.text.is_not(None))).all() == []


def test_start_over_as_words_only_shows_the_choice(people: Named) -> None:
    chat = people("friend")
    for said in ("แจ้งเรื่อง", "ถนนหน้าวัดพัง", "ลงชื่อ", "ยกเลิก", "เริ่มใหม่"):
        chat.say(said)
    assert chat.last() == "มีเรื่องที่เล่าค้างไว้ค่ะ เล่าต่อ หรือเริ่มใหม่ดีคะ"
    chat.press("เล่าต่อ")
    assert chat.last() == "ได้ 1 ข้อความค่ะ มีอีกไหมคะ"


def test_start_over_inside_a_story_is_asked_about_first(people: Named) -> None:
    chat = people("friend")
    for said in ("แจ้งเรื่อง", "ถนนหน้าวัดพัง", "รถล้มไปสองคัน", "เริ่มใหม่"):
        chat.say(said)
    assert chat.last() == "เริ่มเรื่องที่เล่าใหม่เลยไหมคะ ที่ตอบไว้จะหายไป"
    chat.press("ทำต่อ")
    assert chat.last().endswith("ได้ 2 ข้อความค่ะ มีอีกไหมคะ")


def test_a_place_that_came_first_stands_in_the_story_as_words(
    worker_house: bootstrap.WorkerHouse, people: Named
) -> None:
    chat = people("friend")
    chat.message({"type": "location", "title": "หน้าวัด", "latitude": 14.5, "longitude": 103.6})
    chat.press("แจ้งเรื่อง")
    for said in ("น้ำท่วม", "ส่งเรื่อง", "ท้ายซอย", "1", "ไม่เกี่ยว"):
        chat.say(said)
    with worker_house.database.read() as session:
        assert session.scalars(sa.select(Case.story)).all() == ["หน้าวัด\nน้ำท่วม"]


def test_a_story_that_has_gone_past_its_first_question_still_takes_what_came_loose(
    worker_house: bootstrap.WorkerHouse, people: Named
) -> None:
    chat = people("friend")
    for said in ("แจ้งเรื่อง", "น้ำท่วม", "ส่งเรื่อง", "เมนู"):
        chat.say(said)
    chat.photo()
    chat.press("แจ้งเรื่อง")
    chat.press("เล่าต่อ")
    assert _states(worker_house) == [("image", KeptState.USED)]
    assert "ตรงไหนคะ" in chat.last()
