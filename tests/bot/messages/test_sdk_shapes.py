"""Every property that we send is one that LINE's own models know, with the type they know."""

from collections.abc import Iterator
from typing import Any

import pytest
from linebot.v3.messaging import FlexContainer, Message

from bot.messages.bubbles import (
    SKIP,
    Act,
    Answer,
    Bubble,
    Button,
    Camera,
    CameraRoll,
    Copy,
    Helper,
    Image,
    Link,
    Location,
    OpenKeyboard,
    OpenVoice,
    PickDate,
    Say,
    Sound,
)
from bot.messages.fitting import fit
from bot.messages.render import render

PICTURE = Image("https://example.org/a.jpg", "https://example.org/b.jpg")
BUTTONS = (
    Button("ส่ง", Answer("1"), main=True),
    Button("รู้แค่ศูนย์ดำรงธรรมประจำจังหวัดเท่านั้น", Act("open", "case")),
    Button("ดู", Link("https://example.org")),
    Button("พูดว่า", Say("ทำต่อ")),
    Button("คัดลอก", Copy("พี่น้อง")),
    Button("🎤 พูด", OpenVoice()),
    Button("พิมพ์", OpenKeyboard("ตอบ ")),
    Button("เลือกวัน", PickDate("date", "2026-07-12", "2026-01-01", "2026-12-31")),
)
HELPERS = (
    Helper("ข้าม", SKIP),
    Helper("ถ่ายรูป", Camera()),
    Helper("เลือกรูป", CameraRoll()),
    Helper("ส่งตำแหน่ง", Location()),
)
SAID = [
    Bubble("สวัสดีค่ะ", sender="สมร"),
    Bubble(image=PICTURE),
    Bubble(sound=Sound("https://example.org/a.m4a", 900)),
    Bubble("ซ่อมแล้วค่ะ", BUTTONS, HELPERS, image=PICTURE),
]


def known(message: dict[str, Any]) -> Any:
    """The message after a trip through the SDK's models, which drop what they do not know."""
    through: dict[str, Any] = Message.from_dict(message).to_dict()
    if message["type"] == "flex":
        through["contents"] = FlexContainer.from_dict(message["contents"]).to_dict()
    return through


def facts(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        for name, part in value.items():
            yield from facts(part, f"{path}/{name}")
    elif isinstance(value, list):
        for place, part in enumerate(value):
            yield from facts(part, f"{path}/{place}")
    elif value is not None:
        yield path, value


@pytest.mark.parametrize("place", range(4))
def test_nothing_that_is_rendered_is_unknown_to_line(place: int) -> None:
    message = render(SAID, conversation="c", turn=1)[place]
    assert set(facts(message)) <= set(facts(known(message)))


def test_nothing_that_is_joined_is_unknown_to_line() -> None:
    once = render(SAID[3:], conversation="c", turn=1)
    for message in fit([*once, *once, *once, *render(SAID[1:2]) * 4]):
        assert set(facts(message)) <= set(facts(known(message)))
