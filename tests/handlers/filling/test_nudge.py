from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pytest
import sqlalchemy as sa

from models.holidays import set_day
from models.outbox import Outgoing
from models.people import Account
from models.tasks import ScheduledTask, plan
from models.words import TaskState
from tests.support.chat import Chat, at

Tiny = Callable[[], Chat]


def test_a_reminder_is_planned_for_a_quarter_to_six(tiny: Tiny) -> None:
    chat = _half_filled(tiny)
    _evening(chat, "2026-07-14T17:40")
    at(chat.house, "2026-07-14T17:44")
    chat.run_tasks()
    assert _nudges(chat) == 0
    at(chat.house, "2026-07-14T17:45:05")
    chat.run_tasks()
    assert _nudges(chat) == 1


def test_nobody_is_reminded_twice(tiny: Tiny) -> None:
    chat = _half_filled(tiny)
    for day in ("14", "15", "16"):
        _evening(chat, f"2026-07-{day}T17:40")
        at(chat.house, f"2026-07-{day}T17:46")
        chat.run_tasks()
    assert _nudges(chat) == 1


def test_who_blocked_us_is_not_reminded(tiny: Tiny) -> None:
    chat = _half_filled(tiny)
    chat.event({"type": "unfollow"}, token=False)
    assert _after_an_evening(chat) == 0


def test_who_asked_for_no_reminders_gets_none(tiny: Tiny) -> None:
    chat = _half_filled(tiny)
    chat.say("หยุดแจ้งเตือน")
    assert _after_an_evening(chat) == 0


def test_a_form_cancelled_meanwhile_is_not_reminded_of(tiny: Tiny) -> None:
    chat = _half_filled(tiny)
    _evening(chat, "2026-07-14T17:40")
    chat.say("ยกเลิก")
    at(chat.house, "2026-07-14T17:46")
    chat.run_tasks()
    assert _nudges(chat) == 0


def test_somebody_who_is_just_answering_is_left_in_peace(tiny: Tiny) -> None:
    chat = tiny()
    at(chat.house, "2026-07-14T17:30")
    chat.say("น้ำไม่ไหล")
    assert _after_an_evening(chat) == 0


def test_a_reminder_is_not_sent_to_who_answered_before_it_went(tiny: Tiny) -> None:
    chat = _half_filled(tiny)
    assert _after_an_evening(chat) == 1
    chat.say("ทำต่อ")
    assert _unwanted(chat) == "answered meanwhile"


def test_a_reminder_is_not_sent_for_a_form_that_was_cancelled_before_it_went(tiny: Tiny) -> None:
    chat = _half_filled(tiny)
    assert _after_an_evening(chat) == 1
    chat.say("ยกเลิก")
    assert _unwanted(chat) == "the form is closed"


def test_a_reminder_is_not_sent_to_who_took_the_permission_back_before_it_went(
    tiny: Tiny,
) -> None:
    chat = _half_filled(tiny)
    assert _after_an_evening(chat) == 1
    assert _unwanted(chat) is None
    chat.say("หยุดแจ้งเตือน")
    assert _unwanted(chat) == "no reminders wanted"


def test_two_forms_half_way_are_one_reminder_an_evening(tiny: Tiny) -> None:
    chat = _half_filled(tiny)
    chat.event({"type": "postback", "postback": {"data": "x:tiny.open::"}})
    chat.say("ถนนพัง")
    assert _after_an_evening(chat) == 1


@pytest.mark.parametrize("moment", ["2026-07-18T17:40", "2026-07-28T17:40"])
def test_weekends_and_holidays_plan_nothing(tiny: Tiny, moment: str) -> None:
    chat = _half_filled(tiny)
    _evening(chat, moment)
    with chat.house.database.read() as session:
        task = session.scalars(sa.select(ScheduledTask)).one()
    assert (task.state, task.reason) == (TaskState.DROPPED, "not a working day")


def test_a_day_that_the_office_closed_itself_plans_nothing(tiny: Tiny) -> None:
    chat = _half_filled(tiny)
    with chat.house.database.write() as session:
        set_day(session, date(2026, 7, 14), "หยุดพิเศษ", chat.house.clock.now(), works=False)
    _evening(chat, "2026-07-14T17:40")
    with chat.house.database.read() as session:
        task = session.scalars(sa.select(ScheduledTask)).one()
    assert (task.state, task.reason) == (TaskState.DROPPED, "not a working day")


def test_a_reminder_that_is_hours_late_is_dropped(tiny: Tiny) -> None:
    chat = _half_filled(tiny)
    _evening(chat, "2026-07-14T17:40")
    at(chat.house, "2026-07-14T20:00")
    chat.run_tasks()
    assert _nudges(chat) == 0


def test_the_notification_of_a_reminder_names_no_form(tiny: Tiny) -> None:
    chat = _half_filled(tiny)
    _after_an_evening(chat)
    with chat.house.database.read() as session:
        body = session.scalars(sa.select(Outgoing.body).order_by(Outgoing.id.desc())).first()
    assert '"altText":"มีเรื่องที่ทำค้างไว้ค่ะ"' in (body or "")


def _half_filled(tiny: Tiny) -> Chat:
    chat = tiny()
    chat.say("น้ำไม่ไหล")
    return chat


def _after_an_evening(chat: Chat) -> int:
    _evening(chat, "2026-07-14T17:40")
    at(chat.house, "2026-07-14T17:46")
    chat.run_tasks()
    return _nudges(chat)


def _evening(chat: Chat, moment: str) -> datetime:
    """What the clock plans at that moment is run."""
    now = at(chat.house, moment)
    with chat.house.database.write() as session:
        plan(session, "filling.nudges", "all", now, now)
    chat.run_tasks()
    return now


def _nudges(chat: Chat) -> int:
    with chat.house.database.read() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(Account)) == 1
        chosen = sa.select(sa.func.count()).where(Outgoing.dedupe_key.startswith("nudge:"))
        return session.scalar(chosen) or 0


def _unwanted(chat: Chat) -> str | None:
    """What the sender is told when it takes the reminder up."""
    with chat.house.database.read() as session:
        row = session.scalars(
            sa.select(Outgoing).where(Outgoing.dedupe_key.startswith("nudge:"))
        ).one()
        return chat.house.context.unwanted(session, row)
