"""The thanks for the rest of a report name the first reminder, and none that will not come."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.handlers.conftest import Named
from tests.support.chat import Chat

WHOLE = "เวที 12 กค ช20 ญ34 เรื่องน้ำประปา"
TOLD = "เย็นวันพฤหัสที่ 16 ก.ค. 2569 จะเตือนเรื่องที่ตกลงกันไว้ให้ค่ะ"


@pytest.fixture
def chat(people: Named) -> Chat:
    """The headman, whose quick report was sent on a Monday morning."""
    chat = people("headman")
    chat.say(WHOLE)
    chat.press("ส่งรายงาน")
    return chat


def _agreed(chat: Chat, day: str = "17 ก.ค. 69") -> str:
    """What was said last, once «แค่นี้พอ» ended what was told of one deed."""
    chat.press("เติมรายงาน")
    for words in ("2", "หมดแล้ว", "ไปแจ้ง อบต.", "ผม", day, "แค่นี้พอ"):
        chat.say(words)
    return "\n".join(chat.answers()[-2:])


def test_the_evening_before_its_day_is_named(chat: Chat) -> None:
    assert TOLD in _agreed(chat)


def test_without_a_day_nothing_is_promised(chat: Chat) -> None:
    assert "จะเตือน" not in _agreed(chat, "ยังไม่ได้กำหนด")


def test_who_wants_no_reminders_is_promised_none(chat: Chat) -> None:
    chat.say("หยุดแจ้งเตือน")
    assert "จะเตือน" not in _agreed(chat)


def test_none_is_promised_where_the_setting_switches_it_off(chat: Chat) -> None:
    context = replace(chat.house.context, nudges_off=frozenset({"promise"}))
    chat.house = replace(chat.house, context=context)
    assert "จะเตือน" not in _agreed(chat)
