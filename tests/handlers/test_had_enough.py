"""What becomes of a message on a day on which its person got something unasked already."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from bot.messages.bubbles import Bubble
from bot.messages.reading import bubble_text
from bot.outbox.claim import Asking, Try, claim
from bot.outbox.ending import end
from bot.outbox.write import Push, put_push
from handlers.planning.service import Plan, make
from models.consents import NUDGES, record
from models.outbox import Outgoing
from models.people import Speaking, account_of
from models.planned import PlannedForum
from models.tasks import plan
from models.words import OutboxState, Permission, Priority
from tests.golden.cast import report
from tests.golden.cast.base import NONSOMMUT
from tests.handlers.conftest import Named
from tests.support.chat import Chat, at


@pytest.fixture
def chat(people: Named) -> Chat:
    return people("headman")


def _told_unasked(chat: Chat, moment: str) -> None:
    """Something unasked came at that moment, and all else is settled."""
    now = at(chat.house, moment)
    with chat.house.database.write() as session:
        words = [Bubble("ประกาศ")]
        push = Push(chat.user, f"user:{chat.user}", words, f"test:{moment}", Priority.UNASKED, now)
        put_push(session, push, now)
    with chat.house.database.write() as session:
        for row in session.scalars(sa.select(Outgoing).where(Outgoing.finished_at.is_(None))):
            end(row, OutboxState.SENT, now)


def _goes(chat: Chat, key: str, moment: str) -> str | None:
    """The words of the row whose key begins so, if it goes at that moment."""
    at(chat.house, moment)
    house = chat.house
    asking = Asking(house.context.unwanted)
    while tried := claim(house.database, house.clock, house.context.zone, asking, answers=False):
        if isinstance(tried, Try) and _key(chat, tried.id).startswith(key):
            return bubble_text(json.loads(tried.body))[0]
    return None


def _key(chat: Chat, number: int) -> str:
    with chat.house.database.read() as session:
        return session.get_one(Outgoing, number).dedupe_key


def _runs(chat: Chat, moment: str) -> None:
    at(chat.house, moment)
    chat.run_tasks()


def _promised(chat: Chat) -> None:
    """On Monday the 13th, for Wednesday the 15th."""
    with chat.house.database.write() as session:
        report.promised(session, chat.house.clock.now())


def _planned_for_wednesday(chat: Chat) -> None:
    with chat.house.database.write() as session:
        sender = report.sender(session)
        by = Speaking(sender.account_id, sender.person_id)
        house = chat.house
        assert make(
            session, Plan(NONSOMMUT, date(2026, 7, 15)), by, house.clock.now(), house.context.zone
        )


def _half_filled(chat: Chat) -> None:
    chat.say("แจ้งเรื่อง")
    chat.say("น้ำไม่ไหล")
    now = at(chat.house, "2026-07-14T17:40")
    with chat.house.database.write() as session:
        plan(session, "filling.nudges", "all", now, now)
    chat.run_tasks()


def test_the_notice_of_a_forum_comes_on_its_eve_all_the_same(chat: Chat) -> None:
    _planned_for_wednesday(chat)
    _told_unasked(chat, "2026-07-14T10:00")
    _runs(chat, "2026-07-14T17:45:05")
    assert "พรุ่งนี้ วันพุธที่ 15" in (_goes(chat, "planned:", "2026-07-14T17:46") or "")


def test_a_reminder_of_a_form_comes_on_the_next_day(chat: Chat) -> None:
    _half_filled(chat)
    _told_unasked(chat, "2026-07-14T17:44")
    _runs(chat, "2026-07-14T17:45:05")
    assert _goes(chat, "nudge:", "2026-07-14T17:46") is None
    assert "ค้างอยู่" in (_goes(chat, "nudge:", "2026-07-15T07:01") or "")


def test_a_promise_is_told_by_its_day_alone_on_a_later_one(chat: Chat) -> None:
    _promised(chat)
    _told_unasked(chat, "2026-07-14T10:00")
    _runs(chat, "2026-07-14T17:45:05")
    assert _goes(chat, "promise:", "2026-07-14T17:46") is None
    told = _goes(chat, "promise:", "2026-07-15T07:01") or ""
    assert ("วันพุธที่ 15" in told, "พรุ่งนี้" in told) == (True, False)


def test_a_promise_says_tomorrow_on_the_evening_before(chat: Chat) -> None:
    _promised(chat)
    _runs(chat, "2026-07-14T17:45:05")
    assert "พรุ่งนี้ วันพุธที่ 15" in (_goes(chat, "promise:", "2026-07-14T17:46") or "")


def _tried_at(chat: Chat, moment: str, *, arrived: bool | None) -> Outgoing:
    """The promise's first try failed: nobody knows whether it arrived (None), or it did not."""
    _promised(chat)
    _runs(chat, "2026-07-14T17:45:05")
    _goes(chat, "promise:", moment)
    with chat.house.database.write() as session:
        row = session.scalars(sa.select(Outgoing).where(Outgoing.token.is_not(None))).one()
        row.token = row.leased_until = row.began_at = None
        row.unclear_tries = int(arrived is None)
        row.due_at += timedelta(minutes=1)
        return row


