"""One of several people on a phone deletes their data: no list and no menu there is theirs."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

import bootstrap
from bot.messages.bubbles import Bubble
from bot.outbox.many import Many, add, open_list
from bot.outbox.write import Push, put_push
from models.kept import WRITING_BACK, Kept, word_key
from models.mailbox import Conversation, FormVersion
from models.many import Addressee
from models.menus import MenuLink
from models.outbox import Outgoing
from models.people import Person, Whom, account_of
from models.words import (
    AddresseeState,
    ConversationState,
    KeptState,
    MenuState,
    OutboxState,
    Priority,
)
from tests.golden.cast import sharing
from tests.golden.cast.base import user_id
from tests.handlers.conftest import cast_in
from tests.support.chat import Chat

ERASED = (AddresseeState.WITHDRAWN, "erased", None)


@pytest.fixture
def two(any_house: bootstrap.WorkerHouse) -> Chat:
    """The headman's phone, which แม่ทองใบ uses too; the headman speaks."""
    chat = cast_in(any_house)("headman")
    with any_house.database.write() as session:
        sharing.thongbai(session, any_house.clock.now())
    chat.say("เปลี่ยนคน")
    chat.press("ผู้ใหญ่บุญมา")
    return chat


def test_an_invitation_to_who_deleted_their_data_does_not_go(two: Chat) -> None:
    _listed(two, "test:1", ["ผู้ใหญ่บุญมา"])
    _deleted(two)
    assert _places(two) == [ERASED]


@pytest.mark.parametrize("named", [["แม่ทองใบ"], ["ผู้ใหญ่บุญมา", "แม่ทองใบ"]])
def test_what_the_other_is_to_hear_still_goes(two: Chat, named: list[str]) -> None:
    _listed(two, "test:1", named)
    _deleted(two)
    [(state, reason, _)] = _places(two)
    assert (state, reason) == (AddresseeState.WAITING, "")


def test_two_who_were_named_one_after_the_other_are_both_meant(two: Chat) -> None:
    _listed(two, "test:1", ["ผู้ใหญ่บุญมา"])
    _listed(two, "test:1", ["แม่ทองใบ"])
    _deleted(two)
    assert [state for state, *_ in _places(two)] == [AddresseeState.WAITING]


def test_what_rode_on_an_answer_that_is_not_said_waits_for_the_other(two: Chat) -> None:
    now = two.house.clock.now()
    said = Push(two.user, f"user:{two.user}", [Bubble("x")], "test:1", Priority.UNASKED, now)
    with two.house.database.write() as session:
        put_push(session, said, now)
    two.say("ลบข้อมูลของฉัน")
    assert _pushed(two).state is OutboxState.CARRIED
    two.press("ลบเลย")
    assert (_pushed(two).state, _pushed(two).carried_by) == (OutboxState.WAITING, None)


def test_what_an_officer_wrote_back_to_who_deleted_their_data_is_not_said(two: Chat) -> None:
    two.say("คุยกับเจ้าหน้าที่")
    two.say("ขอเบอร์อำเภอหน่อย")
    _written_back(two)
    assert _pushed(two).state is OutboxState.WAITING
    _deleted(two)
    assert (_pushed(two).state, _pushed(two).body) == (OutboxState.WITHDRAWN, None)


def test_the_menu_of_the_phone_is_looked_at_anew(two: Chat) -> None:
    _linked(two)
    _deleted(two)
    assert _menus(two) == [MenuState.WAITING]


def test_the_menu_follows_the_language_that_was_corrected(two: Chat) -> None:
    _linked(two)
    two.say("แก้ข้อมูล")
    two.press("ภาษา")
    two.press("ภาษาอังกฤษ")
    with two.house.database.read() as session:
        account = account_of(session, two.user)
    assert account is not None
    assert (account.language, _menus(two)) == ("en", [MenuState.WAITING])


def _listed(chat: Chat, key: str, called: list[str]) -> None:
    now = chat.house.clock.now()
    with chat.house.database.write() as session:
        mailing = open_list(session, Many(key, [Bubble("x")], now), now)
        add(session, mailing, [_whom(session, one) for one in called], now)


def _whom(session: Session, called: str) -> Whom:
    account = account_of(session, user_id("headman"))
    assert account is not None
    person = session.scalars(sa.select(Person.id).where(Person.called == called)).one()
    return Whom(account.id, person)


def _pushed(chat: Chat) -> Outgoing:
    """What is to be said here and is no answer."""
    with chat.house.database.read() as session:
        return session.scalars(sa.select(Outgoing).where(~Outgoing.answer)).one()


def _written_back(chat: Chat) -> None:
    """An officer's answer to the only message that was left for a person; it waits to be said."""
    now, to = chat.house.clock.now(), chat.user
    with chat.house.database.write() as session:
        left = session.scalars(sa.select(Kept).where(Kept.state == KeptState.FOR_STAFF)).one()
        session.add(FormVersion(digest="w", room=WRITING_BACK, source=b"", first_used_at=now))
        session.flush()
        form = Conversation(room=WRITING_BACK, form_digest="w", subject=str(left.id))
        form.state, form.opened_at, form.touched_at = ConversationState.FINISHED, now, now
        session.add(form)
        session.flush()
        key = word_key(form.id)
        put_push(session, Push(to, f"user:{to}", [Bubble("x")], key, Priority.ASKED, now), now)


def _places(chat: Chat) -> list[tuple[AddresseeState, str, str | None]]:
    with chat.house.database.read() as session:
        found = session.scalars(sa.select(Addressee).order_by(Addressee.id)).all()
    return [(one.state, one.reason, one.person_id) for one in found]


def _linked(chat: Chat) -> None:
    """LINE was told of the menu as it is now."""
    with chat.house.database.write() as session:
        account = account_of(session, chat.user)
        assert account is not None
        session.execute(sa.delete(MenuLink))
        session.add(
            MenuLink(id=account.id, state=MenuState.DONE, due_at=chat.house.clock.now(), attempts=0)
        )


def _menus(chat: Chat) -> list[MenuState]:
    with chat.house.database.read() as session:
        return list(session.scalars(sa.select(MenuLink.state)))


def _deleted(chat: Chat) -> None:
    chat.say("ลบข้อมูลของฉัน")
    chat.press("ลบเลย")
