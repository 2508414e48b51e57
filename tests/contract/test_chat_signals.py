"""Read marks and what the account says of itself."""

from __future__ import annotations

from typing import Any

import pytest

from tests.contract.line import Line
from tests.contract.receiver import Receiver

READ = "/v2/bot/chat/markAsRead"
DENIED = {"message": "Access to this API is not available for your account"}


def is_read(line: Line, user: str) -> list[bool]:
    return [item.get("read", False) for item in line.control("GET", f"users/{user}/messages")]


def test_with_the_chat_off_everything_is_read_by_itself(line: Line, user: str) -> None:
    """Mark messages as read, §Conditions; Messaging API reference, §Get bot info."""
    line.say(user)
    assert is_read(line, user) == [True]
    info = line.call("GET", "/v2/bot/info").json
    assert (info["chatMode"], info["markAsReadMode"]) == ("bot", "auto")


def test_with_the_chat_on_a_token_marks_what_came_until_then(
    line: Line, bot: Receiver, user: str
) -> None:
    """Messaging API reference, §Mark messages as read: the message and all before it."""
    line.faults(chat_on=True)
    info = line.call("GET", "/v2/bot/info").json
    assert (info["chatMode"], info["markAsReadMode"]) == ("chat", "manual")
    for words in ("หนึ่ง", "สอง", "สาม"):
        line.say(user, words)
    token = bot.events("message", 3)[1]["message"]["markAsReadToken"]
    assert is_read(line, user) == [False, False, False]
    assert line.call("POST", READ, {"markAsReadToken": token}).json == {}
    assert is_read(line, user) == [True, True, False]


def test_a_read_token_never_expires(line: Line, bot: Receiver, user: str) -> None:
    """Mark messages as read: read tokens have no expiration date."""
    line.faults(chat_on=True)
    line.say(user)
    token = bot.one("message")["message"]["markAsReadToken"]
    line.advance(400 * 24 * 3600)
    assert line.call("POST", READ, {"markAsReadToken": token}).status == 200
    assert is_read(line, user) == [True]


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "/v2/bot/message/markAsRead", {"chat": {"userId": "U" + "0" * 32}}),
        ("POST", "/bot/pnp/push", {"to": "x", "messages": []}),
        ("GET", "/v2/bot/message/delivery/pnp?date=20260801", None),
    ],
)
def test_what_needs_a_contract_is_403(line: Line, method: str, path: str, body: Any) -> None:
    """Partner docs; Messaging API reference, §Error messages."""
    answer = line.call(method, path, body)
    assert (answer.status, answer.json) == (403, DENIED)


@pytest.mark.parametrize(
    ("path", "status", "message"),
    [
        ("membership/list", 404, "Membership plan not found"),
        ("membership/3189/users/ids", 404, "Membership ID is not found"),
        (f"membership/subscription/U{'0' * 32}", 404, "Not found"),
        ("membership/subscription/x", 400, "The value for the 'userId' parameter is invalid"),
    ],
)
def test_an_account_without_memberships_says_so(
    line: Line, path: str, status: int, message: str
) -> None:
    """Messaging API reference, §Membership, error responses."""
    answer = line.call("GET", f"/v2/bot/{path}")
    assert (answer.status, answer.json) == (status, {"message": message})
