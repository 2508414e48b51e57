"""Behaviour 33: rate limits, as token buckets per endpoint."""

from __future__ import annotations

from typing import Any

from tests.contract.line import TEXT, Answer, Line

HOUR = 3_600
LIMITED = {"message": "The API rate limit has been exceeded. Try again later."}
BROADCAST = "/v2/bot/message/broadcast"
ENDPOINT = "/v2/bot/channel/webhook/endpoint"


def _broadcast(line: Line, **more: Any) -> Answer:
    return line.call("POST", BROADCAST, {"messages": [TEXT]}, **more)


def test_33_the_61st_broadcast_within_the_hour_is_429(line: Line, user: str) -> None:
    """Messaging API reference, §Rate limits: 60 requests per hour."""
    assert [_broadcast(line).status for _ in range(60)] == [200] * 60
    refused = _broadcast(line)
    assert (refused.status, refused.json) == (429, LIMITED)
    assert "retry-after" not in refused.headers
    assert len(line.shown(user)) == 60


def test_33_a_bucket_fills_with_the_simulators_clock(line: Line) -> None:
    """Messaging API reference, §Rate limits: a token bucket; one broadcast a minute comes back."""
    line.faults(rate_capacity=1 / 60)
    assert [_broadcast(line).status for _ in range(2)] == [200, 429]
    line.advance(HOUR / 60 + 1)
    assert [_broadcast(line).status for _ in range(2)] == [200, 429]


def test_33_a_clock_set_back_fills_no_bucket(line: Line) -> None:
    """Messaging API reference, §Rate limits; a clock that goes back is the simulator's own."""
    line.faults(rate_capacity=1 / 60)
    _broadcast(line)
    line.advance(-HOUR)
    assert _broadcast(line).status == 429


def test_33_get_and_put_of_one_path_are_limited_apart(line: Line) -> None:
    """Messaging API reference, §Scope of rate limits: another method is another endpoint."""
    line.faults(rate_capacity=1 / 1000)
    assert line.call("GET", ENDPOINT).status == 200
    line.advance(-60)  # so that nothing comes in between two calls, however slow they are
    assert line.call("GET", ENDPOINT).status == 429
    assert line.call("PUT", ENDPOINT, {"endpoint": "https://bot.example/"}).status == 200


def test_33_what_stands_in_the_path_makes_no_other_endpoint(line: Line, user: str) -> None:
    """Messaging API reference, §Scope of rate limits: parameters are not told apart."""
    line.faults(rate_capacity=1 / 2000)
    assert line.call("GET", f"/v2/bot/profile/{user}").status == 200
    line.advance(-60)
    other = line.call("GET", f"/v2/bot/profile/{'U' + '0' * 32}")
    assert (other.status, other.json) == (429, LIMITED)


def test_33_two_endpoints_have_two_buckets(line: Line) -> None:
    """Messaging API reference, §Rate limits: for each API function."""
    line.faults(rate_capacity=1 / 60)
    assert [_broadcast(line).status for _ in range(2)] == [200, 429]
    assert line.call("POST", "/v2/bot/channel/webhook/test", {}).status == 200


def test_33_a_month_used_up_and_a_rate_are_told_apart_by_the_message(line: Line) -> None:
    """Messaging API reference, §Status codes: 429 is both."""
    line.faults(quota=0, rate_capacity=1 / 60)
    monthly, rate = _broadcast(line), _broadcast(line)
    assert (monthly.status, rate.status) == (429, 429)
    assert (monthly.message, rate.json) == ("You have reached your monthly limit.", LIMITED)


def test_33_a_retry_is_a_request_too(line: Line) -> None:
    """Retrying an API request: a retry counts against the rate limit."""
    line.faults(rate_capacity=2 / 60)
    key = "123e4567-e89b-12d3-a456-426614174000"
    assert [_broadcast(line, key=key).status for _ in range(3)] == [200, 409, 429]


def test_33_who_is_not_let_in_uses_nothing_up(line: Line) -> None:
    """Messaging API reference, §Rate limits: per channel; a wrong token is of no channel."""
    line.faults(rate_capacity=1 / 60)
    assert _broadcast(line, token="wrong").status == 401
    assert _broadcast(line).status == 200


def test_33_the_limits_can_be_switched_off_and_the_log_names_them(line: Line) -> None:
    """A switch of the simulator's own."""
    line.faults(rate_capacity=1 / 60)
    _broadcast(line)
    _broadcast(line)
    assert line.control("GET", "requests")[-1]["fault"] == "rate_limits"
    line.faults(rate_limits=False)
    assert _broadcast(line).status == 200
