"""Behaviours 33 and 34, and the errors around them."""

from __future__ import annotations

import uuid

import pytest

from tests.contract.line import TOKEN, Line
from tests.contract.receiver import Receiver

JSON = {"Content-Type": "application/json", "Authorization": f"Bearer {TOKEN}"}
PUSH = "/v2/bot/message/push"
STRANGE = [
    *(b"[" * 100_000, b"[" * 300 + b"]" * 300, b"\xff\xfe", b"", b"[]"),
    *(b'{"to": NaN}', b'{"to": -Infinity}', b'{"to": 1e999}'),
]


@pytest.mark.parametrize("token", ["", "wrong", TOKEN + "x"])
def test_34_a_wrong_token_is_401(line: Line, token: str) -> None:
    """Messaging API reference, §Status codes."""
    answer = line.call("GET", "/v2/bot/info", token=token)
    assert answer.status == 401
    assert answer.message.startswith("Authentication failed")


def test_34_every_answer_has_a_request_id_of_its_own(line: Line) -> None:
    """Messaging API reference, §Response headers."""
    paths = ["/v2/bot/info", "/v2/bot/info", "/v2/bot/profile/U0", "/v2/bot/none"]
    ids = {line.call("GET", path).headers["x-line-request-id"] for path in paths}
    assert len({uuid.UUID(one) for one in ids}) == 4


def test_33_a_rate_limit_has_lines_words(line: Line, user: str) -> None:
    """Messaging API reference, §Rate limits, §Error messages."""
    line.faults(rate_429=1)
    answer = line.push(user)
    expected = {"message": "The API rate limit has been exceeded. Try again later."}
    assert (answer.status, answer.json) == (429, expected)
    assert "retry-after" not in answer.headers


def test_a_body_that_is_not_json_names_the_place(line: Line) -> None:
    """Messaging API reference, §Error messages."""
    answer = line.http("POST", PUSH, b'{"to":\n,}', JSON)
    expected = "The request body could not be parsed as JSON (line: 2, column: 1)"
    assert (answer.status, answer.message) == (400, expected)


@pytest.mark.parametrize("body", STRANGE)
def test_a_strange_body_is_400(line: Line, body: bytes) -> None:
    """Messaging API reference, §Error messages."""
    assert line.http("POST", PUSH, body, JSON).status == 400


def test_a_body_above_two_megabytes_is_413(line: Line) -> None:
    """Messaging API reference, §Status codes."""
    big = b'{"to":"' + b"x" * (2 * 1024 * 1024) + b'"}'
    assert line.http("POST", PUSH, big, JSON).status == 413


def test_another_content_type_is_415(line: Line) -> None:
    """Messaging API reference, §Status codes, §Error messages."""
    answer = line.http("POST", PUSH, b"{}", {**JSON, "Content-Type": "text/plain"})
    expected = "The content type, text/plain, is not supported"
    assert (answer.status, answer.message) == (415, expected)


@pytest.mark.parametrize(("method", "path"), [("GET", "/v2/bot/none"), ("DELETE", PUSH)])
def test_what_line_does_not_have_is_refused_in_json(line: Line, method: str, path: str) -> None:
    """Messaging API reference, §Error responses."""
    answer = line.call(method, path)
    assert answer.status in (404, 405)
    assert answer.headers["content-type"].startswith("application/json")


def test_39_a_profile_is_shown_until_the_person_blocks(line: Line, user: str) -> None:
    """Messaging API reference, §Get profile."""
    assert line.call("GET", f"/v2/bot/profile/{user}").json["displayName"] == "สมหญิง"
    line.control("POST", f"users/{user}/block")
    answer = line.call("GET", f"/v2/bot/profile/{user}")
    assert (answer.status, answer.message) == (404, "Not found")


def test_39_who_did_not_consent_has_no_profile(line: Line, user: str) -> None:
    """Messaging API reference, §Get profile, error response: hasn't consented."""
    line.control("PUT", f"users/{user}", {"consents": False})
    answer = line.call("GET", f"/v2/bot/profile/{user}")
    assert (answer.status, answer.message) == (404, "Not found")


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({}, 202),
        ({"loadingSeconds": 60}, 202),
        ({"loadingSeconds": 7}, 400),
        ({"loadingSeconds": 65}, 400),
    ],
)
def test_39_a_loading_animation_takes_steps_of_five(
    line: Line, user: str, body: dict[str, object], status: int
) -> None:
    """Messaging API reference, §Display a loading animation."""
    answer = line.call("POST", "/v2/bot/chat/loading/start", {"chatId": user, **body})
    assert answer.status == status


def test_39_a_group_has_no_loading_animation(line: Line) -> None:
    """Messaging API reference, §Display a loading animation."""
    answer = line.call("POST", "/v2/bot/chat/loading/start", {"chatId": "C" + "0" * 32})
    assert answer.status == 400
    assert answer.json["details"][0]["property"] == "chatId"


def test_a_read_token_marks_and_another_is_refused(line: Line, bot: Receiver, user: str) -> None:
    """Messaging API reference, §Mark messages as read."""
    line.say(user)
    token = bot.one("message")["message"]["markAsReadToken"]
    path = "/v2/bot/chat/markAsRead"
    assert line.call("POST", path, {"markAsReadToken": token}).json == {}
    assert line.call("POST", path, {"markAsReadToken": "x"}).status == 400


def test_a_flex_message_without_bottom_is_400(line: Line, user: str) -> None:
    """Messaging API reference, §Error messages."""
    nest = b'{"type":"bubble","body":' * 900 + b"1" + b"}" * 900
    message = b'{"type":"flex","altText":"x","contents":' + nest + b"}"
    body = b'{"to":"' + user.encode() + b'","messages":[' + message + b"]}"
    assert line.http("POST", PUSH, body, JSON).status == 400


def test_what_is_no_path_of_lines_meets_no_trouble_and_is_not_written_down(line: Line) -> None:
    """Messaging API reference: every path begins with a version. Browsers ask for a favicon."""
    line.faults(rate_500=1)
    assert line.http("GET", "/favicon.ico").status == 404
    assert line.control("GET", "requests") == []


def test_the_webhook_endpoint_can_be_changed(line: Line) -> None:
    """Messaging API reference, §Set webhook endpoint URL, §Get webhook endpoint information."""
    path, url = "/v2/bot/channel/webhook/endpoint", "https://bot.example/callback"
    assert line.call("PUT", path, {"endpoint": url}).json == {}
    assert line.call("GET", path).json == {"endpoint": url, "active": True}


def test_another_endpoint_does_not_switch_webhooks_on(line: Line) -> None:
    """Messaging API reference, §Get webhook endpoint information: ``active`` is the console's."""
    path, url = "/v2/bot/channel/webhook/endpoint", "https://bot.example/other"
    line.control("PUT", "webhook", {"on": False})
    assert line.call("PUT", path, {"endpoint": url}).json == {}
    assert line.call("GET", path).json == {"endpoint": url, "active": False}


@pytest.mark.parametrize(
    "url", ["http://bot.example/", "https://x/" + "x" * 500, "http://[", "https://", "https://["]
)
def test_a_bad_webhook_endpoint_is_refused(line: Line, url: str) -> None:
    """Messaging API reference, §Set webhook endpoint URL."""
    path = "/v2/bot/channel/webhook/endpoint"
    before = line.call("GET", path).json
    answer = line.call("PUT", path, {"endpoint": url})
    assert answer.status == 400
    assert answer.message in ("Invalid webhook endpoint URL", "The request body has 1 error(s)")
    assert line.call("GET", path).json == before
