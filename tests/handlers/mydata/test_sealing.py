"""What is half-filled holds phone numbers and names that nobody may know of: it stands encrypted in
the database, and what stood open before goes on and is encrypted in the night."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

import bootstrap
from base.crypto import is_sealed
from handlers.mydata import sealing
from models.mailbox import Conversation
from models.tasks import plan
from tests.handlers.conftest import cast_in
from tests.support.chat import Chat
from tests.support.searching import columns_with

NAME = "แก้ว ใจสมมุติ"
OPEN = sa.type_coerce(Conversation.state_json, sa.Text)


@pytest.fixture
def half(any_house: bootstrap.WorkerHouse) -> Chat:
    """Somebody who has said who they are, and not yet the end of their number."""
    chat = cast_in(any_house)("friend")
    chat.say("เปลี่ยนมือถือใหม่ค่ะ")
    chat.say(NAME)
    return chat


def written(chat: Chat) -> list[str]:
    """The states as they stand in the database."""
    with chat.house.database.read() as session:
        return list(session.scalars(sa.select(OPEN).where(OPEN.is_not(None))))


def stood_open(chat: Chat) -> None:
    """As a version before wrote them."""
    with chat.house.database.write() as session:
        for one in session.scalars(sa.select(Conversation)):
            plain = sa.literal(one.state_json, sa.Text)
            session.execute(
                sa.update(Conversation).where(Conversation.id == one.id).values({OPEN: plain})
            )


def night(chat: Chat) -> None:
    now = chat.house.clock.now()
    with chat.house.database.write() as session:
        plan(session, "retention.empty", "all", now, now)
    chat.run_tasks()


def test_what_is_half_filled_stands_encrypted_and_is_read_with_the_keys(half: Chat) -> None:
    [state] = written(half)
    assert (is_sealed(state), NAME in state) == (True, False)
    assert "conversation.state_json" in columns_with(half.house.database, NAME)


def test_who_is_half_way_goes_on_from_what_stood_open_and_it_is_encrypted_then(half: Chat) -> None:
    stood_open(half)
    [state] = written(half)
    assert NAME in state
    half.say("เก็บไว้ก่อน")
    half.say("ทำต่อ")
    half.say("ไม่รู้ค่ะ")
    assert is_sealed(written(half)[0])
    assert "conversation.state_json" in columns_with(half.house.database, NAME)


def test_in_the_night_all_that_stands_open_is_encrypted(
    half: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sealing, "AT_ONCE", 1)
    other = Chat(half.house, "U" + "9" * 32)
    other.say("แจ้งเรื่อง")
    stood_open(half)
    before = [json_of(half), len(written(half))]
    night(half)
    assert [is_sealed(one) for one in written(half)] == [True, True]
    assert [json_of(half), len(written(half))] == before
    assert sealing.seal(half.house.database) == 0


def json_of(chat: Chat) -> list[str | None]:
    with chat.house.database.read() as session:
        return list(session.scalars(sa.select(Conversation.state_json).order_by(Conversation.id)))
