"""Design §3: where pushes are what fails, staff hear on the next free reply to any of them."""

from __future__ import annotations

from dataclasses import replace

import pytest
import sqlalchemy as sa

from bot.messages.reading import bubble_text
from models.outbox import Outgoing
from models.words import OutboxState, Priority
from tests.golden.cast.base import user_id
from tests.support.desk import Desk

OFFICER = user_id("officer")
A_QUARTER = 15 * 60 + 1


def test_staff_hear_on_the_next_free_reply_that_the_month_is_used_up(any_desk: Desk) -> None:
    _month_is_used_up(any_desk)
    any_desk.site.control.say(OFFICER, "สวัสดีค่ะ")
    any_desk.site.settle()
    any_desk.send_for(4)
    assert any("โควตาข้อความเดือนนี้หมดแล้ว" in words for words in _said_to_officer(any_desk))
    assert _notice(any_desk).state is OutboxState.CARRIED


def test_a_notice_that_sending_stopped_ends_when_it_goes_on(desk: Desk) -> None:
    _month_is_used_up(desk)
    desk.site.control.faults(quota=500)
    desk.site.advance(A_QUARTER)
    desk.send_for(3)
    notice = _notice(desk)
    assert (notice.state, notice.outcome) == (OutboxState.WITHDRAWN, "it is over")
    assert _said_to_officer(desk) == []


def test_staff_hear_that_our_token_was_refused_with_the_reply_that_waited_for_it(
    desk: Desk,
) -> None:
    desk.push("แจ้งค่ะ")
    desk.speak_with("wrong")
    desk.send()
    desk.site.control.say(OFFICER, "สวัสดีค่ะ")
    desk.site.settle()
    desk.speak_with("channel-token")
    desk.site.advance(61)
    desk.send_for(3)
    assert any("ไลน์ไม่รับรหัสเข้าใช้" in words for words in _said_to_officer(desk))


def test_what_is_held_rides_along_on_a_free_reply(any_desk: Desk) -> None:
    row = any_desk.push("เรื่องของคุณเสร็จแล้ว")
    any_desk.site.control.faults(quota=0)
    _refused_twice(any_desk)
    any_desk.answer("ได้ค่ะ")
    any_desk.send()
    assert any_desk.said() == ["เรื่องของคุณเสร็จแล้ว", "ได้ค่ะ"]
    assert any_desk.row(row).state is OutboxState.CARRIED


@pytest.mark.parametrize("reason", ["answered meanwhile", None])
def test_a_row_that_nobody_wants_any_more_is_not_sent(desk: Desk, reason: str | None) -> None:
    row = desk.push("เตือนค่ะ", Priority.UNASKED)
    house = desk.site.house
    house.context = replace(house.context, unwanted=lambda _session, _row: reason)
    desk.send()
    ended = OutboxState.WITHDRAWN if reason else OutboxState.SENT
    assert desk.row(row).state is ended


def test_a_row_that_nobody_wants_any_more_does_not_ride_along(desk: Desk) -> None:
    desk.push("เตือนค่ะ", Priority.UNASKED)
    desk.answer("ได้ค่ะ", unwanted=lambda _session, _row: "answered meanwhile")
    desk.send()
    assert desk.said() == ["ได้ค่ะ"]


def _month_is_used_up(desk: Desk) -> None:
    desk.push("แจ้งค่ะ")
    desk.site.control.faults(quota=0)
    _refused_twice(desk)
    desk.send_for(1)
    assert _notice(desk).state is OutboxState.HELD


def _refused_twice(desk: Desk) -> None:
    desk.send()
    desk.site.advance(A_QUARTER)
    desk.send()


def _notice(desk: Desk) -> Outgoing:
    with desk.site.house.database.read() as session:
        chosen = sa.select(Outgoing).where(Outgoing.dedupe_key.startswith("alarm:"))
        return session.scalars(chosen).one()


def _said_to_officer(desk: Desk) -> list[str]:
    items = desk.site.control.chat(OFFICER)
    return [bubble_text([item["message"]])[0] for item in items if item["from"] == "bot"]


def test_what_may_have_come_already_does_not_ride_along(desk: Desk) -> None:
    row = desk.push("เรื่องของคุณเสร็จแล้ว")
    with desk.site.house.database.write() as session:
        held = session.get_one(Outgoing, row)
        held.state, held.hold_reason, held.unclear_tries = OutboxState.HELD, "quota", 1
    desk.answer("ได้ค่ะ")
    desk.send()
    assert desk.said() == ["ได้ค่ะ"]
