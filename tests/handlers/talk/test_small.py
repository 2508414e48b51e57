from __future__ import annotations

import pytest

from bot.dialogue.words import means
from handlers.talk.small import _WHO_READS
from models.people import Account
from models.staff import Staff
from models.words import StaffRole
from tests.handlers.conftest import Named
from tests.support.chat import Chat

LABEL = "บ้านโนนสมมุติ หมู่ 94"


@pytest.mark.parametrize(
    "text",
    [
        "ใครอ่านบ้างคะ ผู้ใหญ่บ้านเห็นมั้ย",
        "ผู้ใหญ่บ้านจะรู้ไหม",
        "มีใครเห็นข้อความนี้บ้าง",
        "กำนันเห็นหรือเปล่า",
        "who can see what I write?",
    ],
)
def test_who_reads_is_heard_in_any_wording(text: str) -> None:
    assert _WHO_READS.search(text)


@pytest.mark.parametrize(
    "text",
    [
        "ผู้ใหญ่บ้านไม่มาประชุม",
        "ผู้ใหญ่บ้านรู้แล้วครับ",
        "มีใครเห็นควายผมบ้าง",
        "เห็นไฟไหม้ทุ่ง",
        "อยากให้ใครมาช่วยหน่อย",
        "อ่านหนังสือไม่ออก",
    ],
)
def test_other_sentences_are_not_taken_for_that_question(text: str) -> None:
    assert not _WHO_READS.search(text)


@pytest.mark.parametrize("text", ["สวัสดีค่ะ", "หวัดดีจ้า", "Hello!", "  สวัสดีครับผม "])
def test_greetings_are_known_with_their_particles(text: str) -> None:
    assert means(text, "hello")


def test_a_greeting_with_a_matter_is_no_greeting() -> None:
    assert not means("สวัสดีค่ะ น้ำไม่ไหลสามวันแล้ว", "hello")


def test_a_village_leader_among_the_staff_is_said(people: Named) -> None:
    headman = people("headman")
    chat = people("friend")
    _reads_here(headman)
    chat.say("ใครอ่านบ้าง")
    assert "ผู้นำหมู่บ้านที่เป็นเจ้าหน้าที่ด้วย 1 คน" in chat.last()


def test_staff_who_say_that_they_lead_a_village_are_counted_too(people: Named) -> None:
    chat = people("friend")
    _reads_here(chat)
    for words in ("ลงชื่อ", "แก้ว", "กาบเชิง", "กาบเชิง", LABEL, "ผู้นำหมู่บ้าน", "ถูกแล้ว"):
        chat.say(words)
    chat.say("ใครอ่านบ้าง")
    assert "ผู้นำหมู่บ้านที่เป็นเจ้าหน้าที่ด้วย 1 คน" in chat.last()


def _reads_here(chat: Chat) -> None:
    with chat.house.database.write() as session:
        account = session.query(Account).filter_by(line_user_id=chat.user).one()
        staff = Staff(id="s1", account_id=account.id, role=StaffRole.OFFICER, name="บุญมา")
        staff.granted_at = chat.house.clock.now()
        session.add(staff)


def test_only_a_greeting_lets_go_of_what_was_kept(people: Named) -> None:
    chat = people("friend")
    chat.say("วันนี้ร้อนจังเลย")
    chat.press("แค่ทักทาย")
    chat.say("ข้อมูลของฉัน")
    assert "ข้อความที่เก็บไว้ 0 ข้อความ" in chat.answers()[-2]
