from __future__ import annotations

from collections.abc import Callable

import sqlalchemy as sa

from models.kept import Kept
from models.mailbox import Conversation
from models.words import ConversationState, KeptState
from tests.support.chat import Chat, at

Tiny = Callable[[], Chat]


def test_one_answer_is_cancelled_without_a_question(tiny: Tiny) -> None:
    chat = tiny()
    chat.say("น้ำไม่ไหล")
    chat.say("ยกเลิก")
    assert "ไม่ได้ส่งให้ใคร" in chat.last()


def test_two_answers_are_not_cancelled_without_a_question(tiny: Tiny) -> None:
    chat = _with_two_answers(tiny)
    chat.say("ยกเลิก")
    assert "ที่ตอบไว้จะหายไป" in chat.last()
    assert _conversation(chat).state is ConversationState.OPEN


def test_what_was_cancelled_leaves_no_words(tiny: Tiny) -> None:
    chat = _with_two_answers(tiny)
    chat.say("ยกเลิก")
    chat.press("ยกเลิกเลย")
    assert _conversation(chat).state_json is None
    with chat.house.database.read() as session:
        left = session.scalars(sa.select(Kept)).all()
    assert [(row.text, row.state) for row in left] == [(None, KeptState.DISCARDED)] * 2


def test_cancel_pressed_twice_changes_nothing(tiny: Tiny) -> None:
    chat = _with_two_answers(tiny)
    chat.say("ยกเลิก")
    chat.press("ยกเลิกเลย")
    chat.press("ยกเลิกเลย")
    assert "ยกเลิกไปแล้วค่ะ ไม่มีอะไรเปลี่ยน" in chat.last()


def test_thinking_better_of_it_goes_on_where_it_was(tiny: Tiny) -> None:
    chat = _with_two_answers(tiny)
    chat.say("ยกเลิก")
    chat.press("ทำต่อ")
    assert chat.last().endswith("มีอีกไหมคะ")


def test_a_button_of_somebody_elses_form_does_nothing(
    tiny: Tiny, people: Callable[[str], Chat]
) -> None:
    theirs = _with_two_answers(tiny)
    mine = people("headman")
    mine.event(
        {"type": "postback", "postback": {"data": f"x:cancel:{_conversation(theirs).id}:yes"}}
    )
    assert "ปุ่มนี้เก่าแล้วค่ะ" in mine.last()
    assert _conversation(theirs).state is ConversationState.OPEN


def test_asking_to_be_called_tells_the_staff_once(tiny: Tiny) -> None:
    chat = tiny()
    subject = _conversation(chat).id
    for _ in range(2):
        chat.event({"type": "postback", "postback": {"data": f"x:call:{subject}:"}})
    with chat.house.database.read() as session:
        wishes = session.scalars(sa.select(Kept).where(Kept.state == KeptState.FOR_STAFF)).all()
    assert len(wishes) == 1


def test_a_greeting_hours_later_is_no_answer(tiny: Tiny) -> None:
    chat = tiny()
    at(chat.house, "2026-07-14T09:00")
    chat.say("สวัสดีค่ะ")
    assert "ทำต่อเลยไหมคะ" in chat.last()
    chat.press("เริ่มใหม่")
    assert chat.last().endswith("เล่าหน่อยค่ะ")


def test_beginning_anew_asks_before_two_answers_go(tiny: Tiny) -> None:
    chat = _with_two_answers(tiny)
    at(chat.house, "2026-07-14T09:00")
    chat.say("สวัสดีค่ะ")
    chat.press("เริ่มใหม่")
    assert "ที่ตอบไว้จะหายไป" in chat.last()
    assert _conversation(chat).state is ConversationState.OPEN
    chat.press("เริ่มใหม่เลย")
    assert _conversation(chat).state_json is None


def _with_two_answers(tiny: Tiny) -> Chat:
    chat = tiny()
    chat.say("น้ำไม่ไหล")
    chat.say("ปั๊มตัวใหม่")
    return chat


def _conversation(chat: Chat) -> Conversation:
    with chat.house.database.read() as session:
        return session.scalars(sa.select(Conversation).order_by(Conversation.id)).all()[0]
