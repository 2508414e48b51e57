"""Behaviours 25, 27–31: pushes, friends, retry keys, the month's quota."""

from __future__ import annotations

import http.client
import uuid

import pytest

from tests.contract.line import TEXT, Line
from tests.contract.receiver import Receiver

DAY = 86_400
UNKNOWN = "U" + "0" * 32


def test_25_a_push_counts_one_person_whatever_it_holds(line: Line, user: str) -> None:
    """Messaging API reference, §Send push message; Messaging API pricing, §counting."""
    answer = line.push(user, *[TEXT] * 5)
    assert len(answer.json["sentMessages"]) == 5
    assert line.shown(user) == [TEXT] * 5
    assert line.usage() == 1


def test_25_a_person_who_is_no_friend_but_wrote_gets_pushes_for_a_week(line: Line) -> None:
    """Messaging API reference, §Send push message, conditions."""
    stranger = line.join(friend=False)
    assert line.push(stranger).status == 200
    assert line.shown(stranger) == []
    line.say(stranger)
    line.push(stranger)
    line.advance(7 * DAY + 60)
    line.push(stranger)
    assert line.shown(stranger) == [TEXT]


def test_27_a_push_to_who_blocks_is_accepted_shown_nowhere_and_free(line: Line, user: str) -> None:
    """Messaging API reference, §Send push message, conditions."""
    line.control("POST", f"users/{user}/block")
    assert len(line.push(user).json["sentMessages"]) == 1
    assert line.shown(user) == []
    assert line.usage() == 0


def test_28_an_unknown_person_cannot_be_reached(line: Line) -> None:
    """Messaging API reference, §Send push message, error responses."""
    answer = line.push(UNKNOWN)
    assert (answer.status, answer.json) == (400, {"message": "Failed to send messages"})


def test_28_a_malformed_address_is_named(line: Line) -> None:
    """Messaging API reference, §Error messages."""
    answer = line.push("kutemukan")
    expected = "The property, 'to', in the request body is invalid (line: -, column: -)"
    assert (answer.status, answer.message) == (400, expected)


def test_29_a_repeated_key_answers_the_first_answer_and_shows_once(line: Line, user: str) -> None:
    """Retrying an API request, §409."""
    key = str(uuid.uuid4())
    line.faults(drop_after=1)
    with pytest.raises((http.client.RemoteDisconnected, ConnectionError)):
        line.push(user, key=key)
    line.faults(drop_after=0)
    again = line.push(user, key=key)
    assert (again.status, again.message) == (409, "The retry key is already accepted")
    first = line.control("GET", "requests")[0]["requestId"]
    assert again.headers["x-line-accepted-request-id"] == first
    assert again.headers["x-line-request-id"] != first
    assert again.json["sentMessages"][0]["id"] == _ids(line, user)[0]
    assert line.shown(user) == [TEXT]


def test_29_after_a_day_the_key_sends_again(line: Line, user: str) -> None:
    """Retrying an API request, §24 hours."""
    key = str(uuid.uuid4())
    line.push(user, key=key)
    line.advance(DAY - 60)
    assert line.push(user, key=key).status == 409
    line.advance(61)
    assert line.push(user, key=key).status == 200
    assert line.usage() in (1, 2)  # a new month may have begun
    assert line.shown(user) == [TEXT, TEXT]


def test_30_a_500_before_acceptance_leaves_the_key_free(line: Line, user: str) -> None:
    """Retrying an API request, §when to retry."""
    key = str(uuid.uuid4())
    line.faults(rate_500=1)
    assert line.push(user, key=key).status == 500
    line.faults(rate_500=0)
    assert line.push(user, key=key).status == 200
    assert line.shown(user) == [TEXT]


def test_30_a_refused_body_leaves_the_key_free(line: Line, user: str) -> None:
    """Retrying an API request: only acceptance uses a key."""
    key = str(uuid.uuid4())
    assert line.push(user, {"type": "text", "text": ""}, key=key).status == 400
    assert line.push(user, key=key).status == 200


def test_30_a_connection_cut_before_anything_leaves_nothing_done(line: Line, user: str) -> None:
    """Retrying an API request, §timeouts."""
    line.faults(drop_before=1)
    with pytest.raises((http.client.RemoteDisconnected, ConnectionError)):
        line.push(user)
    line.faults(drop_before=0)
    assert line.shown(user) == []
    assert line.control("GET", "requests")[0]["status"] is None


def test_31_a_used_up_month_refuses_pushes_and_not_replies(
    line: Line, bot: Receiver, user: str
) -> None:
    """Messaging API pricing; Messaging API reference, §Send push message, 429."""
    line.faults(quota=2)
    assert [line.push(user).status for _ in range(3)] == [200, 200, 429]
    assert line.push(user).message == "You have reached your monthly limit."
    line.say(user)
    assert line.reply(bot.one("message")["replyToken"]).status == 200
    limit = line.call("GET", "/v2/bot/message/quota").json
    assert (limit, line.usage()) == ({"type": "limited", "value": 2}, 2)


def test_31_without_a_limit_the_quota_says_none(line: Line) -> None:
    """Messaging API reference, §Get the target limit for sending messages this month."""
    assert line.call("GET", "/v2/bot/message/quota").json == {"type": "none"}


def test_31_a_new_month_begins_at_zero(line: Line, user: str) -> None:
    """Messaging API reference, §Get number of messages sent this month."""
    line.faults(quota=1)
    line.push(user)
    line.advance(32 * DAY)
    assert line.usage() == 0
    assert line.push(user).status == 200


def _ids(line: Line, user: str) -> list[str]:
    items = line.control("GET", f"users/{user}/messages")
    return [item["id"] for item in items if item["from"] == "bot"]
