"""Promise 4: whatever is signed and sent, never a 500, and nothing is left waiting."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.inbox.webhook import MAX_BODY
from models.words import EventState
from tests.fuzz.house import House
from tests.golden.cast.base import user_id

ANYTHING = st.characters()  # half surrogates and NUL are among them
HOSTILE_TEXT = st.one_of(
    st.text(ANYTHING, max_size=40),
    st.sampled_from(["", "\x00", "\ud800", "😀" * 5_000, "ก" * 70_000, "0", "null", "../../x"]),
)
HOSTILE_NUMBER = st.one_of(
    st.integers(),
    st.floats(),
    st.sampled_from([0, -1, 2**63, 10**300, 253_402_300_799_999, 1e308]),  # the year 9999 is one
)
HOSTILE = st.recursive(
    st.one_of(st.none(), st.booleans(), HOSTILE_NUMBER, HOSTILE_TEXT),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.text(ANYTHING, max_size=8), inner, max_size=3),
    ),
    max_leaves=6,
)
PEOPLE = [user_id(name) for name in ("headman", "saifon", "officer", "kham", "stranger")]
MESSAGES: list[dict[str, Any]] = [
    {"type": "text", "id": "100001", "text": "รายงานเวที"},
    {"type": "text", "id": "100002", "text": "ช20 ญ31", "mention": {"mentionees": []}},
    {"type": "image", "id": "100003", "contentProvider": {"type": "line"}},
    {"type": "audio", "id": "100004", "duration": 1000, "contentProvider": {"type": "line"}},
    {"type": "video", "id": "100005", "duration": 1000, "contentProvider": {"type": "line"}},
    {"type": "file", "id": "100006", "fileName": "a.pdf", "fileSize": 10},
    {"type": "location", "id": "100007", "latitude": 14.5, "longitude": 103.6, "address": "x"},
    {"type": "sticker", "id": "100008", "packageId": "1", "stickerId": "1"},
]
MENTIONED: list[dict[str, Any]] = [
    {"index": 0, "length": 4, "type": "user", "isSelf": True},
    {"index": 0, "length": 4, "type": "user", "userId": PEOPLE[0], "isSelf": False},
    {"index": 0, "length": 4, "type": "all"},
]
HAPPENINGS: list[dict[str, Any]] = [
    *({"type": "message", "message": message} for message in MESSAGES),
    {"type": "postback", "postback": {"data": "x:report.open::"}},
    {"type": "postback", "postback": {"data": "x:staff.view:1:"}},
    {"type": "postback", "postback": {"data": "a:1:1:!date:", "params": {"date": "2026-07-12"}}},
    {"type": "follow", "follow": {"isUnblocked": False}},
    {"type": "unfollow"},
    {"type": "unsend", "unsend": {"messageId": "100001"}},
    {"type": "join"},
    {"type": "memberJoined", "joined": {"members": [{"type": "user", "userId": PEOPLE[0]}]}},
    {"type": "videoPlayComplete", "videoPlayComplete": {"trackingId": "x"}},
]


ANSWERED = {"message", "postback"}  # what a person says or presses, and nobody else's doing


@dataclass(frozen=True)
class Happening:
    """`answered`: it came whole from one person, who must hear something."""

    event: dict[str, Any]
    answered: bool


@st.composite
def happening(draw: st.DrawFn) -> Happening:
    """Something LINE sends, with a few of its parts gone or replaced."""
    event: dict[str, Any] = json.loads(json.dumps(draw(st.sampled_from(HAPPENINGS))))
    event["source"] = draw(source())
    if "message" in event and draw(st.booleans()):
        event["message"]["mention"] = {"mentionees": [draw(st.sampled_from(MENTIONED))]}
    spoilt = draw(st.integers(0, 3))
    for _ in range(spoilt):
        _spoil(draw, event)
    alone = not spoilt and event["source"]["type"] == "user"
    return Happening(event, alone and event["type"] in ANSWERED)


@st.composite
def source(draw: st.DrawFn) -> dict[str, Any]:
    """A person alone as a rule, or a group or room, where LINE does not always say who it was."""
    who = draw(st.sampled_from(PEOPLE))
    kind = draw(st.sampled_from(["user", "user", "group", "room"]))
    if kind == "user":
        return {"type": "user", "userId": who}
    named = {"userId": who} if draw(st.booleans()) else {}
    return {"type": kind, f"{kind}Id": kind[0].upper() + "1" * 32, **named}


def _spoil(draw: st.DrawFn, event: dict[str, Any]) -> None:
    extra = ("timestamp", "replyToken", "webhookEventId", "mode", "deliveryContext")
    holders = [event, *(value for value in event.values() if isinstance(value, dict))]
    holder = draw(st.sampled_from(holders))
    name = draw(st.sampled_from([*holder, *extra] if holder is event else [*holder, "id"]))
    if draw(st.booleans()):
        holder[name] = draw(HOSTILE)
    else:
        holder.pop(name, None)


@settings(max_examples=60)
@given(st.lists(happening(), max_size=3))
def test_no_event_however_broken_is_an_error_or_left_waiting(
    any_house: House, happenings: list[Happening]
) -> None:
    any_house.reset()
    whole = [any_house.event(PEOPLE[0]) | one.event for one in happenings]
    assert any_house.post(_sent(whole)) == 200
    any_house.work()
    assert not any_house.states().get(EventState.WAITING)
    assert any_house.faults() == []
    assert any_house.refused() == []
    if not any(one.event.get("type") == "unsend" for one in happenings):
        unanswered = [one for one in _owed(happenings, whole) if not any_house.is_answered(one)]
        assert unanswered == []


@pytest.mark.parametrize("token", ["\ud800", "a\x00b", "x" * 5_000, "", 7, None, ["t"]])
def test_what_cannot_be_a_reply_token_is_answered_all_the_same(
    any_house: House, token: object
) -> None:
    any_house.reset()
    event = any_house.event(PEOPLE[0]) | HAPPENINGS[0] | {"replyToken": token}
    assert any_house.post(_sent([event])) == 200
    any_house.work()
    assert any_house.faults() == []
    assert any_house.is_answered(event)


@settings(max_examples=40)
@given(HOSTILE, HOSTILE)
def test_no_envelope_however_odd_is_an_error(
    any_house: House, events: Any, destination: Any
) -> None:
    any_house.reset()
    assert any_house.post(_sent(events, destination)) == 200
    any_house.work()
    assert not any_house.states().get(EventState.WAITING)
    assert any_house.faults() == []


@settings(max_examples=40)
@given(st.binary(max_size=300), st.one_of(st.none(), st.text(max_size=60)))
@example(b"[" * 100_000, None)
@example(b'{"events":' + b"[" * 500 + b"]" * 500 + b"}", None)
@example(b'{"events":[' + b'{"a":' * 400 + b"1" + b"}" * 400 + b"]}", None)
@example(b'{"events":[{"type":"message","timestamp":' + b"9" * 5_000 + b"}]}", None)
@example(b"x" * (MAX_BODY + 1), None)
def test_no_bytes_and_no_signature_are_an_error(
    any_house: House, body: bytes, signature: str | None
) -> None:
    any_house.reset()
    header = None if signature is None else signature.encode("ascii", "ignore").decode()
    clean = header if header is None else "".join(one for one in header if one.isprintable())
    expected = {413} if len(body) > MAX_BODY else {200} if signature is None else {200, 401}
    assert any_house.post(body, clean) in expected


def _owed(happenings: list[Happening], whole: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [event for one, event in zip(happenings, whole, strict=True) if one.answered]


def _sent(events: Any, destination: Any = "U" + "a" * 32) -> bytes:
    return json.dumps({"destination": destination, "events": events}).encode()
