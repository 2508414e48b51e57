"""What LINE takes and refuses, a row each: the section of the page "Messaging API reference" that
says so (CHARS: the page "Text character count"), the message, and the place that is named."""

from __future__ import annotations

from typing import Any

from tests.contract.drawn import bubble, flex

Json = dict[str, Any]
URL = "https://example.com/a.jpg"
TAP: Json = {"type": "postback", "label": "ไป", "data": "x"}
PLACE: Json = {"type": "location", "title": "ก", "address": "ข", "latitude": 14.8, "longitude": 103}
SOUND: Json = {"type": "audio", "originalContentUrl": URL, "duration": 1000}
FILM: Json = {"type": "video", "originalContentUrl": URL, "previewImageUrl": URL}
COLUMN: Json = {"text": "ก", "actions": [TAP]}
CLUSTER = "ที่"  # 3 code points, 1 grapheme cluster


def text(**parts: object) -> Json:
    return {"type": "text", "text": "ก", **parts}


def template(kind: str, **parts: object) -> Json:
    return {"type": "template", "altText": "ก", "template": {"type": kind, **parts}}


def tapped(**parts: object) -> Json:
    """A buttons template of one action."""
    return template("buttons", text="ก", actions=[{"label": "ก", **parts}])


def picker(mode: str, **parts: object) -> Json:
    return tapped(type="datetimepicker", data="d", mode=mode, **parts)


def carousel(bubbles: int, letters: int) -> Json:
    """Each bubble carries so many one-byte letters of text and about 130 bytes around them."""
    words = bubble({"type": "text", "text": "a" * letters})
    return flex({"type": "carousel", "contents": [words] * bubbles})


GOOD: list[tuple[str, Json]] = [
    ("Sender", text(sender={"name": "ก" * 20, "iconUrl": URL})),
    ("Text message", text(text="$ ดี", emojis=[{"index": 0, "productId": "p", "emojiId": "1"}])),
    ("Sticker message", {"type": "sticker", "packageId": "446", "stickerId": "1988"}),
    ("Image message", {"type": "image", "originalContentUrl": URL, "previewImageUrl": URL}),
    ("Video message", {**FILM, "trackingId": "t" * 100}),
    ("Audio message", SOUND),
    ("Location message", PLACE),
    ("Location message", {**PLACE, "title": "ก" * 100, "address": "ข" * 100}),
    ("Flex message", {**flex(bubble({"type": "text", "text": "ก"})), "altText": "ก" * 1500}),
    ("Flex message, carousel of 50 KB", carousel(10, 4_900)),
    ("Template messages", {**template("buttons", **COLUMN), "altText": "ก" * 1500}),
    ("Buttons template", template("buttons", text="ก" * 160, actions=[TAP] * 4)),
    ("Buttons template", template("buttons", text="ก" * 60, title="ก" * 40, actions=[TAP])),
    ("Buttons template; CHARS", template("buttons", text=CLUSTER * 160, actions=[TAP])),
    ("Confirm template", template("confirm", text="ก" * 240, actions=[TAP, TAP])),
    ("Carousel template", template("carousel", columns=[COLUMN] * 10)),
    ("Carousel template", template("carousel", columns=[{**COLUMN, "text": "ก" * 120}])),
    (
        "Image carousel template",
        template("image_carousel", columns=[{"imageUrl": URL, "action": {**TAP, "label": None}}]),
    ),
    ("URI action", tapped(type="uri", uri="tel:1567")),
    ("URI action", tapped(type="uri", uri="https://line.me/R/ti/p/@simulator")),
    ("Message action", tapped(type="message", text="ก" * 300)),
    ("Postback action", tapped(type="postback", data="x" * 300, displayText="ก" * 300)),
    ("Postback action; CHARS", tapped(type="postback", data="x", displayText=CLUSTER * 300)),
    ("Datetime picker action", picker("date", initial="2028-02-29", max="2100-12-31")),
    ("Datetime picker action", picker("datetime", min="1900-01-01t00:00", max="2100-12-31T23:59")),
    ("Datetime picker action", picker("time", min="00:00", max="23:59")),
    ("Clipboard action", tapped(type="clipboard", clipboardText="ก" * 1000)),
]

