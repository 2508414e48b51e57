"""Account link: link tokens, the dialog and its event."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.contract.line import Line
from tests.contract.receiver import Receiver

NONCE = "n0nce-of-the-test"


def token_for(line: Line, user: str) -> str:
    return str(line.call("POST", f"/v2/bot/user/{user}/linkToken").json["linkToken"])


def agree(line: Line, token: str, nonce: str = NONCE, status: int = 201, **who: str) -> Any:
    """What the dialog's button does."""
    body = {"linkToken": token, "nonce": nonce, **who}
    return line.control("POST", "account-links", body, status=status)


def test_a_link_is_told_with_its_nonce_and_can_be_replied_to(
    line: Line, bot: Receiver, user: str
) -> None:
    """Messaging API reference, §Account link event, §Issue link token."""
    token = token_for(line, user)
    assert re.fullmatch(r"[\w-]{32}", token)
    assert agree(line, token)["result"] == "ok"
    event = bot.one("accountLink")
    assert event["link"] == {"result": "ok", "nonce": NONCE}
    assert event["source"] == {"type": "user", "userId": user}
    assert line.reply(event["replyToken"]).status == 200


def test_a_link_token_works_once(line: Line, bot: Receiver, user: str) -> None:
    """Messaging API reference, §Issue link token; docs User account linking: then no webhook."""
    token = token_for(line, user)
    agree(line, token)
    bot.events("accountLink")
    agree(line, token, status=400)
    line.say(user)
    bot.events("message")
    assert len(bot.events("accountLink")) == 1


def test_a_link_token_works_for_ten_minutes(line: Line, user: str) -> None:
    """Messaging API reference, §Issue link token: valid for 10 minutes."""
    token = token_for(line, user)
    line.advance(590)
    assert line.control("GET", f"account-links/{token}")["userId"] == user
    line.advance(11)
    line.control("GET", f"account-links/{token}", status=404)
    agree(line, token, status=400)


@pytest.mark.parametrize("nonce", ["n" * 9, "n" * 256])
def test_a_nonce_of_another_length_is_refused_and_wastes_no_token(
    line: Line, user: str, nonce: str
) -> None:
    """Docs User account linking, §Redirect the user to the account linking endpoint: 10–255."""
    token = token_for(line, user)
    agree(line, token, nonce, status=400)
    assert agree(line, token)["result"] == "ok"


def test_another_person_fails_without_source_and_reply_token(
    line: Line, bot: Receiver, user: str
) -> None:
    """Messaging API reference, §Account link event: failed, such as due to impersonation."""
    other = line.join("คนอื่น")
    assert agree(line, token_for(line, user), userId=other)["result"] == "failed"
    event = bot.one("accountLink")
    assert event["link"] == {"result": "failed", "nonce": NONCE}
    assert "source" not in event
    assert "replyToken" not in event


def test_who_is_no_friend_cannot_link(line: Line, bot: Receiver) -> None:
    """Docs User account linking: the users must have the account as a friend."""
    stranger = line.join(friend=False)
    assert agree(line, token_for(line, stranger))["result"] == "failed"
    assert bot.one("accountLink")["link"]["result"] == "failed"


@pytest.mark.parametrize(("user_id", "status"), [("kutemukan", 400), ("U" + "0" * 32, 404)])
def test_nobody_gets_no_token(line: Line, user_id: str, status: int) -> None:
    """Messaging API reference, §Issue link token, path parameters."""
    assert line.call("POST", f"/v2/bot/user/{user_id}/linkToken").status == status
