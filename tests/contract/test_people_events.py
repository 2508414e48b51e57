"""Behaviours 12, 15–18: what people do that is not a plain message."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.contract.line import Line
from tests.contract.receiver import Receiver


def test_12_adding_the_bot_is_a_follow(line: Line, bot: Receiver, user: str) -> None:
    """Messaging API reference, §Follow event."""
    event = bot.one("follow")
    assert event["follow"] == {"isUnblocked": False}
    assert event["replyToken"]


def test_12_blocking_is_an_unfollow_without_reply_token(
    line: Line, bot: Receiver, user: str
) -> None:
    """Messaging API reference, §Unfollow event."""
    line.control("POST", f"users/{user}/block")
    assert "replyToken" not in bot.one("unfollow")


def test_12_unblocking_is_a_follow_that_says_so(line: Line, bot: Receiver, user: str) -> None:
    """Messaging API reference, §Follow event."""
    line.control("POST", f"users/{user}/block")
    line.control("POST", f"users/{user}/unblock")
    assert bot.events("follow", 2)[1]["follow"] == {"isUnblocked": True}


def test_12_adding_a_blocked_bot_again_takes_the_block_back(
    line: Line, bot: Receiver, user: str
) -> None:
    """Messaging API reference, §Follow event, ``follow.isUnblocked``."""
    line.control("POST", f"users/{user}/block")
    assert line.control("POST", f"users/{user}/friend")["blocked"] is False
    assert bot.events("follow", 2)[1]["follow"] == {"isUnblocked": True}


def test_12_a_deep_link_alone_makes_no_friend_and_no_event(line: Line, bot: Receiver) -> None:
    """Messaging API reference, §Follow event: sent when the account is added as a friend."""
    stranger = line.join(friend=False)
    line.say(stranger)
    bot.events("message")
    assert len(bot.posts()) == 1
    line.control("POST", f"users/{stranger}/friend")
    assert bot.one("follow")["follow"] == {"isUnblocked": False}


def test_15_a_taken_back_photo_is_gone(line: Line, bot: Receiver, user: str) -> None:
    """Messaging API reference, §Unsend event, §Get content."""
    message_id = line.say(user, {"type": "image", "size": 5000})
    assert line.content(message_id).status == 200
    line.control("POST", f"users/{user}/unsend", {"messageId": message_id})
    event = bot.one("unsend")
    assert event["unsend"] == {"messageId": message_id}
    assert "replyToken" not in event
    assert (line.content(message_id).status, line.content(message_id).message) == (
        410,
        "The content is gone",
    )


def test_15_an_unsend_can_come_before_its_message(line: Line, bot: Receiver, user: str) -> None:
    """Receive messages, §Webhook redelivery: the order is not kept."""
    content = {"type": "text", "text": "ลืมไปก่อน", "hold": True}
    said = line.control("POST", f"users/{user}/messages", content)
    body = {"messageId": said["messageId"], "first": True}
    line.control("POST", f"users/{user}/unsend", body)
    bot.events("unsend")
    assert line.control("POST", "release", status=200) == {"released": 1}
    bot.events("message")
    assert [_kind(body) for body in bot.posts()] == ["follow", "unsend", "message"]


def test_16_a_tap_is_a_postback_and_no_message(line: Line, bot: Receiver, user: str) -> None:
    """Messaging API reference, §Postback action, §Postback event."""
    body = {"data": "act=menu", "displayText": "เมนู"}
    line.control("POST", f"users/{user}/postbacks", body)
    assert bot.one("postback")["postback"] == {"data": "act=menu"}
    line.say(user)
    assert [_kind(post) for post in bot.posts(3)] == ["follow", "postback", "message"]
    shown = line.control("GET", f"users/{user}/messages")
    assert shown[0]["message"] == {"type": "text", "text": "เมนู"}


def test_16_the_deprecated_text_is_also_said(line: Line, bot: Receiver, user: str) -> None:
    """Messaging API reference, §Postback action, ``text``."""
    line.control("POST", f"users/{user}/postbacks", {"data": "x", "text": "เมนู"})
    assert bot.one("postback")["postback"] == {"data": "x"}
    assert bot.one("message")["message"]["text"] == "เมนู"


@pytest.mark.parametrize(
    "params", [{"date": "2026-11-23"}, {"time": "09:30"}, {"datetime": "2026-11-23T09:30"}]
)
def test_16_a_picked_moment_is_one_param_without_a_zone(
    line: Line, bot: Receiver, user: str, params: dict[str, str]
) -> None:
    """Messaging API reference, §Postback event, Postback.params for datetime selection."""
    line.control("POST", f"users/{user}/postbacks", {"data": "when", "params": params})
    assert bot.one("postback")["postback"] == {"data": "when", "params": params}


@pytest.mark.parametrize(
    "params",
    [
        {"date": "23/11/2026"},
        {"date": "2026-11-23", "time": "09:30"},
        {"day": "1"},
        {"date": "2026-02-31"},
        {"date": "2101-01-01"},
        {"time": "24:00"},
        {"datetime": "2026-11-23T25:00"},
    ],
)
def test_16_a_phone_cannot_pick_other_params(line: Line, user: str, params: dict[str, str]) -> None:
    """Messaging API reference, §Postback event: exactly one of date, time, datetime."""
    line.control("POST", f"users/{user}/postbacks", {"data": "when", "params": params}, status=400)


def test_17_standby_events_carry_no_reply_token(line: Line, bot: Receiver, user: str) -> None:
    """Messaging API reference, §Common properties, ``mode``."""
    line.faults(standby=True)
    line.say(user)
    event = bot.one("message")
    assert event["mode"] == "standby"
    assert "replyToken" not in event


def test_18_kinds_of_tomorrow_can_be_sent(line: Line, bot: Receiver, user: str) -> None:
    """Development guidelines, §Webhooks: types and properties are added without notice."""
    bot.unknown = {"teleported"}
    event = {"type": "teleported", "novelty": {"x": 1}}
    line.control("POST", "events", {"userId": user, "event": event})
    got = bot.one("teleported")
    assert got["novelty"] == {"x": 1}
    assert got["source"] == {"type": "user", "userId": user}
    assert len(got["webhookEventId"]) == 26


def test_18_a_message_of_an_unknown_kind_arrives(line: Line, bot: Receiver, user: str) -> None:
    """Development guidelines, §Webhooks."""
    bot.unknown = {"hologram"}
    line.say(user, {"type": "hologram", "depth": 3})
    message = bot.one("message")["message"]
    assert (message["type"], message["depth"]) == ("hologram", 3)


@pytest.mark.parametrize(
    ("said", "has", "has_not"),
    [
        ({"type": "image", "size": 900}, {"contentProvider", "quoteToken"}, {"duration"}),
        ({"type": "video", "size": 900, "duration": 5}, {"duration", "quoteToken"}, {"text"}),
        ({"type": "audio", "size": 900, "duration": 5}, {"duration"}, {"quoteToken"}),
        (
            {"type": "file", "size": 900, "fileName": "ก.pdf"},
            {"fileName", "fileSize"},
            {"quoteToken"},
        ),
        (
            {"type": "sticker", "packageId": "1", "stickerId": "2"},
            {"stickerResourceType"},
            {"text"},
        ),
        ({"type": "location", "latitude": 14.5, "longitude": 103.6}, {"latitude"}, {"quoteToken"}),
    ],
)
def test_02_each_kind_of_message_has_its_own_fields(
    line: Line, bot: Receiver, user: str, said: dict[str, object], has: set[str], has_not: set[str]
) -> None:
    """Messaging API reference, §Message event (a section for each kind)."""
    line.say(user, said)
    message = bot.one("message")["message"]
    assert has | {"id", "type", "markAsReadToken"} <= set(message)
    assert not has_not & set(message)


def _kind(post: Any) -> str:
    return str(json.loads(post[1])["events"][0]["type"])
