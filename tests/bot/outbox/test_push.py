"""Design §3, "Delivery": pushes, and what keeps them from going out."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa
from werkzeug.test import Client

import bootstrap
from bot.outbox.claim import Try, claim
from bot.outbox.dead import replay
from bot.outbox.month import month_refused
from models.outbox import Outgoing
from models.people import Account
from models.words import OutboxKind, OutboxState, Priority
from tests.golden.cast.base import user_id
from tests.support.desk import Desk

EVENING = datetime.fromisoformat("2026-07-13T20:30:00+07:00")
MORNING = datetime.fromisoformat("2026-07-14T07:00:30+07:00")


def test_a_push_that_line_had_accepted_before_comes_once(any_desk: Desk) -> None:
    row = any_desk.push("แจ้งค่ะ")
    any_desk.line(drop_after=1)
    any_desk.send()
    any_desk.line()
    any_desk.send_for(3)
    statuses = [one["status"] for one in any_desk.sends("push")]
    assert statuses == [None, 409]
    assert any_desk.row(row).state is OutboxState.SENT
    assert any_desk.said() == ["แจ้งค่ะ"]


def test_a_push_is_tried_again_with_the_same_key(desk: Desk) -> None:
    row = desk.push("แจ้งค่ะ")
    desk.line(rate_500=1)
    desk.send_for(4)
    desk.line()
    desk.send_for(10)
    keys = {one["headers"]["x-line-retry-key"] for one in desk.sends("push")}
    assert keys == {desk.row(row).retry_key}
    assert desk.said() == ["แจ้งค่ะ"]


def test_a_push_that_nobody_accepts_for_24_hours_is_dead(desk: Desk) -> None:
    row = desk.push("แจ้งค่ะ")
    desk.line(rate_500=1)
    desk.send()
    desk.site.advance(24 * 3600 + 60)
    desk.send()
    assert desk.row(row).state is OutboxState.DEAD


def test_a_push_that_may_have_come_is_not_sent_after_its_key_has_ended(desk: Desk) -> None:
    row = desk.push("แจ้งค่ะ")
    desk.line(drop_after=1)
    desk.send()
    desk.line()
    desk.site.advance(24 * 3600 + 60)
    desk.send()
    assert desk.row(row).state is OutboxState.DEAD
    assert desk.said() == ["แจ้งค่ะ"]


def test_two_that_nobody_asked_for_do_not_go_out_side_by_side(any_desk: Desk) -> None:
    for text in ("หนึ่ง", "สอง"):
        any_desk.push(text, Priority.UNASKED)
    house = any_desk.site.house
    first = claim(house.database, house.clock, house.sender.zone, answers=False)
    assert isinstance(first, Try)  # and is under way
    assert claim(house.database, house.clock, house.sender.zone, answers=False) is True


def test_a_message_is_dead_even_if_nobody_can_be_told(desk: Desk) -> None:
    row = desk.push("แจ้งค่ะ")
    house = desk.site.house
    with house.database.write() as session:
        session.get_one(Outgoing, row).to = "nobody"

    def broken(*_: object) -> None:
        raise RuntimeError

    one = claim(house.database, house.clock, house.sender.zone, answers=False)
    assert isinstance(one, Try)
    replace(house.sender, alarm=broken).send(one)
    assert desk.row(row).state is OutboxState.DEAD


def test_a_dead_message_can_be_sent_once_more(desk: Desk) -> None:
    row = desk.push("แจ้งค่ะ")
    desk.line(rate_500=1)
    desk.send()
    desk.site.advance(24 * 3600 + 60)
    desk.send()
    desk.line()
    with desk.site.house.database.write() as session:
        assert replay(session, row, desk.now)
        assert not replay(session, row, desk.now)
    desk.send_for(2)
    assert desk.said() == ["แจ้งค่ะ"]


def test_too_many_requests_is_no_failed_try(desk: Desk) -> None:
    row = desk.push("แจ้งค่ะ")
    desk.line(rate_429=1)
    desk.send_for(3)
    assert desk.row(row).attempts == 0
    desk.line()
    desk.send_for(3)
    assert desk.said() == ["แจ้งค่ะ"]


def test_a_refused_access_token_stops_all_sending_and_turns_readyz_red(desk: Desk) -> None:
    first, second = desk.push("หนึ่ง"), desk.push("สอง")
    desk.speak_with("wrong")
    assert desk.send()
    assert not desk.send()
    answer = Client(bootstrap.web(desk.site.settings)).get("/readyz")
    assert answer.status_code == 503
    assert "access token" in answer.get_data(as_text=True)
    assert desk.row(first).state is desk.row(second).state is OutboxState.WAITING
    assert desk.row(first).attempts == 0


def test_once_the_access_token_is_good_again_all_of_it_goes_out(desk: Desk) -> None:
    desk.push("หนึ่ง")
    desk.push("สอง")
    desk.speak_with("wrong")
    desk.send()
    desk.speak_with("channel-token")
    desk.site.advance(61)
    desk.send_for(2)
    assert sorted(desk.said()) == ["สอง", "หนึ่ง"]
    assert Client(bootstrap.web(desk.site.settings)).get("/readyz").status_code == 200


def test_a_used_up_month_is_asked_about_again_and_only_then_held(desk: Desk) -> None:
    row = desk.push("แจ้งค่ะ")
    desk.site.control.faults(quota=0)
    desk.send()
    assert desk.row(row).state is OutboxState.WAITING
    desk.site.advance(15 * 60 + 1)
    desk.send()
    assert desk.row(row).state is OutboxState.HELD
    assert Client(bootstrap.web(desk.site.settings)).get("/readyz").status_code == 503


def test_what_is_held_is_released_by_lines_own_figures(desk: Desk) -> None:
    row = desk.push("แจ้งค่ะ")
    desk.site.control.faults(quota=0)
    desk.send()
    desk.site.advance(15 * 60 + 1)
    desk.send()
    desk.site.control.faults(quota=500)
    desk.site.advance(15 * 60 + 1)
    desk.send_for(2)
    assert desk.row(row).state is OutboxState.SENT
    assert desk.said() == ["แจ้งค่ะ"]


def test_nothing_goes_to_who_has_blocked_the_bot(desk: Desk) -> None:
    row = desk.push("แจ้งค่ะ")
    with desk.site.house.database.write() as session:
        session.add(Account(id="1", line_user_id=desk.user, blocked=True, created_at=desk.now))
    desk.send()
    assert desk.row(row).state is OutboxState.WITHDRAWN
    assert desk.row(row).outcome == "blocked"
    assert desk.sends("push") == []


def test_what_is_too_late_to_be_useful_is_not_sent(desk: Desk) -> None:
    row = desk.push("แจ้งค่ะ", useful_until=desk.now + timedelta(minutes=5))
    desk.site.advance(600)
    desk.send()
    assert desk.row(row).state is OutboxState.WITHDRAWN


@pytest.mark.parametrize("priority", [Priority.UNASKED, Priority.STAFF])
def test_nothing_that_was_not_asked_for_goes_out_in_the_evening(
    desk: Desk, priority: Priority
) -> None:
    desk.site.clock.set_now(EVENING)
    row = desk.push("แจ้งค่ะ", priority)
    desk.send()
    assert desk.said() == []
    desk.site.clock.set_now(MORNING)
    desk.send()
    assert desk.row(row).state is OutboxState.SENT


def test_the_outcome_of_somebodys_own_case_may_come_in_the_evening(desk: Desk) -> None:
    desk.site.clock.set_now(EVENING)
    desk.push("แจ้งค่ะ", Priority.ASKED)
    desk.send()
    assert desk.said() == ["แจ้งค่ะ"]


def test_what_an_officer_marked_urgent_goes_out_in_the_evening(desk: Desk) -> None:
    desk.site.clock.set_now(EVENING)
    staff = _staff(desk)
    desk.push("แจ้งค่ะ", Priority.UNASKED, urgent_by=staff)
    desk.send()
    assert desk.said() == ["แจ้งค่ะ"]


def test_at_most_one_unasked_message_a_day_and_three_a_week(desk: Desk) -> None:
    for number in range(4):
        desk.push(f"แจ้ง {number}", Priority.UNASKED)
    days = []
    for _ in range(8):
        desk.send_for(1)
        days.append(len(desk.said()))
        desk.site.advance(24 * 3600)
    assert days == [1, 2, 3, 3, 3, 3, 3, 4]


def _nobody(*_: object) -> None:
    """Is told of it."""


def _staff(desk: Desk) -> str:
    with desk.site.house.database.read() as session:
        account = session.scalars(
            sa.select(Account).where(Account.line_user_id == user_id("officer"))
        ).one()
        row = session.execute(
            sa.text("SELECT id FROM staff WHERE account_id = :id"), {"id": account.id}
        )
        return str(row.scalar_one())


def test_a_row_is_dealt_with_by_one_sender_at_a_time(any_desk: Desk) -> None:
    any_desk.push("แจ้งค่ะ")
    line = next(one for one in any_desk.site.worker.lines if one.name == "pushes")
    first, second = line.find(), line.find()
    assert callable(first)
    assert second is False
    first()
    assert [row.state for row in any_desk.rows(Outgoing)] == [OutboxState.SENT]


def test_a_push_that_waited_for_the_month_has_its_24_hours_from_its_first_real_try(
    desk: Desk,
) -> None:
    row = desk.push("แจ้งค่ะ")
    desk.site.control.faults(quota=0)
    desk.send()
    desk.site.advance(3 * 24 * 3600)
    desk.site.control.faults(quota=500)
    desk.line(rate_500=1)
    desk.send_for(4)
    desk.line()
    desk.send_for(10)
    assert desk.row(row).state is OutboxState.SENT


def test_each_time_that_line_says_too_many_the_wait_is_longer(desk: Desk) -> None:
    row = desk.push("แจ้งค่ะ")
    desk.line(rate_429=1)
    waits = []
    for _ in range(8):
        desk.send()
        waits.append(round((desk.row(row).due_at - desk.now).total_seconds()))
        desk.site.advance(waits[-1] + 0.5)
    assert waits == [1, 2, 4, 8, 16, 32, 60, 60]


def test_a_push_that_cannot_reach_line_for_24_hours_is_dead(desk: Desk) -> None:
    row = desk.push("แจ้งค่ะ")
    desk.speak_with("channel-token", "http://127.0.0.1:9")
    desk.send()
    desk.site.advance(24 * 3600 + 60)
    desk.send()
    assert desk.row(row).state is OutboxState.DEAD


def test_a_month_that_has_room_by_lines_figures_holds_nothing(desk: Desk) -> None:
    row = desk.push("แจ้งค่ะ")
    with desk.site.house.database.write() as session:
        refused = session.get_one(Outgoing, row)
        for _ in range(2):
            month_refused(session, refused, desk.now, _nobody, has_room=True)
    assert desk.row(row).state is OutboxState.WAITING


def test_what_is_held_is_released_though_whoever_began_to_release_it_died(desk: Desk) -> None:
    row = desk.push("แจ้งค่ะ")
    with desk.site.house.database.write() as session:
        held = session.get_one(Outgoing, row)
        held.state, held.hold_reason = OutboxState.HELD, "quota"
    desk.send_for(2)
    assert desk.row(row).state is OutboxState.SENT


def test_an_answer_that_became_a_push_is_apologized_for_when_it_dies(desk: Desk) -> None:
    row = desk.answer("ได้ค่ะ")
    with desk.site.house.database.write() as session:
        session.get_one(Outgoing, row).body = '[{"type":"text","text":""}]'
    desk.site.advance(21 * 60)
    desk.send_for(2)
    assert desk.row(row).kind is OutboxKind.PUSH
    assert desk.row(row).state is OutboxState.DEAD
    assert len(desk.said()) == 1


def test_what_may_have_come_before_it_was_too_late_says_so(desk: Desk) -> None:
    row = desk.push("แจ้งค่ะ", useful_until=desk.now + timedelta(minutes=5))
    desk.line(drop_after=1)
    desk.send()
    desk.site.advance(600)
    desk.send()
    assert desk.row(row).outcome == "too late to be useful; an earlier try may have arrived"
