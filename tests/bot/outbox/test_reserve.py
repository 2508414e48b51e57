"""Issue: a reserve for urgent news, also against what goes to one chat."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from models.handover import relay_key
from models.staff import Staff
from models.tasks import ScheduledTask, plan
from models.words import OutboxState, Priority
from tests.bot.outbox.crowd import Crowd
from tests.support.desk import Desk

A_QUARTER = 15 * 60 + 1
TEN = 10  # a month of ten messages keeps one


def _looked(desk: Desk, quota: int = TEN) -> None:
    """LINE has been asked in the night."""
    desk.site.control.faults(quota=quota)
    with desk.site.house.database.write() as session:
        plan(session, "month.look", "all", desk.now, desk.now)
    _run_tasks(desk)


def _run_tasks(desk: Desk) -> None:
    tasks = next(line for line in desk.site.worker.lines if line.name == "tasks")
    while tasks.once():
        pass


def _send(desk: Desk) -> None:
    while desk.send():
        pass
    _run_tasks(desk)
    while desk.send():
        pass


def _officer(desk: Desk) -> str | None:
    with desk.site.house.database.read() as session:
        return session.scalar(sa.select(Staff.id))


def _alarms(desk: Desk) -> list[str]:
    keyed = [row for row in desk.rows() if row.dedupe_key.startswith("alarm:reserve:")]
    return [row.state.value for row in keyed]


def _states(desk: Desk, count: int) -> list[tuple[str, str | None]]:
    rows = [row for row in desk.rows() if row.dedupe_key.startswith("test:")]
    return [(row.state.value, row.hold_reason) for row in rows][:count]


def test_what_would_use_what_is_kept_waits_with_its_reason(any_desk: Desk) -> None:
    _looked(any_desk)
    for number in range(TEN):
        any_desk.push(f"แจ้ง {number}", Priority.STAFF)
    _send(any_desk)
    assert _states(any_desk, TEN) == [("sent", None)] * 9 + [("held", "reserve")]
    assert len(any_desk.sends("push")) == 9 + len(_alarms(any_desk))


@pytest.mark.parametrize("priority", [Priority.UNASKED, Priority.STAFF])
def test_nothing_that_nobody_waits_for_uses_it(desk: Desk, priority: Priority) -> None:
    _looked(desk, quota=0)
    row = desk.push("แจ้งค่ะ", priority)
    _send(desk)
    assert desk.row(row).first_try_at is None
    assert (desk.row(row).state, desk.row(row).hold_reason) == (OutboxState.HELD, "reserve")


def test_urgent_news_and_answers_use_it(any_desk: Desk) -> None:
    _looked(any_desk)
    for number in range(TEN - 1):
        any_desk.push(f"แจ้ง {number}", Priority.STAFF)
    _send(any_desk)
    any_desk.push("ด่วนค่ะ", urgent_by=_officer(any_desk))
    answer = any_desk.push("ตอบค่ะ", Priority.ANSWER)
    any_desk.site.control.faults(quota=TEN + 1)
    _send(any_desk)
    assert len(any_desk.sends("push")) == TEN + 1
    assert any_desk.row(answer).state is OutboxState.SENT


def test_what_somebody_asked_for_uses_it_and_so_does_a_talk(any_desk: Desk) -> None:
    _looked(any_desk, quota=0)
    asked = any_desk.push("เรื่องของคุณ", Priority.ASKED, forget=True)
    said = any_desk.push("คุณแก้วพูดว่า", Priority.STAFF, key=relay_key(7))
    any_desk.site.control.faults(quota=TEN)
    _send(any_desk)
    assert [any_desk.row(one).state.value for one in (asked, said)] == ["sent"] * 2


def test_lists_that_are_going_leave_nothing_of_what_they_need(any_desk: Desk) -> None:
    crowd = Crowd(any_desk)
    crowd.come(4)
    _looked(any_desk)
    crowd.say()
    crowd.enough_is_left()
    for number in range(TEN):
        any_desk.push(f"แจ้ง {number}", Priority.STAFF)
    _send(any_desk)
    states = [state for state, _ in _states(any_desk, 99) if state in ("sent", "held")]
    assert states.count("sent") == TEN - 1 - 4


def test_staff_hear_once_a_month_and_what_is_held_goes_when_line_gives_more(desk: Desk) -> None:
    _looked(desk)
    for number in range(TEN + 2):
        desk.push(f"แจ้ง {number}", Priority.STAFF)
    for _ in range(3):
        _send(desk)
        desk.site.advance(A_QUARTER)
    alarms = [row for row in desk.rows() if row.dedupe_key.startswith("alarm:reserve:")]
    assert [row.dedupe_key.split(":")[2] for row in alarms] == ["2569-07"]
    desk.site.control.faults(quota=100)
    _run_tasks(desk)
    _send(desk)
    assert [state for state, _ in _states(desk, 99)] == ["sent"] * (TEN + 2)


def test_staff_hear_of_it_out_of_what_is_kept(desk: Desk) -> None:
    _looked(desk)
    for number in range(TEN):
        desk.push(f"แจ้ง {number}", Priority.STAFF)
    _send(desk)
    assert _alarms(desk) == ["sent"]


def test_once_nothing_is_held_staff_need_not_hear_of_it(desk: Desk) -> None:
    _looked(desk)
    for number in range(TEN):
        desk.push(f"แจ้ง {number}", Priority.STAFF)
    while desk.send():
        pass
    _run_tasks(desk)
    desk.site.control.faults(quota=100)
    desk.site.advance(A_QUARTER)
    _run_tasks(desk)
    _send(desk)
    assert _alarms(desk) == ["withdrawn"]


def test_what_is_held_for_it_rides_along_on_a_free_reply(desk: Desk) -> None:
    _looked(desk)
    for number in range(TEN - 1):
        desk.push(f"แจ้ง {number}", Priority.STAFF)
    _send(desk)
    row = desk.push("เรื่องของคุณเสร็จแล้ว", Priority.STAFF)
    _send(desk)
    assert desk.row(row).state is OutboxState.HELD
    desk.answer("ได้ค่ะ")
    desk.send()
    assert desk.row(row).state is OutboxState.CARRIED


def test_the_next_month_lets_go_what_is_still_useful(desk: Desk) -> None:
    _looked(desk)
    useful = {"soon": desk.now + timedelta(days=2), "long": desk.now + timedelta(days=60)}
    for number in range(TEN - 1):
        desk.push(f"แจ้ง {number}", Priority.STAFF)
    rows = {
        key: desk.push(key, Priority.STAFF, useful_until=until) for key, until in useful.items()
    }
    _send(desk)
    desk.site.advance(timedelta(days=31).total_seconds())
    _run_tasks(desk)
    _send(desk)
    became = {key: desk.row(row) for key, row in rows.items()}
    assert became["long"].state is OutboxState.SENT
    assert became["soon"].outcome == "too late to be useful"


def test_before_line_was_asked_in_a_month_nothing_is_held_and_it_is_asked(desk: Desk) -> None:
    desk.site.control.faults(quota=1)
    row = desk.push("แจ้งค่ะ", Priority.STAFF)
    while desk.send():
        pass
    assert desk.row(row).state is OutboxState.SENT
    _run_tasks(desk)
    held = desk.push("อีกครั้งค่ะ", Priority.STAFF)
    _send(desk)
    assert desk.row(held).hold_reason == "reserve"


def test_no_figures_are_asked_for_again_after_a_quarter_of_an_hour(any_desk: Desk) -> None:
    for number, seconds in enumerate((60, A_QUARTER, 60)):
        any_desk.push(f"แจ้ง {number}", Priority.STAFF)
        while any_desk.send():
            pass
        any_desk.line(rate_500=1)
        _run_tasks(any_desk)
        any_desk.line()
        any_desk.site.advance(seconds)
    subjects = [task.subject for task in any_desk.rows(ScheduledTask) if task.kind == "month.look"]
    assert subjects == ["first", "first"]


def test_a_push_that_may_have_come_already_is_tried_with_its_key(desk: Desk) -> None:
    desk.line(drop_after=1)
    row = desk.push("แจ้งค่ะ", Priority.STAFF)
    desk.send()
    desk.line()
    _looked(desk, quota=1)
    desk.send_for(3)
    assert desk.row(row).state is OutboxState.SENT