INSIDE = "template/actions/0"
BAD: list[tuple[str, Json, str]] = [
    ("Sender", text(sender={"name": "ก" * 21}), "messages[0].sender.name"),
    ("Sender", text(sender={"name": "LINE"}), "messages[0].sender.name"),
    ("Sender", text(sender={"iconUrl": "http://example.com/x"}), "messages[0].sender.iconUrl"),
    ("Text message", text(emojis=[{"index": 0}]), "messages[0].emojis[0].index"),
    ("Text message", text(emojis=[{"index": 0}] * 21, text="$"), "messages[0].emojis"),
    ("Quick reply", text(quickReply={"items": []}), "messages[0].quickReply.items"),
    (
        "Image message",
        {"type": "image", "originalContentUrl": URL},
        "messages[0].previewImageUrl",
    ),
    ("Video message", {**FILM, "trackingId": "t" * 101}, "messages[0].trackingId"),
    ("Audio message", {**SOUND, "duration": None}, "messages[0].duration"),
    (
        "Audio message",
        {**SOUND, "originalContentUrl": "http://example.com/a"},
        "messages[0].originalContentUrl",
    ),
    ("Location message", {**PLACE, "title": "ก" * 101}, "messages[0].title"),
    ("Location message", {**PLACE, "address": "ก" * 101}, "messages[0].address"),
    ("Location message", {**PLACE, "address": ""}, "messages[0].address"),
    ("Location message", {**PLACE, "latitude": 91}, "messages[0].latitude"),
    ("Location message", {**PLACE, "longitude": None}, "messages[0].longitude"),
    ("Flex message", {**flex({}), "altText": "ก" * 1501}, "messages[0].altText"),
    ("Flex message", {**flex({}), "altText": ""}, "messages[0].altText"),
    ("Template messages", {**template("buttons"), "altText": "ก" * 1501}, "messages[0].altText"),
    ("Flex message", flex(None), "/"),
    ("Flex message, carousel of 50 KB", carousel(10, 5_100), "/"),
    ("Buttons template", template("buttons", text="ก" * 161, actions=[TAP]), "template/text"),
    (
        "Buttons template",
        template("buttons", text="ก" * 61, title="ก", actions=[TAP]),
        "template/text",
    ),
    ("Buttons template", template("buttons", text="ก", actions=[TAP] * 5), "template/actions"),
    ("Confirm template", template("confirm", text="ก", actions=[TAP]), "template/actions"),
    (
        "Confirm template",
        template("confirm", text="ก" * 241, actions=[TAP, TAP]),
        "template/text",
    ),
    ("Carousel template", template("carousel", columns=[COLUMN] * 11), "template/columns"),
    (
        "Carousel template",
        template("carousel", columns=[{**COLUMN, "text": "ก" * 121}]),
        "template/columns/0/text",
    ),
    (
        "Carousel template",
        template("carousel", columns=[COLUMN, {**COLUMN, "title": "ก"}]),
        "template/columns",
    ),
    (
        "Carousel template",
        template("carousel", columns=[COLUMN, {**COLUMN, "actions": [TAP, TAP]}]),
        "template/columns",
    ),
    (
        "Image carousel template",
        template(
            "image_carousel", columns=[{"imageUrl": URL, "action": {**TAP, "label": "ก" * 13}}]
        ),
        "template/columns/0/action/label",
    ),
    ("Template messages", template("dance"), "template/type"),
    ("URI action", tapped(type="uri", uri="ftp://x"), f"{INSIDE}/uri"),
    ("URI action", tapped(type="uri", uri="https://x/" + "a" * 991), f"{INSIDE}/uri"),
    ("Postback action", tapped(type="postback", data="x" * 301), f"{INSIDE}/data"),
    ("Postback action", tapped(type="postback", data=""), f"{INSIDE}/data"),
    ("Postback action", tapped(type="postback", data="x", displayText="a", text="b"), INSIDE),
    ("Action objects, label", tapped(type="postback", data="x", label=""), INSIDE),
    ("Action objects, label", tapped(type="message", text="x", label="ก" * 21), f"{INSIDE}/label"),
    ("Message action", tapped(type="message", text="ก" * 301), f"{INSIDE}/text"),
    ("Datetime picker action", picker("week"), f"{INSIDE}/mode"),
    ("Datetime picker action", picker("date", max="1/1/26"), f"{INSIDE}/max"),
    ("Datetime picker action", picker("date", initial="2026-02-31"), f"{INSIDE}/initial"),
    ("Datetime picker action", picker("date", max="2100-99-99"), f"{INSIDE}/max"),
    ("Datetime picker action", picker("date", max="2101-01-01"), f"{INSIDE}/max"),
    ("Datetime picker action", picker("date", min="1899-12-31"), f"{INSIDE}/min"),
    ("Datetime picker action", picker("datetime", max="2199-01-01T00:00"), f"{INSIDE}/max"),
    ("Datetime picker action", picker("datetime", min="2026-13-01T00:00"), f"{INSIDE}/min"),
    ("Datetime picker action", picker("time", max="24:00"), f"{INSIDE}/max"),
    ("Datetime picker action", picker("time", min="10:00", max="09:00"), f"{INSIDE}/min"),
    (
        "Clipboard action",
        tapped(type="clipboard", clipboardText="ก" * 1001),
        f"{INSIDE}/clipboardText",
    ),
    ("Location action: quick replies only", tapped(type="location"), f"{INSIDE}/type"),
    ("Action objects", tapped(type="dance"), f"{INSIDE}/type"),
    ("Action objects", tapped(), f"{INSIDE}/type"),
]
