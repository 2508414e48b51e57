"""Design §3, "Delivery": the order of a chat's answers, bursts, a standstill, and riders."""

from __future__ import annotations

from datetime import timedelta

import sqlalchemy as sa

from bot.messages.bubbles import Act, Bubble, Button
from bot.messages.reading import labels
from models.outbox import Outgoing
from models.words import OutboxState, Priority
from tests.support.desk import Desk


def test_an_answer_waits_for_the_one_before_it_in_its_chat(any_desk: Desk) -> None:
    any_desk.answer("หนึ่ง")
    any_desk.line(drop_before=1)
    any_desk.send()
    any_desk.line()
    any_desk.answer("สอง")
    any_desk.send_for(2)
    assert any_desk.said() == ["หนึ่ง", "สอง"]


def test_answers_to_one_chat_do_not_wait_for_those_to_another(desk: Desk) -> None:
    desk.answer("หนึ่ง")
    desk.line(drop_before=1)
    desk.send()
    desk.line()
    other = Desk(desk.site, desk.site.control.person("คำ"))
    other.delivered()
    other.answer("สอง")
    while other.send():  # on a slow machine the first may be due again meanwhile
        pass
    assert other.said()[-1] == "สอง"


def test_an_answer_never_waits_for_a_push(desk: Desk) -> None:
    desk.push("แจ้งค่ะ")
    desk.answer("ได้ค่ะ")
    desk.send()
    assert desk.said() == ["ได้ค่ะ"]


def test_an_answer_does_not_wait_for_one_that_became_a_push_and_failed(any_desk: Desk) -> None:
    late = any_desk.answer("หนึ่ง")
    any_desk.site.advance(21 * 60)
    any_desk.line(rate_500=1)
    any_desk.send()
    any_desk.line()
    any_desk.answer("สอง")
    any_desk.send()
    assert any_desk.said() == ["สอง"]
    any_desk.send_for(3)
    assert any_desk.row(late).state is OutboxState.SENT


def test_a_burst_gets_one_reply_with_the_newest_token(any_desk: Desk) -> None:
    first = any_desk.answer("รูป 1", deferred=True)
    any_desk.send_for(1)
    newest = any_desk.hear()
    second = any_desk.answer("รูป 2", newest, deferred=True)
    any_desk.send_for(4)
    assert any_desk.said() == ["รูป 2"]
    assert any_desk.row(first).state is OutboxState.SUPERSEDED
    assert any_desk.row(first).superseded_by == second
    assert any_desk.row(second).reply_token == newest.token


def test_what_must_be_said_is_said_by_the_answer_that_comes_instead(desk: Desk) -> None:
    number = Bubble("เลขที่ 7")
    desk.answer("", deferred=True, bubbles=[Bubble("ได้ค่ะ"), number], musts=[number])
    desk.answer("รูป 1", deferred=True)
    desk.send_for(4)
    assert desk.said() == ["เลขที่ 7", "รูป 1"]


def test_an_answer_that_was_tried_is_not_replaced(desk: Desk) -> None:
    desk.answer("หนึ่ง", deferred=True)
    desk.site.advance(3)
    desk.line(drop_after=1)
    desk.send()
    desk.line()
    desk.answer("สอง", deferred=True)
    desk.send_for(5)
    assert desk.said() == ["หนึ่ง", "สอง"]


def test_after_a_standstill_a_chat_gets_one_message(any_desk: Desk) -> None:
    for number in range(3):
        any_desk.answer(f"ที่ {number}")
        any_desk.site.advance(60)
    any_desk.send_for(3)
    states = [row.state for row in any_desk.rows(Outgoing)]
    assert any_desk.said() == ["ที่ 2"]
    assert states == [OutboxState.SUPERSEDED, OutboxState.SUPERSEDED, OutboxState.SENT]


def test_what_is_due_rides_along_before_the_answers_last_bubble(any_desk: Desk) -> None:
    rider = any_desk.push("เตือนค่ะ", Priority.UNASKED)
    row = any_desk.answer("", bubbles=[Bubble("หนึ่ง"), Bubble("สอง")])
    any_desk.send()
    assert any_desk.said() == ["หนึ่ง", "เตือนค่ะ", "สอง"]
    assert any_desk.row(rider).state is OutboxState.CARRIED
    assert any_desk.row(rider).carried_by == row
    assert any_desk.sends("push") == []


