"""A button typed: what was shown last counts, and in a form only the words of a button do."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from models.outbox import Outgoing
from models.people import Account
from models.words import OutboxState
from tests.handlers.conftest import Named
from tests.support.chat import Chat


@pytest.mark.parametrize("word", ["ลบเลย", "ลบเลยค่ะ", "1", "๑", "ใช่ค่ะ"])
def test_a_button_is_pressed_by_its_words_its_number_or_yes(people: Named, word: str) -> None:
    chat = _asked_whether_to_delete(people)
    chat.say(word)
    assert _is_erased(chat)


@pytest.mark.parametrize("word", ["ไม่ลบ", "2", "ไม่ค่ะ", "ไม่เอา", "ลบเลยดีไหม", "3", "ค่ะ"])
def test_anything_else_deletes_nothing(people: Named, word: str) -> None:
    chat = _asked_whether_to_delete(people)
    chat.say(word)
    assert not _is_erased(chat)


@pytest.mark.parametrize(("word", "erased"), [("1", False), ("ใช่", False), ("ลบเลย", True)])
def test_in_a_form_only_the_words_of_a_button_press_it(
    people: Named, word: str, erased: bool
) -> None:
    chat = people("friend")
    chat.say("ลงชื่อ")
    chat.say("ลบข้อมูลของฉัน")
    _sent(chat)
    chat.say(word)
    assert _is_erased(chat) is erased


def test_the_buttons_of_an_answer_before_the_last_are_not_typed(people: Named) -> None:
    chat = _asked_whether_to_delete(people)
    chat.say("สวัสดีค่ะ")
    _sent(chat)
    chat.say("ลบเลย")
    assert not _is_erased(chat)


def test_what_was_emptied_when_it_was_sent_has_no_buttons(people: Named) -> None:
    chat = _asked_whether_to_delete(people)
    with chat.house.database.write() as session:
        session.execute(sa.update(Outgoing).values(body=None))
    chat.say("ลบเลย")
    assert not _is_erased(chat)


def test_what_nobody_has_seen_yet_has_no_buttons(people: Named) -> None:
    chat = people("friend")
    chat.say("ลบข้อมูลของฉัน")
    chat.say("ลบเลย")
    assert not _is_erased(chat)


def _asked_whether_to_delete(people: Named) -> Chat:
    chat = people("friend")
    chat.say("ลบข้อมูลของฉัน")
    _sent(chat)
    return chat


def _sent(chat: Chat) -> None:
    """Everything so far was shown on the phone."""
    now = chat.house.clock.now()
    with chat.house.database.write() as session:
        waiting = sa.update(Outgoing).where(Outgoing.state == OutboxState.WAITING)
        session.execute(waiting.values(state=OutboxState.SENT, first_try_at=now, finished_at=now))


def _is_erased(chat: Chat) -> bool:
    with chat.house.database.read() as session:
        return any(session.scalars(sa.select(Account.erased_at)).all())
