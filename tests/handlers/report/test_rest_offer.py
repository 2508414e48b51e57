"""Issue: the rest of a report is offered at the next working evening, once, to who may be asked."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
import sqlalchemy as sa

from bot.tasks import switched_off
from models.forums import ForumReport
from models.outbox import Outgoing
from models.people import AccountPerson, Person
from models.tasks import ScheduledTask
from models.words import TaskState
from tests.handlers.conftest import Named
from tests.support.chat import Chat, at

WHOLE = "เวที 12 กค ช20 ญ34 เรื่องน้ำประปา"


@pytest.fixture
def sent(people: Named) -> Chat:
    """The headman's quick report of a Monday morning."""
    chat = people("headman")
    chat.say(WHOLE)
    chat.press("ส่งรายงาน")
    return chat


def _evening(chat: Chat, day: str) -> int:
    """How often it was offered by that evening."""
    at(chat.house, f"2026-07-{day}T17:45:05")
    chat.run_tasks()
    return len([row for row in chat.rows() if row.dedupe_key.startswith("rest:")])


def _end(chat: Chat) -> tuple[TaskState, str]:
    with chat.house.database.read() as session:
        task = session.scalars(
            sa.select(ScheduledTask)
            .where(ScheduledTask.kind == "report.rest")
            .order_by(ScheduledTask.id)
        ).first()
        assert task is not None
        return task.state, task.reason


def test_it_is_offered_once(sent: Chat) -> None:
    assert [_evening(sent, day) for day in ("13", "14", "15", "16")] == [0, 1, 1, 1]


def test_put_off_before_its_evening_it_waits_for_another(sent: Chat) -> None:
    at(sent.house, "2026-07-14T09:00")
    sent.press("เติมรายงาน")
    sent.say("พรุ่งนี้เย็น")
    assert [_evening(sent, day) for day in ("14", "15", "16")] == [0, 1, 1]


def test_who_has_told_the_rest_is_not_asked_for_it(sent: Chat) -> None:
    sent.press("เติมรายงาน")
    sent.say("แค่นี้พอ")
    assert _evening(sent, "14") == 0
    assert _end(sent) == (TaskState.DROPPED, "told, enough, or closed")


def test_who_wants_no_reminders_gets_none(sent: Chat) -> None:
    sent.say("หยุดแจ้งเตือน")
    assert _evening(sent, "14") == 0


def test_who_blocked_us_gets_none(sent: Chat) -> None:
    sent.event({"type": "unfollow"}, token=False)
    assert _evening(sent, "14") == 0


def test_a_setting_switches_it_off(sent: Chat) -> None:
    kinds = dict(sent.house.kinds)
    assert kinds["report.rest"].nudge == "full_report"
    kinds["report.rest"] = switched_off(kinds["report.rest"])
    sent.house = replace(sent.house, kinds=kinds)
    assert _evening(sent, "14") == 0
    assert _end(sent) == (TaskState.DROPPED, "switched off: NUDGES_OFF names full_report")


def test_what_was_never_sent_comes_first_and_the_offer_another_evening(sent: Chat) -> None:
    at(sent.house, "2026-07-14T09:00")
    sent.press("แก้รายงาน")
    sent.say("เก็บไว้ก่อน")
    assert _evening(sent, "14") == 0
    assert _end(sent) == (TaskState.DROPPED, "another form is half-way: on another evening")
    sent.say("ทำต่อ")
    sent.say("ยกเลิก")
    assert _evening(sent, "15") == 1


def test_of_what_is_all_told_it_says_that_only_sending_is_left(sent: Chat) -> None:
    sent.press("เติมรายงาน")
    sent.say("2")
    for _ in range(5):
        sent.say("ข้าม")
    sent.say("เก็บไว้ก่อน")
    assert [_evening(sent, day) for day in ("13", "14")] == [0, 1]
    assert "เหลือแค่กดส่งค่ะ" in _offered(sent)


@pytest.mark.parametrize(("others", "times"), [(0, 1), (1, 0)])
def test_on_a_phone_they_left_nobody_hears_their_name(sent: Chat, others: int, times: int) -> None:
    now = sent.house.clock.now()
    with sent.house.database.write() as session:
        link = session.scalars(sa.select(AccountPerson)).one()
        link.until, account = now, link.account_id
        if others:
            session.add(Person(id="other", called="ป้าสมศรี", created_at=now))
            session.flush()
            session.add(AccountPerson(account_id=account, person_id="other", since=now))
    assert _evening(sent, "14") == times
    assert "บุญมา" not in _offered(sent)


def _offered(chat: Chat) -> str:
    bodies = [row.body or "" for row in chat.rows() if row.dedupe_key.startswith("rest:")]
    return "".join(str(json.loads(one)) for one in bodies)


def test_gone_on_with_meanwhile_the_offer_is_taken_back(sent: Chat) -> None:
    assert _evening(sent, "14") == 1
    at(sent.house, "2026-07-14T17:46")
    sent.press("เติมรายงาน")
    assert _why_not(sent) == "gone on with meanwhile"


def test_enough_meanwhile_takes_it_back(sent: Chat) -> None:
    assert _evening(sent, "14") == 1
    sent.press("แค่นี้พอ")
    assert _why_not(sent) == "told meanwhile, or enough"


def _why_not(chat: Chat) -> str | None:
    with chat.house.database.read() as session:
        row = session.scalars(
            sa.select(Outgoing).where(Outgoing.dedupe_key.startswith("rest:"))
        ).one()
        return chat.house.context.unwanted(session, row)


def test_two_presses_of_the_same_evening_are_one_offer(sent: Chat) -> None:
    _evening(sent, "14")
    sent.press("พรุ่งนี้เย็น")
    sent.press("พรุ่งนี้เย็น")
    assert _evening(sent, "15") == 2
    with sent.house.database.read() as session:
        assert session.scalars(sa.select(ForumReport.rest_at)).one() is not None
