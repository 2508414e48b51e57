"""Whatever a phone may say, LINE's SDK knows the event; `POST events` is there for the rest."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.control.common import Refused
from simulator.control.shapes import said
from simulator.delivery import events
from simulator.delivery.posting import signature
from simulator.delivery.webhooks import pack
from tests.contract.line import SECRET, Line
from tests.contract.receiver import unknown_kinds

PLACE = {"index": 0, "length": 3}
EMOJI = {**PLACE, "productId": "p", "emojiId": "1"}
SOMEBODY = {**PLACE, "type": "user", "userId": "U" + "a" * 32, "isSelf": True}
BASES: dict[str, dict[str, Any]] = {
    "text": {"text": "ดูนี่ (love)"},
    "sticker": {"packageId": "446", "stickerId": "1988"},
    "location": {"latitude": 14.5, "longitude": 103},
    "image": {},
    "video": {},
    "audio": {},
    "file": {},
}
GOOD: list[dict[str, Any]] = [
    {"type": "text", "text": "x", "emojis": [EMOJI], "quotedMessageId": "1"},
    {"type": "text", "text": "x", "mention": {"mentionees": [SOMEBODY, {**PLACE, "type": "all"}]}},
    {"type": "sticker", **BASES["sticker"], "keywords": ["ok"], "text": "ค่ะ"},
    {"type": "sticker", **BASES["sticker"], "stickerResourceType": "MESSAGE"},
    {"type": "image", "imageSet": {"id": "1", "index": 1, "total": 3}},
    {"type": "location", **BASES["location"], "title": "บ้าน", "address": ""},
    {"type": "file", "fileName": "ก.pdf"},
]
BAD: list[dict[str, Any]] = [
    {"type": "text", "text": "x", "emojis": 5},
    {"type": "text", "text": "x", "emojis": [None]},
    {"type": "text", "text": "x", "emojis": [{**EMOJI, "index": 1.5}]},
    {"type": "text", "text": "x", "mention": []},
    {"type": "text", "text": "x", "mention": {"mentionees": [{"type": "user"}]}},
    {"type": "text", "text": "x", "mention": {"mentionees": [{**SOMEBODY, "isSelf": 1}]}},
    {"type": "text", "text": "x", "quotedMessageId": 5},
    {"type": "sticker", **BASES["sticker"], "stickerResourceType": "HOLOGRAM"},
    {"type": "sticker", **BASES["sticker"], "keywords": "ok"},
    {"type": "sticker", **BASES["sticker"], "keywords": ["ok"] * 16},
    {"type": "sticker", **BASES["sticker"], "text": "x" * 101},
    {"type": "location", **BASES["location"], "title": 5},
    {"type": "location", **BASES["location"], "address": []},
    {"type": "image", "imageSet": "1"},
    {"type": "image", "imageSet": {"index": 1}},
    {"type": "file", "fileName": 5},
    {"type": "audio", "duration": -1},
    {"type": "video", "duration": "1000"},
]
LEAVES = st.none() | st.booleans() | st.integers() | st.text(max_size=3)
SCRAPS = st.recursive(
    LEAVES | st.sampled_from([EMOJI, SOMEBODY, "user", "STATIC"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=6,
)
KEYS = (
    *("emojis", "mention", "quotedMessageId", "imageSet", "keywords", "text", "duration"),
    *("stickerResourceType", "fileName", "title", "address"),
)


def unknown(body: dict[str, Any]) -> set[str]:
    message = events.message(body, "1", 5)
    event = events.event("message", events.user_source("U1"), 1, {"message": message})
    raw = pack("U" + "0" * 32, [event])
    return unknown_kinds(raw, signature(SECRET, raw))


@pytest.mark.parametrize("body", GOOD, ids=str)
def test_what_a_phone_can_say_is_known_to_the_sdk(body: dict[str, Any]) -> None:
    assert unknown(said(body)) == set()


@pytest.mark.parametrize("body", BAD, ids=str)
def test_what_no_phone_says_is_refused_and_changes_nothing(
    line: Line, body: dict[str, Any]
) -> None:
    user = line.join()
    assert line.control("POST", f"users/{user}/messages", body, status=400)["message"]
    assert line.control("GET", f"users/{user}/messages") == []


@settings(max_examples=300)
@given(st.sampled_from(list(BASES)), st.dictionaries(st.sampled_from(KEYS), SCRAPS, max_size=3))
def test_whatever_passes_is_known_to_the_sdk(kind: str, more: dict[str, Any]) -> None:
    body = {**BASES[kind], **more, "type": kind}
    try:
        passed = said(body)
    except Refused:
        return
    assert unknown(passed) == set()
