"""Answers that replace each other while LINE is away: none leads from the filer to the case."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

import bootstrap
from base.clock import FileClock
from models.outbox import Outgoing
from models.words import OutboxState
from tests.handlers.conftest import cast_in
from tests.support.chat import Chat

AGES = 20.0  # seconds after which an answer that nobody has tried may be replaced


@pytest.fixture
def chat(any_house: bootstrap.WorkerHouse) -> Chat:
    return cast_in(any_house)("headman")


def test_an_earlier_answer_is_not_tied_to_the_form_that_replaced_it(
    chat: Chat, clock: FileClock
) -> None:
    chat.say("สวัสดี")
    clock.advance(AGES)
    _file(chat)
    assert OutboxState.SUPERSEDED in [row.state for row in _rows(chat) if row.to == chat.user]
    assert _ties(chat) == []


def test_number_and_code_that_come_with_a_later_answer_are_not_tied_to_it(
    chat: Chat, clock: FileClock
) -> None:
    _file(chat)
    clock.advance(AGES)
    chat.say("สวัสดี")
    assert "รหัส" in "".join(chat.answers())
    assert _ties(chat) == []


def _file(chat: Chat) -> None:
    chat.say("แจ้งเรื่อง")
    chat.say("มีคนลักตัดไม้")
    chat.press("ส่งเรื่อง")
    chat.press("ที่อื่น")
    chat.say("หลังวัด")
    chat.say("ไม่บอกใครเลย")
    chat.press("ได้ ไม่บอกใครเลย")
    chat.press("ไม่เกี่ยว")


def _ties(chat: Chat) -> list[tuple[int, int]]:
    """Pairs of rows of which one names the other, and just one of them has the address."""
    rows = {row.id: row for row in _rows(chat)}
    pairs = [
        (row, rows[number])
        for row in rows.values()
        for number in (row.superseded_by, row.carried_by)
        if number is not None
    ]
    return [(one.id, other.id) for one, other in pairs if (one.to is None) != (other.to is None)]


def _rows(chat: Chat) -> list[Outgoing]:
    with chat.house.database.read() as session:
        return list(session.scalars(sa.select(Outgoing).order_by(Outgoing.id)))
