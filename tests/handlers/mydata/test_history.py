"""What a sent report said before it was corrected goes with what is deleted or taken back."""

from __future__ import annotations

import pytest

from tests.golden.cast import sharing
from tests.handlers.conftest import Named
from tests.support.chat import Chat
from tests.support.searching import columns_with

OLD, NEW = "ม้าลายหลุด", "ยีราฟป่วย"
HISTORY = {"report_history.before", "report_history.after"}
REPORT = f"เวที 12 กค ช20 ญ34 เรื่อง{OLD}"


@pytest.fixture
def headman(anyone: Named) -> Chat:
    return anyone("headman")


def _sent(chat: Chat, *asked: str) -> str:
    """A report in one message; its number at LINE. `asked` are the buttons before it is sent."""
    said = chat.say(REPORT)
    for label in (*asked, "ส่งรายงาน"):
        chat.press(label)
    return said


def _corrected(chat: Chat, topic: str) -> str:
    for label in ("แก้รายงาน", "แก้", "เรื่องที่คุย"):
        chat.press(label)
    said = chat.say(topic)
    chat.press("ส่งรายงาน")
    return said


def _unsent(chat: Chat, message_id: str) -> None:
    """After all that was answered meanwhile has come."""
    chat.deliver()
    chat.unsend(message_id)


def _told(chat: Chat, word: str) -> set[str]:
    return columns_with(chat.house.database, word) & HISTORY


def test_a_correction_keeps_what_was_said_before(headman: Chat) -> None:
    _sent(headman)
    _corrected(headman, NEW)
    assert _told(headman, OLD) == {"report_history.before"}
    assert _told(headman, NEW) == {"report_history.after"}


def test_whoever_deletes_their_data_leaves_none_of_it(headman: Chat) -> None:
    _sent(headman)
    _corrected(headman, NEW)
    headman.say("ลบข้อมูลของฉัน")
    headman.press("ลบเลย")
    assert _told(headman, OLD) | _told(headman, NEW) == set()
    assert columns_with(headman.house.database, OLD) == set()


def test_one_of_two_on_a_phone_leaves_none_of_theirs(headman: Chat) -> None:
    with headman.house.database.write() as session:
        sharing.thongbai(session, headman.house.clock.now())
    _sent(headman, "ผู้ใหญ่บุญมา")
    _corrected(headman, NEW)
    headman.say("ลบข้อมูลของฉัน")
    headman.press("ลบเลย")
    assert _told(headman, OLD) | _told(headman, NEW) == set()


def test_words_that_were_replaced_and_are_taken_back_leave_what_was_before(headman: Chat) -> None:
    said = _sent(headman)
    _corrected(headman, NEW)
    _unsent(headman, said)
    assert columns_with(headman.house.database, OLD) == set()
    assert columns_with(headman.house.database, NEW) >= {"forum_report.topic"}


def test_words_of_a_correction_that_are_taken_back_leave_what_came_after(headman: Chat) -> None:
    _sent(headman)
    said = _corrected(headman, NEW)
    _corrected(headman, "แมวส้ม")
    _unsent(headman, said)
    assert columns_with(headman.house.database, NEW) == set()
    assert columns_with(headman.house.database, "แมวส้ม") >= {"forum_report.topic"}
