"""Behaviour 4: what LINE's test of the webhook says, and that the statistics do not count it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.contract.line import Line, until_idle
from tests.contract.receiver import Receiver

TEST = "/v2/bot/channel/webhook/test"


def verdict(line: Line, **body: str) -> dict[str, Any]:
    found: dict[str, Any] = line.call("POST", TEST, body).json
    return {key: found[key] for key in ("success", "statusCode", "reason")}


@pytest.mark.parametrize("status", [400, 500])
def test_04_an_error_of_the_bot_is_named_with_its_status(
    line: Line, bot: Receiver, status: int
) -> None:
    """Messaging API reference, §Test webhook endpoint: ERROR_STATUS_CODE."""
    bot.statuses.append(status)
    answer = line.call("POST", TEST, {}).json
    assert answer["detail"] == str(status)
    assert verdict(line) == {"success": True, "statusCode": 200, "reason": "OK"}
    assert (answer["success"], answer["statusCode"]) == (False, status)
    assert answer["reason"] == "ERROR_STATUS_CODE"


def test_04_any_2xx_is_ok_whatever_its_phrase(line: Line, bot: Receiver) -> None:
    """Messaging API reference, §Test webhook endpoint: OK."""
    bot.statuses.append(204)
    assert verdict(line) == {"success": True, "statusCode": 204, "reason": "OK"}


def test_04_a_bot_that_does_not_answer_is_a_timeout(line: Line, bot: Receiver) -> None:
    """Messaging API reference, §Test webhook endpoint: REQUEST_TIMEOUT, status zero."""
    line.faults(webhook_timeout_s=0.2)
    bot.gate.clear()
    expected = {"success": False, "statusCode": 0, "reason": "REQUEST_TIMEOUT"}
    assert verdict(line) == expected


def test_04_an_address_can_be_tried_before_it_is_set(line: Line, bot: Receiver) -> None:
    """Messaging API reference, §Test webhook endpoint: with the endpoint parameter."""
    expected = {"success": False, "statusCode": 0, "reason": "COULD_NOT_CONNECT"}
    assert verdict(line, endpoint="http://127.0.0.1:9/callback") == expected
    endpoint = line.call("GET", "/v2/bot/channel/webhook/endpoint").json["endpoint"]
    assert endpoint == bot.url


def test_04_a_bad_address_is_refused(line: Line) -> None:
    """Messaging API reference, §Test webhook endpoint, example error response."""
    answer = line.call("POST", TEST, {"endpoint": "http://bot.example/"})
    assert (answer.status, answer.json) == (400, {"message": "Invalid webhook endpoint URL"})


def test_04_a_host_that_cannot_be_resolved_is_no_address(line: Line) -> None:
    """Messaging API reference, §Test webhook endpoint, example error response. No name has a part
    of 64 letters, so nobody is asked for it."""
    answer = line.call("POST", TEST, {"endpoint": f"https://{'a' * 64}.example/"})
    assert (answer.status, answer.json) == (400, {"message": "Invalid webhook endpoint URL"})


def test_04_the_statistics_do_not_count_it(line: Line, bot: Receiver, user: str) -> None:
    """Check webhook error statistics: Verify is not counted; same status within 60 s is one."""
    bot.statuses.extend([500, 503, 503])
    line.call("POST", TEST, {})
    for words in ("หนึ่ง", "สอง"):
        line.say(user, words)
    bot.posts(4)
    until_idle(line)
    found = line.control("GET", "webhooks/errors")
    told = [(one["reason"], one["status"], one["count"]) for one in found]
    assert told == [("error_status_code", 503, 2)]