def test_a_promise_that_was_refused_in_the_evening_is_told_by_its_day_in_the_morning(
    chat: Chat,
) -> None:
    before = _tried_at(chat, "2026-07-14T17:46", arrived=False)
    assert _goes(chat, "promise:", "2026-07-14T20:01") is None
    told = _goes(chat, "promise:", "2026-07-15T07:01") or ""
    assert ("วันพุธที่ 15" in told, "พรุ่งนี้" in told) == (True, False)
    with chat.house.database.read() as session:
        row = session.get_one(Outgoing, before.id)
        assert row.retry_key != before.retry_key


def test_a_promise_that_may_have_arrived_is_repeated_as_it_was_on_its_evening(chat: Chat) -> None:
    before = _tried_at(chat, "2026-07-14T17:46", arrived=None)
    assert "พรุ่งนี้ วันพุธที่ 15" in (_goes(chat, "promise:", "2026-07-14T17:50") or "")
    with chat.house.database.read() as session:
        assert session.get_one(Outgoing, before.id).retry_key == before.retry_key


def test_a_promise_that_may_have_arrived_is_said_by_its_day_when_the_evening_is_over(
    chat: Chat,
) -> None:
    before = _tried_at(chat, "2026-07-14T17:46", arrived=None)
    assert _goes(chat, "promise:", "2026-07-14T20:01") is None
    told = _goes(chat, "promise:", "2026-07-15T07:01") or ""
    assert told == "(ส่งซ้ำเพื่อให้แน่ใจ)"
    with chat.house.database.read() as session:
        assert session.get_one(Outgoing, before.id).state is OutboxState.WITHDRAWN
        again = session.scalars(sa.select(Outgoing).where(Outgoing.token.is_not(None))).one()
        words = bubble_text(json.loads(again.body or "[]"))[-1]
    assert ("วันพุธที่ 15" in words, "พรุ่งนี้" in words) == (True, False)


def test_a_promise_that_nobody_sent_in_the_evening_says_no_tomorrow_in_the_morning(
    chat: Chat,
) -> None:
    _promised(chat)
    _runs(chat, "2026-07-14T17:45:05")
    told = _goes(chat, "promise:", "2026-07-15T07:01") or ""
    assert ("วันพุธที่ 15" in told, "พรุ่งนี้" in told) == (True, False)


def _full_week(chat: Chat) -> None:
    """Three messages, of the 13th, 14th and 15th; the forum was on the 15th."""
    _planned_for_wednesday(chat)
    for day in (13, 14, 15):
        _told_unasked(chat, f"2026-07-{day}T10:00")
    _runs(chat, "2026-07-16T17:45:05")


def test_how_a_forum_was_is_asked_on_the_first_day_that_has_room_in_a_full_week(
    chat: Chat,
) -> None:
    _full_week(chat)
    for day in (16, 17, 18, 19):
        assert _goes(chat, "planned:", f"2026-07-{day}T17:46") is None
    assert "วันพุธที่ 15" in (_goes(chat, "planned:", "2026-07-20T07:01") or "")


def test_a_question_that_waits_is_not_asked_of_a_forum_that_was_moved(chat: Chat) -> None:
    _full_week(chat)
    with chat.house.database.write() as session:
        planned = session.scalars(sa.select(PlannedForum)).one()
        planned.after_at = at(chat.house, "2026-07-24T17:45")
    assert _goes(chat, "planned:", "2026-07-20T07:01") is None


def test_a_question_that_waits_is_not_asked_of_who_wants_no_reminders_any_more(chat: Chat) -> None:
    _full_week(chat)
    with chat.house.database.write() as session:
        account = account_of(session, chat.user)
        assert account is not None
        record(session, account.id, None, NUDGES, 1, Permission.NO, chat.house.clock.now())
    assert _goes(chat, "planned:", "2026-07-20T07:01") is None


def test_words_of_a_promise_that_may_have_arrived_stay(chat: Chat) -> None:
    _promised(chat)
    _runs(chat, "2026-07-14T17:45:05")
    _goes(chat, "promise:", "2026-07-14T17:46")
    with chat.house.database.write() as session:
        row = session.scalars(sa.select(Outgoing).where(Outgoing.token.is_not(None))).one()
        row.due_at += timedelta(days=1)
        before = row.body
        assert chat.house.context.unwanted(session, row) is None
        assert row.body == before
