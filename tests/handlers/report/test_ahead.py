"""Issue: a future date in a report makes a planned forum, and nothing said is lost."""

from __future__ import annotations

import json

import pytest
import sqlalchemy as sa

from bot.messages.reading import actions, bubble_text
from models.kept import Kept
from models.mailbox import Conversation
from models.planned import PlannedForum
from models.words import ConversationState, KeptState
from tests.handlers.conftest import Named
from tests.support.chat import Chat

AHEAD = "ประชุมวันที่ 20 ส.ค. 9 โมง ที่ศาลา เรื่องน้ำประปา"
PLAN = "นัดประชุมวันที่ 20 ส.ค. 9 โมง ที่ศาลา เรื่องน้ำประปา"
REPORT = "เวที 12 กค ช20 ญ34 เรื่องน้ำประปา"


@pytest.fixture
def chat(people: Named) -> Chat:
    return people("headman")


def _said(chat: Chat) -> tuple[str, list[str]]:
    """The words of the newest answer, and its buttons."""
    messages = json.loads(chat.rows()[-1].body or "[]")
    return "\n".join(bubble_text(messages)), [label for label, _ in actions(messages)]


@pytest.mark.parametrize("agreed", ["นัดเวที", "ใช่", "1"])
def test_it_is_agreed_to_in_any_words(chat: Chat, agreed: str) -> None:
    chat.say(AHEAD)
    assert _said(chat)[1] == ["นัดเวที", "แก้วันที่"]
    chat.say(agreed)
    chat.press("ส่ง")
    with chat.house.database.read() as session:
        planned = session.scalars(sa.select(PlannedForum)).one()
        assert (planned.place, planned.topic) == ("ศาลา", "น้ำประปา")
        ended = session.scalars(sa.select(Conversation.state).order_by(Conversation.id)).all()
    assert ended == [ConversationState.CANCELLED, ConversationState.FINISHED]


def test_a_day_that_may_be_of_two_years_is_asked_about_first(chat: Chat) -> None:
    chat.say("ประชุมวันที่ 20 ธันวา เรื่องน้ำ")
    chat.say("2")
    assert "20 ธ.ค. 2569 ยังไม่ถึงเลยค่ะ" in _said(chat)[0]


def test_photos_stay_in_the_report_which_then_asks_for_its_own_day(chat: Chat) -> None:
    chat.photo()
    chat.say(AHEAD)
    chat.say("นัดเวที")
    chat.press("ส่ง")
    chat.say("ทำต่อ")
    assert _said(chat)[1] == ["วันนี้", "เมื่อวาน"]
    with chat.house.database.read() as session:
        kept = session.scalars(sa.select(Kept).where(Kept.kind == "image")).one()
        assert (kept.state, kept.used_for) == (KeptState.USED, "conversation:1:photos")


def test_what_was_said_of_other_things_before_is_not_of_it(chat: Chat) -> None:
    chat.say("พรุ่งนี้ไปวัดทำบุญกับลูกหลาน")
    chat.say(AHEAD)
    assert "20 ส.ค. 2569" in _said(chat)[0]


def test_the_forum_of_tomorrow_promises_no_reminder_that_is_past(chat: Chat) -> None:
    chat.say("นัดประชุมวันนี้ 18.00 ที่วัด เรื่องไฟ")
    chat.press("ส่ง")
    assert "จะเตือน" not in _said(chat)[0]


@pytest.mark.parametrize("whole", [REPORT, PLAN])
def test_what_an_unsent_message_told_leaves_the_form_that_it_filled(chat: Chat, whole: str) -> None:
    chat.unsend(chat.say(whole))
    chat.say("ทำต่อ")
    assert "น้ำประปา" not in _said(chat)[0]


def test_what_an_unsent_message_told_leaves_the_plan_that_it_became(chat: Chat) -> None:
    message = chat.say(AHEAD)
    chat.say("นัดเวที")
    chat.press("ส่ง")
    chat.unsend(message)
    with chat.house.database.read() as session:
        planned = session.scalars(sa.select(PlannedForum)).one()
    assert (planned.place, planned.topic) == (None, None)
