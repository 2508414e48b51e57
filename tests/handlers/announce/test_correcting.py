"""[แก้ประกาศ] by night: what nobody has got is corrected; of what some may have, that is said."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from handlers.announce import service
from models.announcements import Announcement
from models.audience import parse
from models.many import Addressee
from models.outbox import Outgoing
from models.staff import Staff
from models.words import AddresseeState, AnnouncementState
from tests.golden.cast.base import headman
from tests.handlers.conftest import Named
from tests.support.chat import Chat, at

WORDS = "พรุ่งนี้ประชุมเก้าโมงค่ะ"
SEEN = "คนรับจะเห็นแบบนี้ค่ะ"


@pytest.fixture
def chat(people: Named) -> Chat:
    """An officer who looks at an announcement that waits for the morning."""
    chat = people("officer")
    now = at(chat.house, "2026-07-14T21:00")
    with chat.house.database.write() as session:
        headman(session, now)
        author = session.scalars(sa.select(Staff)).one()
        service.propose(session, author, service.Draft(WORDS, parse("role:leader")), now)
    chat.run_tasks()
    chat.say("ประกาศ")
    chat.press(f"1 {WORDS}")
    return chat


def _change(chat: Chat, what: type, **values: object) -> None:
    with chat.house.database.write() as session:
        rows = sa.update(what)
        if what is Outgoing:
            rows = rows.where(Outgoing.mailing_id.is_not(None))
        session.execute(rows.values(**values))


def test_what_waits_for_the_morning_is_shown_once_more(chat: Chat) -> None:
    before = len(chat.answers())
    chat.press("แก้ประกาศ")
    assert SEEN in "\n".join(chat.answers()[before:])


@pytest.mark.parametrize(
    ("what", "values"),
    [
        (Outgoing, {"attempts": 1}),
        (Outgoing, {"token": "in hand"}),
        (Addressee, {"state": AddresseeState.SENT}),
        (Addressee, {"state": AddresseeState.CARRIED}),
    ],
)
def test_of_what_some_may_have_nothing_is_corrected(
    chat: Chat, what: type, values: dict[str, object]
) -> None:
    _change(chat, what, **values)
    chat.press("แก้ประกาศ")
    assert chat.last().startswith("ประกาศ 1 กำลังออกไปค่ะ บางคนอาจได้แล้ว")


def test_what_was_stopped_midway_says_so(chat: Chat) -> None:
    _change(chat, Addressee, state=AddresseeState.SENT)
    _change(chat, Announcement, state=AnnouncementState.STOPPED)
    chat.press("แก้ประกาศ")
    assert chat.last().startswith("ประกาศ 1 หยุดส่งไว้ค่ะ แต่บางคนได้ไปแล้ว")


def test_what_goes_out_while_it_is_corrected_is_not_said_twice_unasked(chat: Chat) -> None:
    chat.press("แก้ประกาศ")
    _change(chat, Outgoing, attempts=1)
    before = len(chat.answers())
    chat.say("ส่ง")
    assert "ประกาศเดิมออกไปก่อนแล้วค่ะ" in chat.answers()[before]
    with chat.house.database.read() as session:
        assert session.scalars(sa.select(Announcement.state)).all() == [AnnouncementState.GOING]
