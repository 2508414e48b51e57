"""What is emptied with its end (an answer to a withheld case, an officer's talk) rides on nothing,
and nothing rides on it."""

from __future__ import annotations

from models.words import OutboxState, Priority
from tests.support.desk import Desk

PRIVATE = "คำตอบของเรื่องที่ปิดชื่อ"
A_QUARTER = 15 * 60 + 1


def test_a_private_answer_held_for_the_month_goes_when_the_month_has_room(any_desk: Desk) -> None:
    row = _held_for_the_month(any_desk)
    any_desk.answer("รูป 1", deferred=True)
    any_desk.answer("รูป 2", deferred=True)
    any_desk.send_for(4)
    any_desk.site.control.faults(quota=500)
    any_desk.site.advance(A_QUARTER)
    any_desk.send_for(4)
    assert any_desk.row(row).state is OutboxState.SENT
    assert any_desk.said() == ["รูป 2", PRIVATE]


def test_the_words_of_a_private_answer_stay_in_no_other_row(any_desk: Desk) -> None:
    _held_for_the_month(any_desk)
    any_desk.answer("ได้ค่ะ")
    any_desk.send_for(2)
    any_desk.site.control.faults(quota=500)
    any_desk.site.advance(A_QUARTER)
    any_desk.send_for(4)
    assert PRIVATE in any_desk.said()
    assert [row.id for row in any_desk.rows() if PRIVATE in (row.body or "")] == []


def test_nothing_rides_on_an_answer_that_replaces_a_private_one(any_desk: Desk) -> None:
    rider = any_desk.push("เตือนค่ะ", Priority.UNASKED)
    any_desk.answer("ลับ", deferred=True, forget=True, takes_riders=False)
    private = any_desk.answer("รับแล้วค่ะ", deferred=True)
    any_desk.send_for(4)
    assert any_desk.row(private).to is None
    assert any_desk.row(rider).carried_by is None
    assert sorted(any_desk.said()) == sorted(["เตือนค่ะ", "รับแล้วค่ะ"])


def _held_for_the_month(desk: Desk) -> int:
    row = desk.push(PRIVATE, forget=True)
    desk.site.control.faults(quota=0)
    desk.send()
    desk.site.advance(A_QUARTER)
    desk.send()
    assert desk.row(row).state is OutboxState.HELD
    return row
