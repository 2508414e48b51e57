"""Design §3: what rides along comes at an hour and on a day on which it might come by itself, and
is not lost with an answer that comes to nobody."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from bot.outbox.dead import replay
from bot.outbox.pausing import pause
from models.outbox import Outgoing
from models.places import District
from models.words import OutboxState, Priority
from tests.bot.outbox.crowd import Crowd
from tests.support.desk import Desk

EVENING = datetime.fromisoformat("2026-07-13T20:30:00+07:00")
MORNING = datetime.fromisoformat("2026-07-14T07:00:30+07:00")
NEXT_DAY = datetime.fromisoformat("2026-07-14T10:00:00+07:00")
A_QUARTER = 15 * 60 + 1
OLD = "เตือนค่ะ"
BROKEN = '[{"type":"text","text":""},'


def _held_for_the_month(desk: Desk, *texts: str, priority: Priority = Priority.UNASKED) -> None:
    for text in texts:
        desk.push(text, priority)
    desk.site.control.faults(quota=0)
    for _ in range(2):
        while desk.send():
            pass
        desk.site.advance(A_QUARTER)
    while desk.send():
        pass
    assert [row.state for row in _pushed(desk)] == [OutboxState.HELD] * len(texts)


def _pushed(desk: Desk) -> list[Outgoing]:
    return [row for row in desk.rows() if row.dedupe_key.startswith("test:")]


def test_what_was_held_for_the_month_does_not_ride_at_night(any_desk: Desk) -> None:
    _held_for_the_month(any_desk, OLD)
    any_desk.site.clock.set_now(EVENING)
    any_desk.answer("ได้ค่ะ")
    any_desk.send_for(2)
    assert any_desk.said() == ["ได้ค่ะ"]


def test_what_is_released_at_night_goes_in_the_morning(any_desk: Desk) -> None:
    _held_for_the_month(any_desk, OLD)
    any_desk.site.control.faults(quota=500)
    any_desk.site.clock.set_now(EVENING)
    any_desk.send_for(2)
    any_desk.answer("ได้ค่ะ")
    any_desk.send_for(2)
    assert any_desk.said() == ["ได้ค่ะ"]
    any_desk.site.clock.set_now(MORNING)
    any_desk.send_for(2)
    assert any_desk.said() == ["ได้ค่ะ", OLD]


def test_of_several_that_were_held_one_a_day_rides(any_desk: Desk) -> None:
    _held_for_the_month(any_desk, "หนึ่ง", "สอง", "สาม")
    for _ in range(2):
        any_desk.answer("ได้ค่ะ")
        any_desk.send_for(2)
    assert [_of_several(any_desk, part) for part in ((0, 2), (2, 9))] == [1, 0]
    any_desk.site.clock.set_now(NEXT_DAY)
    any_desk.answer("ได้ค่ะ")
    any_desk.send_for(2)
    assert _of_several(any_desk, (0, 9)) == 2


def _of_several(desk: Desk, part: tuple[int, int]) -> int:
    said = desk.said()[slice(*part)]
    return sum(text in said for text in ("หนึ่ง", "สอง", "สาม"))


def test_of_several_that_are_released_one_a_day_goes(any_desk: Desk) -> None:
    _held_for_the_month(any_desk, "หนึ่ง", "สอง")
    any_desk.site.control.faults(quota=500)
    any_desk.site.advance(A_QUARTER)
    any_desk.send_for(3)
    assert any_desk.said() == ["หนึ่ง"]
    any_desk.site.clock.set_now(NEXT_DAY)
    any_desk.send_for(3)
    assert any_desk.said() == ["หนึ่ง", "สอง"]


def test_what_somebody_asked_for_rides_at_night(desk: Desk) -> None:
    _held_for_the_month(desk, "เรื่องของคุณเสร็จแล้ว", priority=Priority.ASKED)
    desk.site.clock.set_now(EVENING)
    desk.answer("ได้ค่ะ")
    desk.send_for(2)
    assert desk.said() == ["เรื่องของคุณเสร็จแล้ว", "ได้ค่ะ"]


def test_nothing_held_rides_to_where_it_is_paused(desk: Desk) -> None:
    crowd = Crowd(desk)
    crowd.come(1)
    crowd.lives_in_kap_choeng("1")
    first = Desk(desk.site, crowd.users["1"])
    _held_for_the_month(first, OLD)
    with desk.site.house.database.write() as session:
        assert pause(session.get_one(District, "3206"), desk.now)
    first.answer("ได้ค่ะ")
    first.send_for(2)
    assert first.said() == ["ได้ค่ะ"]


@pytest.fixture
def refused(any_desk: Desk) -> tuple[Desk, int]:
    """An answer with a rider, whose body LINE will not take."""
    any_desk.push(OLD, Priority.UNASKED)
    answer = any_desk.answer("ได้ค่ะ")
    assert _pushed(any_desk)[0].state is OutboxState.CARRIED
    with any_desk.site.house.database.write() as session:
        row = session.get_one(Outgoing, answer)
        row.body = BROKEN + (row.body or "").removeprefix("[")
    return any_desk, answer


def test_what_rode_on_an_answer_that_line_refuses_comes_by_itself(
    refused: tuple[Desk, int],
) -> None:
    desk, answer = refused
    desk.send_for(4)
    assert desk.row(answer).state is OutboxState.DEAD
    assert desk.said().count(OLD) == 1
    assert _pushed(desk)[0].state is OutboxState.SENT


def test_a_dead_answer_that_is_tried_again_says_no_more_what_rode_on_it(
    refused: tuple[Desk, int],
) -> None:
    desk, answer = refused
    desk.send_for(4)
    with desk.site.house.database.write() as session:
        row = session.get_one(Outgoing, answer)
        row.body = (row.body or "").replace(BROKEN, "[")
        assert replay(session, answer, desk.now)
    desk.send_for(4)
    assert desk.said().count("ได้ค่ะ") == 1
    assert desk.said().count(OLD) == 1


def test_what_rode_on_an_answer_that_comes_too_late_comes_by_itself(any_desk: Desk) -> None:
    any_desk.push(OLD, Priority.UNASKED)
    answer = any_desk.answer("ได้ค่ะ")
    any_desk.speak_with("wrong")
    any_desk.send()
    any_desk.site.advance(timedelta(days=3).total_seconds())
    any_desk.speak_with("channel-token")
    any_desk.send_for(4)
    assert any_desk.row(answer).state is OutboxState.WITHDRAWN
    assert any_desk.said() == [OLD]


def test_what_may_have_come_with_an_answer_does_not_come_again(any_desk: Desk) -> None:
    any_desk.push(OLD, Priority.UNASKED)
    any_desk.answer("ได้ค่ะ")
    any_desk.line(drop_after=1)
    any_desk.send()
    any_desk.line()
    any_desk.site.advance(timedelta(days=3).total_seconds())
    any_desk.send_for(4)
    assert any_desk.said().count(OLD) == 1
    assert _pushed(any_desk)[0].state is OutboxState.CARRIED
