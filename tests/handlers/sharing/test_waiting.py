"""What waits until it is said who speaks: all of it, once, and nothing that was taken back."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

import bootstrap
from models.cases import Case
from models.forums import ForumReport
from models.kept import Kept
from models.mailbox import Mailbox
from models.people import Person
from models.words import IdentityMode, KeptState
from tests.golden.cast import sharing
from tests.handlers.conftest import cast_in
from tests.support.chat import Chat
from tests.support.searching import columns_with

REPORT = "เวที 12 กค ช20 ญ34 เรื่องม้าลาย"


@pytest.fixture
def two(any_house: bootstrap.WorkerHouse) -> Chat:
    """The headman's phone, which แม่ทองใบ uses too."""
    chat = cast_in(any_house)("headman")
    with any_house.database.write() as session:
        sharing.thongbai(session, any_house.clock.now())
    return chat


def _reporters(chat: Chat) -> list[str | None]:
    with chat.house.database.read() as session:
        sent = sa.select(Person.called).join(ForumReport, ForumReport.reported_by == Person.id)
        return list(session.scalars(sent))


def test_a_report_that_waited_is_sent_by_who_says_that_they_speak(two: Chat) -> None:
    two.say(REPORT)
    assert two.last() == "ตอนนี้คุยกับใครคะ"
    two.press("แม่ทองใบ")
    two.press("ส่งรายงาน")
    assert _reporters(two) == ["แม่ทองใบ"]


def test_what_waited_is_heard_once(two: Chat) -> None:
    two.say(REPORT)
    two.press("แม่ทองใบ")
    with two.house.database.read() as session:
        loose = sa.select(Kept.text).where(Kept.state == KeptState.LOOSE)
        assert session.scalars(loose).all() == []
        assert session.scalars(sa.select(Mailbox.asked_about)).all() == [None]


def test_what_was_taken_back_meanwhile_is_not_heard(two: Chat) -> None:
    message = two.say(REPORT)
    two.unsend(message)
    two.press("แม่ทองใบ")
    assert columns_with(two.house.database, "ม้าลาย") == set()


def test_an_anonymous_story_never_asks_who_speaks(two: Chat) -> None:
    two.say("แจ้งเรื่อง")
    two.say("มีคนลักตัดไม้")
    two.press("ส่งเรื่อง")
    two.say("ที่วัด")
    two.press("3 ไม่บอกใครเลย")
    two.press("ได้ ไม่บอกใครเลย")
    two.press("ไม่เกี่ยว")
    assert "ตอนนี้คุยกับใครคะ" not in two.answers()
    with two.house.database.read() as session:
        case = session.scalars(sa.select(Case)).one()
    assert (case.identity_mode, case.sealed_person) == (IdentityMode.ANONYMOUS, None)


def test_a_button_that_names_a_stranger_changes_nobody(two: Chat) -> None:
    two.say("รายงานเวที")
    two.event({"type": "postback", "postback": {"data": "x:sharing.is:somebody:"}})
    with two.house.database.read() as session:
        assert session.scalars(sa.select(Mailbox.speaker_id)).all() == [None]


def test_what_one_said_stands_nowhere_once_it_is_deleted(two: Chat) -> None:
    two.say("คุยกับเจ้าหน้าที่")
    two.say("เปลี่ยนคน")
    two.press("แม่ทองใบ")
    two.say("เก็บไว้ดูยีราฟ")
    two.say("ลบข้อมูลของฉัน")
    two.press("ลบเลย")
    two.deliver()
    two.run_tasks()
    assert columns_with(two.house.database, "ยีราฟ", "แม่ทองใบ") == set()
    assert columns_with(two.house.database, "ผู้ใหญ่บุญมา") != set()
