"""Switches for what LINE keeps secret or tells in two ways. The defaults are tested elsewhere."""

from __future__ import annotations

import uuid
from typing import Any

import pytest

from tests.contract.line import TEXT, TOKEN, Line
from tests.contract.receiver import Receiver

JSON = {"Content-Type": "application/json", "Authorization": f"Bearer {TOKEN}"}
PUSH = "/v2/bot/message/push"
BIG = b'{"to":"' + b"x" * (2 * 1024 * 1024) + b'"}'


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (
            "token",
            "Authentication failed. Confirm that the access token in the authorization header "
            "is valid.",
        ),
        ("reason", "Authentication failed due to the following reason: invalid token"),
        (
            "both",
            "Authentication failed due to the following reason: invalid token. Confirm that the "
            "access token in the authorization header is valid.",
        ),
    ],
)
def test_34_a_wrong_token_is_told_in_each_way_that_was_seen(
    line: Line, words: str, message: str
) -> None:
    """Messaging API reference, §Error messages; real answers say it otherwise."""
    line.faults(words_401=words)
    assert line.call("GET", "/v2/bot/info", token="wrong").json == {"message": message}


def test_an_error_may_carry_empty_details(line: Line, user: str) -> None:
    """Messaging API reference, §Error responses says left out; its rich menu examples send []."""
    line.faults(empty_details=True, quota=0)
    expected = {"message": "You have reached your monthly limit.", "details": []}
    assert line.push(user).json == expected
    assert line.validate(TEXT | {"text": ""}).json["details"] != []


def test_a_key_that_is_no_uuid_is_400_or_a_key_like_any_other(line: Line, user: str) -> None:
    """Retrying an API request: a UUID; what another gets is not documented."""
    assert line.push(user, key="tomorrow").status == 400
    line.faults(odd_retry_key=200)
    assert [line.push(user, key="tomorrow").status for _ in range(2)] == [200, 409]
    assert line.push(user, key=str(uuid.uuid4())).status == 200
    assert line.shown(user) == [TEXT, TEXT]


@pytest.mark.parametrize(
    ("body", "kind", "sent"),
    [
        ({"message": "Too large"}, "application/json", b'{"message":"Too large"}'),
        ("<html>413</html>", "text/html; charset=utf-8", b"<html>413</html>"),
    ],
)
def test_the_bodies_of_413_and_500_can_be_any(
    line: Line, body: Any, kind: str, sent: bytes
) -> None:
    """Messaging API reference, §Status codes: the texts are not given."""
    line.faults(body_413=body, body_500=body, rate_500=1)
    for status, raw in ((413, BIG), (500, b"{}")):
        answer = line.http("POST", PUSH, raw, JSON)
        assert (answer.status, answer.headers["content-type"]) == (status, kind)
        assert answer.body == sent


def test_content_is_deleted_after_the_days_that_the_switch_says(
    line: Line, bot: Receiver, user: str
) -> None:
    """Messaging API reference, §Get content: deleted after a certain period."""
    picture = line.say(user, {"type": "image"})
    line.advance(400 * 86_400)
    assert line.content(picture).status == 200
    line.faults(content_days=14)
    assert (line.content(picture).status, line.content(picture).message) == (404, "not found")
    line.advance(-390 * 86_400)
    assert line.content(picture).status == 200


WRONG: list[dict[str, object]] = [
    {"rate_limits": 1},
    {"rate_capacity": 0},
    {"odd_retry_key": 500},
    {"empty_details": "no"},
    {"words_401": "polite"},
    {"body_413": {"text": "no message"}},
    {"body_500": 7},
    {"content_days": -1},
    {"multicast_unknown_id": 404},
    {"reply_token_seconds": -1},
    {"narrowcast_sending_s": None},
]


def test_events_of_a_chat_may_come_at_once(line: Line, bot: Receiver, user: str) -> None:
    """Receive messages, §Webhook redelivery: LINE promises no order, and waits for no answer."""
    line.faults(parallel=True, webhook_timeout_s=60)
    bot.gate.clear()
    for text in ("one", "two", "three"):
        line.say(user, text)
    texts = {event["message"]["text"] for event in bot.events("message", 3)}
    bot.gate.set()
    assert texts == {"one", "two", "three"}


@pytest.mark.parametrize("switch", WRONG, ids=str)
def test_a_switch_refuses_what_it_cannot_hold(line: Line, switch: dict[str, object]) -> None:
    """The simulator's own: nothing is changed."""
    before = line.control("GET", "faults")
    line.control("PUT", "faults", switch, status=400)
    assert line.control("GET", "faults") == before


def test_a_switch_that_is_none_is_named(line: Line) -> None:
    refused = line.control("PUT", "faults", {"nonsense": 1}, status=400)
    assert refused == {"message": "no such switch: nonsense"}
