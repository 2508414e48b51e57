"""Promise 4, in every built-in form: whatever is said, nothing fails and nobody is unanswered.

A walk begins at one of the doors to a form and goes on at random: words, media, places, stickers,
buttons of the last bubbles, buttons of long ago, dates of any year.
"""

from __future__ import annotations

import json
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.messages.reading import actions, helper_actions
from models.words import EventState
from tests.fuzz.house import House
from tests.golden.cast.base import user_id

DOORS = {  # who stands before which door, and what they do to come in
    "stranger": ["ลงชื่อ", "แจ้งเรื่อง", "รายงานเวที", "สวัสดี", "คุยกับเจ้าหน้าที่", "ลบข้อมูลของฉัน"],
    "saifon": ["ลงชื่อ AD7K", "ลงชื่อ ZZ9Z", "รายงานเวที"],
    "headman": ["รายงานเวที", "เวที 12 กค ม.94 ช20 ญ34 เรื่องน้ำประปา", "ข้อมูลของฉัน", "แจ้งเรื่อง"],
    "kham": ["แจ้งเรื่อง", "1 ถึงไหนแล้ว", "เรื่อง 1", "แจ้งเรื่อง 482193"],
    "officer": ["ตอบ 1 จะไปดูพรุ่งนี้ค่ะ", "ตอบ", "ดูเรื่อง 1", "ปิดเรื่อง", "เมนู"],
}
WORDS = """
ใช่ | ไม่ | ได้ | ไม่มี | ข้าม | ย้อนกลับ | ยกเลิก | เมนู | ช่วยเหลือ | ส่ง | ส่งเรื่อง | ส่งรายงาน | ครับ
1 | 2 | 3 | ๒ ค่ะ | 99999999999 | -5 | 0 | ช20 ญ31 | ช ญ | ญ 34 พิมพ์ผิด | 54 | ประมาณ 50
เมื่อวาน | 12กค69 | 31/2/2569 | วันพุธ | 9999-12-31 | พรุ่งนี้ | บ่ายสาม | ยี่สิบสาม
โนนสมมุติ | หนองสมมุติ | หมู่ 94 | กาบเชิง | 081-234-5678 | น้ำประปาไม่ไหล | ไม่รู้
มีคนยิงกัน | จะฆ่าตัวตาย | {} | ' OR 1=1 -- | ${x} | %(a)s | {0} | skip | back | cancel | 😀
"""
SAID = [word.strip() for line in WORDS.strip().splitlines() for word in line.split("|")]
SAID += ["\x00", " ", "ก" * 6_000, "😀" * 5_000]
MESSAGES: list[dict[str, Any]] = [
    *({"type": "text", "text": text} for text in SAID),
    {"type": "image", "contentProvider": {"type": "line"}},
    {"type": "audio", "duration": 5000, "contentProvider": {"type": "line"}},
    {"type": "video", "duration": 5000, "contentProvider": {"type": "line"}},
    {"type": "file", "fileName": "a.pdf", "fileSize": 10},
    {"type": "location", "latitude": 14.5, "longitude": 103.6, "address": "x"},
    {"type": "location", "latitude": 999, "longitude": "x"},
    {"type": "sticker", "packageId": "1", "stickerId": "1"},
    {"type": "holo", "text": "a kind that LINE may announce one day"},
]
DATES = ("2026-07-12", "9999-12-31", "x")
TIMES = ("15:00", "99")
PICKED = [*({"date": one} for one in DATES), *({"time": one} for one in TIMES), {}]
MOVES = st.one_of(
    st.tuples(st.just("say"), st.integers(0, len(MESSAGES) - 1)),
    st.tuples(st.just("press"), st.integers(0, 12)),
    st.tuples(st.just("press"), st.integers(0, 12)),
    st.tuples(st.just("old"), st.integers(0, 60)),
)
WALKS = st.sampled_from([(who, door) for who, doors in DOORS.items() for door in doors])


class Walk:
    """One person's way: `offered` are the buttons of the last bubbles, `all` those of all."""

    def __init__(self, house: House, who: str) -> None:
        self.house, self.user = house, user_id(who)
        self.offered: list[dict[str, Any]] = []
        self.all: list[dict[str, Any]] = []
        self.said = 0

    def go(self, move: tuple[str, int]) -> None:
        kind, number = move
        buttons = self.offered if kind == "press" else self.all
        if kind == "say" or not buttons:
            self.say(MESSAGES[number % len(MESSAGES)])
        else:
            self.press(buttons[number % len(buttons)], PICKED[number % len(PICKED)])

    def say(self, message: dict[str, Any]) -> None:
        self.said += 1
        message = {"id": str(500_000 + self.said), **message}
        self._happen(type="message", message=message)

    def press(self, action: dict[str, Any], params: dict[str, str]) -> None:
        if action["type"] == "message":
            self.say({"type": "text", "text": action["text"]})
        elif action["type"] in ("postback", "datetimepicker"):
            picked = {"params": params} if action["type"] == "datetimepicker" else {}
            opens = action.get("inputOption") in ("openVoice", "openKeyboard")
            self._happen(
                answered=not opens, type="postback", postback={"data": action["data"]} | picked
            )

    def _happen(self, *, answered: bool = True, **what: Any) -> None:
        answered = answered and not self.house.is_in_talk()
        event = self.house.event(self.user, **what)
        assert self.house.post(_envelope(event)) == 200
        self.house.work()
        said = self.house.answer_to(event)
        assert self.house.faults() == []
        assert said is not None or not answered, f"nobody answered {what}"
        self.offered = [action for _, action in [*actions(said or []), *helper_actions(said or [])]]
        self.all += self.offered


@settings(max_examples=40)
@example(("officer", "ตอบ"), [("press", 0), ("press", 1), ("say", 0)])  # words to who is talked to
@given(WALKS, st.lists(MOVES, min_size=3, max_size=12))
def test_whatever_is_said_in_a_form_nothing_fails_and_nobody_is_unanswered(
    any_house: House, walk: tuple[str, str], moves: list[tuple[str, int]]
) -> None:
    any_house.reset()
    who, door = walk
    one = Walk(any_house, who)
    one.say({"type": "text", "text": door})
    for move in moves:
        one.go(move)
    assert set(any_house.states()) == {EventState.DONE}
    assert any_house.refused() == []


def _envelope(event: dict[str, Any]) -> bytes:
    return json.dumps({"destination": "U" + "a" * 32, "events": [event]}).encode()
