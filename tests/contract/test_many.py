"""Behaviours 29, 31 and 32 for what goes to many: multicast and broadcast."""

from __future__ import annotations

import http.client
import uuid
from typing import Any

import pytest

from tests.contract.line import TEXT, TOKEN, Answer, Line

MULTICAST, BROADCAST = "/v2/bot/message/multicast", "/v2/bot/message/broadcast"
BOTH = [MULTICAST, BROADCAST]
UNKNOWN = "U" + "0" * 32
ACCEPTED = "The retry key is already accepted"


def _send(line: Line, path: str, *people: str, **more: Any) -> Answer:
    body = {"to": list(people)} if path == MULTICAST else {}
    return line.call("POST", path, {**body, "messages": [TEXT]}, **more)


def test_32_a_multicast_reaches_the_friends_among_its_ids(line: Line, user: str) -> None:
    """Messaging API reference, §Send multicast message, conditions."""
    blocker, stranger = line.join(), line.join(friend=False)
    line.control("POST", f"users/{blocker}/block")
    answer = _send(line, MULTICAST, user, blocker, stranger, UNKNOWN)
    assert (answer.status, answer.json) == (200, {})
    assert [line.shown(one) for one in (user, blocker, stranger)] == [[TEXT], [], []]
    assert line.usage() == 1


def test_32_an_unknown_id_can_be_refused_and_then_nobody_is_told(line: Line, user: str) -> None:
    """Messaging API reference, §Send multicast message: its error table says 400."""
    line.faults(multicast_unknown_id=400)
    answer = _send(line, MULTICAST, user, UNKNOWN)
    assert (answer.status, answer.json) == (400, {"message": "Failed to send messages"})
    assert line.shown(user) == []


@pytest.mark.parametrize("strange", ["C" + "0" * 32, "R" + "0" * 32, "kutemukan", ""])
def test_32_a_group_or_a_malformed_id_is_named_and_nobody_is_told(
    line: Line, user: str, strange: str
) -> None:
    """Messaging API reference, §Send multicast message, error responses."""
    answer = _send(line, MULTICAST, user, strange)
    expected = "The property, to[1], in the request body is invalid (line: -, column: -)"
    assert (answer.status, answer.message) == (400, expected)
    assert line.shown(user) == []


@pytest.mark.parametrize("people", [0, 501])
def test_32_a_multicast_has_one_to_five_hundred_ids(line: Line, user: str, people: int) -> None:
    """Messaging API reference, §Send multicast message: max 500 user IDs."""
    answer = _send(line, MULTICAST, *[user] * people)
    fault = {"message": "Size must be between 1 and 500", "property": "to"}
    assert (answer.status, answer.json["details"]) == (400, [fault])
    assert line.shown(user) == []


def test_32_five_hundred_people_are_reached_by_one_call(line: Line) -> None:
    """Messaging API reference, §Send multicast message: max 500 user IDs."""
    people = [line.join() for _ in range(500)]
    assert _send(line, MULTICAST, *people).json == {}
    assert all(line.shown(one) == [TEXT] for one in people)
    assert line.usage() == 500


def test_32_a_person_named_twice_is_told_once(line: Line, user: str) -> None:
    """Not documented; Messaging API pricing counts people."""
    _send(line, MULTICAST, user, user)
    assert (line.shown(user), line.usage()) == ([TEXT], 1)


def test_a_broadcast_reaches_every_friend_and_nobody_else(line: Line, user: str) -> None:
    """Messaging API reference, §Send broadcast message."""
    other, blocker, stranger = line.join(), line.join(), line.join(friend=False)
    line.control("POST", f"users/{blocker}/block")
    assert (_send(line, BROADCAST).status, _send(line, BROADCAST).json) == (200, {})
    told = [len(line.shown(one)) for one in (user, other, blocker, stranger)]
    assert (told, line.usage()) == ([2, 2, 0, 0], 4)


@pytest.mark.parametrize("path", BOTH)
def test_29_a_repeated_key_is_409_and_tells_nobody_again(line: Line, user: str, path: str) -> None:
    """Retrying an API request, §409: without sentMessages, which multicast does not have."""
    key = str(uuid.uuid4())
    line.faults(drop_after=1)
    with pytest.raises((http.client.RemoteDisconnected, ConnectionError)):
        _send(line, path, user, key=key)
    line.faults(drop_after=0)
    again = _send(line, path, user, key=key)
    assert (again.status, again.json) == (409, {"message": ACCEPTED})
    first = line.control("GET", "requests")[0]["requestId"]
    assert again.headers["x-line-accepted-request-id"] == first
    assert line.shown(user) == [TEXT]


@pytest.mark.parametrize("path", BOTH)
def test_30_a_refused_call_leaves_its_key_free(line: Line, user: str, path: str) -> None:
    """Retrying an API request: only acceptance uses a key."""
    key = str(uuid.uuid4())
    line.faults(quota=0)
    assert _send(line, path, user, key=key).status == 429
    line.faults(quota=None)
    assert _send(line, path, user, key=key).status == 200


@pytest.mark.parametrize("path", BOTH)
def test_31_a_month_too_short_for_all_tells_none(line: Line, user: str, path: str) -> None:
    """Messaging API reference, 429; Messaging API pricing: people are counted, not calls."""
    people = [user, line.join(), line.join()]
    line.faults(quota=2)
    answer = _send(line, path, *people)
    expected = {"message": "You have reached your monthly limit."}
    assert (answer.status, answer.json) == (429, expected)
    assert [line.shown(one) for one in people] == [[], [], []]
    assert (_send(line, MULTICAST, *people[:2]).status, line.usage()) == (200, 2)


@pytest.mark.parametrize("path", BOTH)
def test_a_body_above_two_megabytes_is_413(line: Line, user: str, path: str) -> None:
    """Messaging API reference, §Status codes: Request exceeds the max size of 2MB."""
    big = b'{"messages":[{"type":"text","text":"' + b"x" * (2 * 1024 * 1024) + b'"}]}'
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {TOKEN}"}
    assert line.http("POST", path, big, headers).status == 413
    assert line.shown(user) == []


@pytest.mark.parametrize("path", BOTH)
def test_24_six_messages_are_too_many_for_many_too(line: Line, user: str, path: str) -> None:
    """Messaging API reference, §Send multicast message, §Send broadcast message: max 5."""
    body = {"to": [user], "messages": [TEXT] * 6}
    answer = line.call("POST", path, body)
    fault = {"message": "Size must be between 1 and 5", "property": "messages"}
    assert (answer.status, answer.json["details"]) == (400, [fault])
