"""What was announced to one of two people on a phone: theirs to keep and to delete, and no more."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

import bootstrap
from bot.messages.reading import actions
from handlers.announce import service
from models.announcements import Recipient
from models.audience import parse
from models.people import Membership, Person
from models.staff import Staff
from tests.golden.cast import sharing
from tests.golden.cast.base import NONGSOMMUT, officer
from tests.handlers.conftest import cast_in
from tests.support.chat import Chat

HIS, HERS, BOTHS = "ประชุมผู้นำวันจันทร์ค่ะ", "กลุ่มทอผ้ามาพบกันค่ะ", "พรุ่งนี้น้ำไม่ไหลค่ะ"
TOLD = ((HIS, "role:leader"), (HERS, "role:villager"), (BOTHS, "role:leader,villager"))
HEADMAN, MOTHER = "ผู้ใหญ่บุญมา", "แม่ทองใบ"


@pytest.fixture
def two(any_house: bootstrap.WorkerHouse) -> Chat:
    """The headman's phone, which แม่ทองใบ uses too, after three announcements have come to it."""
    chat, now = cast_in(any_house)("headman"), any_house.clock.now()
    with any_house.database.write() as session:
        sharing.thongbai(session, now)
        officer(session, now)
        mother = session.scalars(sa.select(Person).where(Person.called == MOTHER)).one()
        held = sa.select(Membership).where(Membership.person_id == mother.id)
        assert session.scalars(held).one().village_code == NONGSOMMUT
        author = session.scalars(sa.select(Staff)).one()
        for words, to in TOLD:
            service.propose(session, author, service.Draft(words, parse(to)), now)
    chat.run_tasks()
    chat.deliver()
    return chat


def _as(chat: Chat, called: str) -> None:
    chat.say("เปลี่ยนคน")
    chat.press(called)


def _kept(chat: Chat, called: str) -> str:
    """All that they are told they may keep."""
    _as(chat, called)
    before = len(chat.answers())
    chat.say("เก็บข้อมูลไว้เอง")
    return "\n".join(chat.answers()[before:])


def _rows(chat: Chat) -> list[tuple[int, str | None, bool]]:
    """Announcement, who it was for, and whether they took note."""
    with chat.house.database.read() as session:
        chosen = sa.select(Recipient, Person.called).outerjoin(
            Person, Person.id == Recipient.person_id
        )
        found = session.execute(chosen.order_by(Recipient.announcement_id, Recipient.id)).all()
    return [(row.announcement_id, name, row.acknowledged_at is not None) for row, name in found]


@pytest.mark.parametrize(("called", "own", "others"), [(HEADMAN, HIS, HERS), (MOTHER, HERS, HIS)])
def test_each_keeps_what_was_announced_to_them(
    two: Chat, called: str, own: str, others: str
) -> None:
    kept = _kept(two, called)
    assert own in kept
    assert BOTHS in kept
    assert others not in kept


def test_who_takes_note_does_so_of_what_was_for_them(two: Chat) -> None:
    _as(two, HEADMAN)
    two.say("ประกาศ")
    two.event({"type": "postback", "postback": {"data": _button(two, HIS)}})
    assert [(number, name) for number, name, noted in _rows(two) if noted] == [(1, HEADMAN)]
    assert f"ประกาศ 1: {HIS} (รับทราบ" in _kept(two, HEADMAN)


def test_deleting_one_leaves_what_was_announced_to_the_other(two: Chat) -> None:
    _as(two, HEADMAN)
    two.say("ลบข้อมูลของฉัน")
    two.press("ลบเลย")
    found = {(number, name) for number, name, _ in _rows(two)}
    assert found == {(1, None), (2, MOTHER), (3, None), (3, MOTHER)}
    assert HERS in _kept_alone(two)


def _kept_alone(chat: Chat) -> str:
    before = len(chat.answers())
    chat.say("เก็บข้อมูลไว้เอง")
    return "\n".join(chat.answers()[before:])


def _button(chat: Chat, words: str) -> str:
    """The data of [รับทราบ] under these words, as they were shown last."""
    shown = [one for one in chat._messages() if words in str(one)]
    found = next(action for label, action in actions(shown[-1:]) if label == "รับทราบ")
    return str(found["data"])
