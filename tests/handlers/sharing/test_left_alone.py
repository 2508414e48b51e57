"""Who goes from a shared phone leaves nothing half-told that another could go on with or send."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

import bootstrap
from bot.messages.bubbles import Bubble
from bot.outbox.many import Many, add, open_list
from models.cases import Case
from models.mailbox import Conversation
from models.many import Addressee
from models.people import AccountPerson, Person, Whom
from models.words import AddresseeState, ConversationState
from tests.golden.cast import base, sharing
from tests.handlers.conftest import cast_in
from tests.support.chat import Chat
from tests.support.searching import columns_with

STORY = "ม้าลายเข้าสวน"


@pytest.fixture
def two(any_house: bootstrap.WorkerHouse) -> Chat:
    """The headman's phone, which แม่ทองใบ uses too; the headman has begun to tell something."""
    chat = cast_in(any_house)("headman")
    with any_house.database.write() as session:
        sharing.thongbai(session, any_house.clock.now())
    chat.say("เปลี่ยนคน")
    chat.press("ผู้ใหญ่บุญมา")
    chat.say("แจ้งเรื่อง")
    chat.say(STORY)
    return chat


@pytest.fixture
def by_code(any_house: bootstrap.WorkerHouse) -> Chat:
    """On the headman's phone somebody said «ใช่ ฉันเอง» to the code of คุณสายฝน, and told a story."""
    come = cast_in(any_house)
    chat = come("headman")
    with any_house.database.write() as session:
        base.saifon(session, any_house.clock.now())
    chat.say("ลงชื่อ AD7K")
    chat.press("ใช่ ฉันเอง")
    chat.say("แจ้งเรื่อง")
    chat.say(STORY)
    return chat


def test_a_story_that_was_left_behind_is_not_gone_on_with(two: Chat) -> None:
    _end_link(two, "ผู้ใหญ่บุญมา")
    two.say("วัวหายด้วย")
    two.say("ทำต่อ")
    with two.house.database.read() as session:
        story = session.scalars(sa.select(Conversation)).one()
    assert story.state is ConversationState.LEFT
    assert STORY not in str(two.answers()[-2:])
    assert columns_with(two.house.database, "วัวหาย") >= {"kept.text"}
    assert "วัวหาย" not in (story.state_json or "")


def test_not_me_ends_what_was_begun_under_that_name(by_code: Chat) -> None:
    _not_me(by_code)
    assert by_code.last().endswith("ที่ทำค้างไว้ในชื่อนั้นไม่ได้ส่ง ลบทิ้งให้แล้วค่ะ")
    by_code.say("ส่งเรื่อง")
    with by_code.house.database.read() as session:
        assert session.scalars(sa.select(Case)).all() == []
    assert (
        columns_with(by_code.house.database, STORY) & {"kept.text", "conversation.state_json"}
        == set()
    )


def test_not_me_takes_that_name_off_every_list(by_code: Chat) -> None:
    now = by_code.house.clock.now()
    with by_code.house.database.write() as session:
        found = sa.select(AccountPerson).join(Person).where(Person.called == "คุณสายฝน")
        link = session.scalars(found).one()
        mailing = open_list(session, Many("test:1", [Bubble("x")], now), now)
        add(session, mailing, [Whom(link.account_id, link.person_id)], now)
    _not_me(by_code)
    with by_code.house.database.read() as session:
        place = session.scalars(sa.select(Addressee)).one()
    assert (place.state, place.reason) == (AddresseeState.WITHDRAWN, "not me")


def _not_me(chat: Chat) -> None:
    chat.event({"type": "postback", "postback": {"data": "x:registration.no:AD7K:"}})


def _end_link(chat: Chat, called: str) -> None:
    """As whatever ended it before forms ended with it."""
    with chat.house.database.write() as session:
        theirs = sa.select(Person.id).where(Person.called == called).scalar_subquery()
        gone = sa.update(AccountPerson).where(AccountPerson.person_id == theirs)
        session.execute(gone.values(until=chat.house.clock.now()))
