"""Channel access tokens: short-lived, long-lived and stateless ones by channel ID and secret."""

from __future__ import annotations

import json

import pytest

from tests.contract.line import SECRET, TOKEN, Line
from tests.contract.tokens import (
    CHANNEL,
    DAY_S,
    WHO,
    get,
    post,
    short,
    stateless,
    token_of,
    works,
)

MISSED = {"error": "invalid_request", "error_description": "some parameters missed or invalid"}


def test_a_short_lived_token_works_for_30_days(line: Line) -> None:
    """Messaging API reference, §Issue short-lived channel access token."""
    answer = short(line)
    assert {**answer.json, "access_token": ""} == {
        "access_token": "",
        "expires_in": 2_592_000,
        "token_type": "Bearer",
    }
    line.advance(30 * DAY_S - 60)
    assert works(line, token_of(answer))
    line.advance(61)
    assert not works(line, token_of(answer))
    assert works(line, TOKEN)


def test_the_31st_short_lived_token_ends_the_oldest(line: Line) -> None:
    """Messaging API reference, §Issue short-lived channel access token: up to 30."""
    tokens = [token_of(short(line)) for _ in range(31)]
    assert [works(line, token) for token in tokens] == [False] + [True] * 30


def test_an_expired_token_does_not_count_as_issued(line: Line) -> None:
    """Messaging API reference, §Issue short-lived channel access token."""
    for _ in range(29):
        short(line)
    line.advance(DAY_S)
    kept = token_of(short(line))
    line.advance(29 * DAY_S + 1)
    for _ in range(29):
        short(line)
    assert works(line, kept)


@pytest.mark.parametrize(
    ("form", "refusal"),
    [
        (
            {"client_id": "1"},
            {"error": "invalid_client", "error_description": "invalid client_id"},
        ),
        (
            {"client_secret": "x"},
            {"error": "invalid_client", "error_description": "invalid client_secret"},
        ),
        ({"grant_type": "password"}, MISSED),
    ],
)
def test_a_wrong_channel_gets_no_token(
    line: Line, form: dict[str, str], refusal: dict[str, str]
) -> None:
    """Messaging API reference, §Issue short-lived channel access token, error response."""
    answer = short(line, **form)
    assert (answer.status, answer.json) == (400, refusal)


def test_a_body_in_json_is_no_form(line: Line) -> None:
    """Messaging API reference, §Issue short-lived channel access token: the wrong format."""
    raw = json.dumps({"grant_type": "client_credentials", **WHO}).encode()
    answer = line.http("POST", "/v2/oauth/accessToken", raw, {"Content-Type": "application/json"})
    assert (answer.status, answer.json) == (400, MISSED)


def test_short_and_long_lived_tokens_are_verified(line: Line) -> None:
    """Messaging API reference, §Verify the validity of short-lived and long-lived …."""
    token = token_of(short(line))
    line.advance(100)
    verdict = post(line, "/v2/oauth/verify", access_token=token).json
    assert verdict["client_id"] == CHANNEL
    assert 2_591_890 <= verdict["expires_in"] <= 2_591_900
    assert post(line, "/v2/oauth/verify", access_token=TOKEN).json["client_id"] == CHANNEL


@pytest.mark.parametrize(
    ("token", "description"),
    [("nobodys", "access_token invalid"), ("กข", "access_token in invalid format")],
)
def test_another_token_is_not_verified(line: Line, token: str, description: str) -> None:
    """Messaging API reference, §Verify the validity of short-lived …, error response."""
    answer = post(line, "/v2/oauth/verify", access_token=token)
    expected = {"error": "invalid_request", "error_description": description}
    assert (answer.status, answer.json) == (400, expected)


def test_a_revoked_token_is_401_at_once(line: Line) -> None:
    """Messaging API reference, §Revoke short-lived or long-lived channel access token."""
    token = token_of(short(line))
    for one in (token, TOKEN, "nobodys"):
        answer = post(line, "/v2/oauth/revoke", access_token=one)
        assert (answer.status, answer.body) == (200, b"")
    assert not works(line, token)
    assert not works(line, TOKEN)


def test_a_token_of_another_format_cannot_be_revoked(line: Line) -> None:
    """Messaging API reference, §Revoke short-lived or long-lived …, error response."""
    answer = post(line, "/v2/oauth/revoke", access_token="กข")
    assert (answer.status, answer.json) == (400, {"error": "invalid_request"})


def test_a_stateless_token_works_for_15_minutes(line: Line) -> None:
    """Messaging API reference, §Issue stateless channel access token."""
    answer = stateless(line)
    assert (answer.json["expires_in"], answer.json["token_type"]) == (900, "Bearer")
    line.advance(840)
    assert works(line, token_of(answer))
    line.advance(61)
    assert not works(line, token_of(answer))


def test_stateless_tokens_have_no_limit(line: Line) -> None:
    """Messaging API reference, §Issue stateless channel access token: no limit."""
    first = token_of(stateless(line))
    assert len({token_of(stateless(line)) for _ in range(60)}) == 60
    assert works(line, first)


def test_a_wrong_secret_gets_no_stateless_token(line: Line) -> None:
    """Messaging API reference, §Issue stateless channel access token, error response."""
    answer = stateless(line, client_id=CHANNEL, client_secret="x")
    expected = {
        "error": "invalid_request",
        "error_description": "Invalid 'client_credentials'.",
    }
    assert (answer.status, answer.json) == (400, expected)


def test_a_stateless_token_cannot_be_revoked(line: Line) -> None:
    """Messaging API reference, §Issue stateless channel access token; docs Channel access token."""
    token = token_of(stateless(line))
    assert post(line, "/oauth2/v2.1/revoke", access_token=token, **WHO).status == 200
    assert works(line, token)


def test_an_invented_stateless_token_is_401(line: Line) -> None:
    """Messaging API reference, §Status codes."""
    token = token_of(stateless(line))
    assert not works(line, token[:-1] + ("A" if token[-1] != "A" else "B"))


def test_a_long_lived_token_that_is_issued_again_ends_the_one_before(line: Line) -> None:
    """Docs Channel access token, §Long-lived; LINE may keep the old one for up to 24 hours."""
    made = str(line.control("PUT", "token", {})["token"])
    assert (works(line, made), works(line, TOKEN)) == (True, False)
    line.control("PUT", "token", {"token": TOKEN})
    assert (works(line, made), works(line, TOKEN)) == (False, True)


def test_nobody_reads_a_secret_or_a_token_in_the_journal(line: Line) -> None:
    """The simulator's own promise: GET requests leaves tokens out."""
    token = token_of(stateless(line))
    get(line, "/oauth2/v2.1/verify", access_token=token)
    told = json.dumps(line.control("GET", "requests"))
    assert SECRET not in told
    assert token not in told
    assert CHANNEL in told
