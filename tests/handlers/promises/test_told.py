"""«จะแวะมาถามอีกที» and «จะแวะมาเตือนให้» are said only of reminders that come, by their evening."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from models.holidays import set_day
from tests.golden.cast import report as cast
from tests.handlers.conftest import Named
from tests.support.chat import Chat, at

EVE = "2026-07-15T17:50"  # of what was agreed on for the next day, a Thursday


@pytest.fixture
def chat(people: Named) -> Chat:
    """The headman, who has just been reminded of what he promised."""
    chat = people("headman")
    with chat.house.database.write() as session:
        cast.promised(session, at(chat.house, "2026-07-14T10:00"))
    at(chat.house, EVE)
    chat.run_tasks()
    return chat


def _off(chat: Chat, *names: str) -> None:
    context = replace(chat.house.context, nudges_off=frozenset(names))
    chat.house = replace(chat.house, context=context)


def _closed(chat: Chat, day: int) -> None:
    with chat.house.database.write() as session:
        now = chat.house.clock.now()
        set_day(session, date(2026, 7, day), "หยุดพิเศษ", now, works=False)


def _moved(chat: Chat, day: str) -> str:
    chat.press("เลื่อนวัน")
    chat.say(day)
    return chat.last()


def test_who_has_not_done_it_yet_hears_when_they_are_asked_again(chat: Chat) -> None:
    chat.press("ยังไม่เสร็จ")
    assert "จะแวะมาถามอีกทีเย็นวันศุกร์ที่ 17 ก.ค. 2569" in chat.last()


def test_after_a_holiday_it_is_the_next_working_day(chat: Chat) -> None:
    _closed(chat, 17)
    chat.press("ยังไม่เสร็จ")
    assert "จะแวะมาถามอีกทีเย็นวันจันทร์ที่ 20 ก.ค. 2569" in chat.last()


@pytest.mark.parametrize("how", ["setting", "person"])
def test_nothing_is_announced_where_reminders_are_switched_off(chat: Chat, how: str) -> None:
    if how == "setting":
        _off(chat, "promise")
    else:
        chat.say("หยุดแจ้งเตือน")
        chat.press("ไม่รับเลย")
    chat.press("ยังไม่เสร็จ")
    assert "จะไม่ถามเรื่องนี้อีกแล้ว" in chat.last()
    assert _moved(chat, "22 ก.ค. 69") == "เลื่อนเป็นวันพุธที่ 22 ก.ค. 2569 ให้แล้วค่ะ"


def test_what_is_moved_is_reminded_of_the_evening_before(chat: Chat) -> None:
    said = "เลื่อนเป็นวันพุธที่ 22 ก.ค. 2569 ให้แล้วค่ะ เย็นวันก่อนหน้าจะแวะมาเตือนให้"
    assert _moved(chat, "22 ก.ค. 69") == said


def test_before_a_holiday_it_is_the_last_working_day_and_said(chat: Chat) -> None:
    """28 to 30 July are holidays."""
    said = "เลื่อนเป็นวันศุกร์ที่ 31 ก.ค. 2569 ให้แล้วค่ะ เย็นวันจันทร์ที่ 27 ก.ค. 2569 จะแวะมาเตือนให้"
    assert _moved(chat, "31 ก.ค. 69") == said
