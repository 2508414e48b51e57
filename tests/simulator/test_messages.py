"""Which messages are taken, and what is said of the others."""

from __future__ import annotations

from typing import Any

import pytest

from simulator.validate import Rules, check

URL = "https://example.com/a.jpg"
TAP = {"type": "postback", "label": "ไป", "data": "x"}
PLACE = {"type": "location", "title": "ก", "address": "ข", "latitude": 14.8, "longitude": 103.4}
COLUMN = {"text": "ก", "actions": [TAP]}


def _template(kind: str, **parts: object) -> dict[str, Any]:
    return {"type": "template", "altText": "ก", "template": {"type": kind, **parts}}


def _text(**parts: object) -> dict[str, Any]:
    return {"type": "text", "text": "ก", **parts}


GOOD = [
    _text(sender={"name": "เจ้าหน้าที่ สมชาย", "iconUrl": URL}),
    _text(text="$ ดี", emojis=[{"index": 0, "productId": "p", "emojiId": "1"}]),
    {"type": "sticker", "packageId": "446", "stickerId": "1988"},
    {"type": "image", "originalContentUrl": URL, "previewImageUrl": URL},
    {"type": "video", "originalContentUrl": URL, "previewImageUrl": URL, "trackingId": "t"},
    {"type": "audio", "originalContentUrl": URL, "duration": 1000},
    PLACE,
    _template("buttons", text="ก" * 160, actions=[TAP] * 4),
    _template("buttons", text="ก" * 60, title="ก" * 40, actions=[TAP]),
    _template("confirm", text="ก" * 240, actions=[TAP, TAP]),
    _template("carousel", columns=[COLUMN] * 10),
    _template("image_carousel", columns=[{"imageUrl": URL, "action": {**TAP, "label": None}}]),
]


@pytest.mark.parametrize("message", GOOD, ids=lambda message: str(message["type"]))
def test_a_good_message_passes(message: dict[str, Any]) -> None:
    assert check([message], Rules()).refusal is None


BAD = [
    (_text(sender={"name": "ก" * 21}), "messages[0].sender.name"),
    (_text(sender={"name": "LINE"}), "messages[0].sender.name"),
    (_text(sender={"iconUrl": "http://example.com/x"}), "messages[0].sender.iconUrl"),
    (_text(emojis=[{"index": 0}]), "messages[0].emojis[0].index"),
    (_text(quickReply={"items": []}), "messages[0].quickReply.items"),
    ({"type": "image", "originalContentUrl": URL}, "messages[0].previewImageUrl"),
    ({"type": "audio", "originalContentUrl": URL}, "messages[0].duration"),
    ({**PLACE, "title": "ก" * 101}, "messages[0].title"),
    ({**PLACE, "latitude": 91}, "messages[0].latitude"),
    ({"type": "flex", "altText": "ก" * 1501, "contents": {}}, "messages[0].altText"),
    ({"type": "flex", "altText": "ก"}, "/"),
    (_template("buttons", text="ก" * 161, actions=[TAP]), "template/text"),
    (_template("buttons", text="ก" * 61, title="ก", actions=[TAP]), "template/text"),
    (_template("buttons", text="ก", actions=[TAP] * 5), "template/actions"),
    (_template("confirm", text="ก", actions=[TAP]), "template/actions"),
    (_template("carousel", columns=[COLUMN] * 11), "template/columns"),
    (_template("carousel", columns=[COLUMN, {**COLUMN, "title": "ก"}]), "template/columns"),
    (
        _template("carousel", columns=[COLUMN, {**COLUMN, "actions": [TAP, TAP]}]),
        "template/columns",
    ),
    (_template("dance"), "template/type"),
]


@pytest.mark.parametrize(("message", "place"), BAD, ids=lambda value: str(value)[-40:])
def test_a_bad_message_is_refused_with_its_place(message: dict[str, Any], place: str) -> None:
    refusal = check([message], Rules()).refusal
    assert refusal is not None
    assert [one["property"] for one in refusal.details] == [place]


def test_a_value_of_another_type_ends_the_reading() -> None:
    refusal = check([_text(text={}), _text(text="")], Rules()).refusal
    assert refusal is not None
    assert refusal.message == (
        "The property, 'messages[0].text', in the request body is invalid (line: -, column: -)"
    )
    assert refusal.details == []


def test_the_second_message_is_named_when_its_inside_is_broken() -> None:
    refusal = check([_text(), {"type": "flex", "altText": "ก"}], Rules()).refusal
    assert refusal is not None
    assert refusal.message.startswith("A message (messages[1])\u00a0in")
