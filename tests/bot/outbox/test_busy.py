"""Design §3: nobody is interrupted in a form by what can wait."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from models.mailbox import Conversation, FormVersion, Mailbox
from models.words import ConversationState, Priority
from tests.bot.outbox.crowd import SAID, Crowd
from tests.support.desk import Desk

REMINDER = "เตือนค่ะ"
HALF_AN_HOUR = 30 * 60


def fills_in(desk: Desk, user: str, answered_at: datetime) -> None:
    """A form stands open in this chat, and its newest answer is of that moment."""
    key = f"user:{user}"
    with desk.site.house.database.write() as session:
        if session.get(FormVersion, "f") is None:
            session.add(FormVersion(digest="f", room="x", source=b"", first_used_at=desk.now))
        mailbox = session.get(Mailbox, key) or Mailbox(key=key)
        session.add(mailbox)
        session.flush()
        form = Conversation(mailbox_key=key, room="x", form_digest="f", subject="")
        form.state, form.opened_at, form.touched_at = (
            ConversationState.OPEN,
            answered_at,
            answered_at,
        )
        session.add(form)
        session.flush()
        mailbox.conversation_id = form.id


def test_a_reminder_waits_until_half_an_hour_after_the_last_answer(any_desk: Desk) -> None:
    fills_in(any_desk, any_desk.user, any_desk.now - timedelta(minutes=10))
    any_desk.push(REMINDER, Priority.UNASKED)
    any_desk.send_for(2)
    assert any_desk.said() == []
    any_desk.site.advance(20 * 60)
    any_desk.send_for(2)
    assert any_desk.said() == [REMINDER]


@pytest.mark.parametrize("priority", [Priority.ASKED, Priority.STAFF])
def test_what_was_asked_for_comes_at_once(any_desk: Desk, priority: Priority) -> None:
    fills_in(any_desk, any_desk.user, any_desk.now)
    any_desk.push(REMINDER, priority)
    any_desk.send_for(2)
    assert any_desk.said() == [REMINDER]


def test_a_form_that_was_left_lying_holds_nothing_up(any_desk: Desk) -> None:
    fills_in(any_desk, any_desk.user, any_desk.now - timedelta(minutes=31))
    any_desk.push(REMINDER, Priority.UNASKED)
    any_desk.send_for(2)
    assert any_desk.said() == [REMINDER]


def test_what_would_be_of_no_use_later_does_not_wait(any_desk: Desk) -> None:
    fills_in(any_desk, any_desk.user, any_desk.now)
    useful_until = any_desk.now + timedelta(minutes=10)
    any_desk.push(REMINDER, Priority.UNASKED, useful_until=useful_until)
    any_desk.send_for(2)
    assert any_desk.said() == [REMINDER]


def test_of_a_list_only_who_fills_in_a_form_gets_it_later(any_desk: Desk) -> None:
    crowd = Crowd(any_desk)
    crowd.come(3)
    fills_in(any_desk, crowd.users["2"], any_desk.now)
    crowd.say()
    crowd.send()
    assert [crowd.heard(one) for one in "123"] == [[SAID], [], [SAID]]
    assert crowd.became()["2"][1] == "in the middle of a form"
    any_desk.site.advance(HALF_AN_HOUR + 5 * 60)
    crowd.send()
    assert crowd.heard("2") == [SAID]