def test_a_reply_never_carries_more_than_five_bubbles(desk: Desk) -> None:
    rider = desk.push("เตือนค่ะ", Priority.UNASKED)
    desk.answer("", bubbles=[Bubble(f"ที่ {number}") for number in range(5)])
    desk.send()
    assert len(desk.said()) == 5
    assert desk.row(rider).state is OutboxState.WAITING


def test_what_rode_on_an_answer_that_is_replaced_rides_on_the_next(any_desk: Desk) -> None:
    rider = any_desk.push("เตือนค่ะ", Priority.UNASKED)
    any_desk.answer("รูป 1", deferred=True)
    second = any_desk.answer("รูป 2", deferred=True)
    any_desk.send_for(4)
    assert any_desk.said() == ["เตือนค่ะ", "รูป 2"]
    assert any_desk.row(rider).carried_by == second


def test_what_rode_on_a_replaced_answer_goes_by_itself_where_nothing_may_ride(desk: Desk) -> None:
    rider = desk.push("เตือนค่ะ", Priority.UNASKED)
    desk.answer("รูป 1", deferred=True)
    desk.answer("รูป 2", deferred=True, takes_riders=False)
    desk.send_for(4)
    assert desk.row(rider).state is OutboxState.SENT
    assert sorted(desk.said()) == sorted(["เตือนค่ะ", "รูป 2"])


def test_what_is_no_longer_useful_does_not_ride_along(desk: Desk) -> None:
    desk.push("เตือนค่ะ", Priority.UNASKED, useful_until=desk.now + timedelta(minutes=1))
    desk.site.advance(120)
    desk.answer("ได้ค่ะ")
    desk.send()
    assert desk.said() == ["ได้ค่ะ"]


def test_the_same_answer_cannot_be_said_twice(any_desk: Desk) -> None:
    heard = any_desk.hear()
    any_desk.answer("ได้ค่ะ", heard)
    try:
        any_desk.answer("ได้ค่ะ", heard)
    except sa.exc.IntegrityError:
        refused = True
    else:
        refused = False
    any_desk.send_for(2)
    assert refused
    assert any_desk.said() == ["ได้ค่ะ"]


def test_what_is_said_by_another_answer_keeps_its_buttons_and_what_a_notification_shows(
    desk: Desk,
) -> None:
    number = Bubble("เลขที่ 7 รหัส 123456", (Button("ดู", Act("case.mine")),), alt="มีคำตอบค่ะ")
    desk.answer("", deferred=True, bubbles=[number], musts=[number])
    desk.answer("รูป 1", deferred=True)
    desk.send_for(4)
    shown = [item["message"] for item in desk.site.control.chat(desk.user)][-2:]
    assert [one.get("altText") for one in shown] == ["มีคำตอบค่ะ", None]
    assert labels(shown) == ["ดู"]


def test_answers_written_just_before_a_standstill_are_one_message_after_it(any_desk: Desk) -> None:
    number = Bubble("เลขที่ 7")
    any_desk.answer("", bubbles=[number], musts=[number])
    any_desk.answer("สอง")
    any_desk.answer("สาม")
    any_desk.site.advance(300)
    any_desk.send_for(2)
    assert any_desk.said() == ["เลขที่ 7", "สาม"]
    states = [row.state for row in any_desk.rows(Outgoing)]
    assert states == [OutboxState.SUPERSEDED, OutboxState.SUPERSEDED, OutboxState.SENT]


def test_an_answer_does_not_wait_for_pushes_that_line_is_slow_to_take(desk: Desk) -> None:
    for number in range(8):
        desk.push(f"แจ้ง {number}")
    lines = {line.name: line for line in desk.site.worker.lines}
    assert all(callable(lines["pushes"].find()) for _ in range(8))  # all are under way
    desk.answer("ได้ค่ะ")
    assert callable(lines["answers"].find())
