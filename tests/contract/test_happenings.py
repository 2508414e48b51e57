"""Behaviours 10 and 18: the rarer kinds of events, and what LIFF apps say. REF is the page
"Messaging API reference", PARTNER "Module channel-specific webhook events"."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.contract.drawn import bubble, flex
from tests.contract.line import TEXT, Line
from tests.contract.receiver import Receiver

URL = "https://example.com/a"
HAPPENINGS = [
    ("videoPlayComplete", "videoPlayComplete", {"trackingId": "welcome"}),
    ("beacon", "beacon", {"hwid": "d41d8cd98f", "type": "enter"}),
    ("beacon", "beacon", {"hwid": "d41d8cd98f", "type": "stay", "dm": "0a"}),
    ("membership", "membership", {"type": "renewed", "membershipId": 3189}),
    ("accountLink", "link", {"result": "ok", "nonce": "xyz"}),
]


@pytest.mark.parametrize(("kind", "key", "body"), HAPPENINGS)
def test_18_what_happens_without_words_can_be_answered(
    line: Line, bot: Receiver, user: str, kind: str, key: str, body: dict[str, Any]
) -> None:
    """REF §Video viewing complete event, §Beacon event, §Membership event, §Account link event."""
    line.control("POST", f"users/{user}/{kind}", body)
    event = bot.one(kind)
    assert (event[key], event["source"]) == (body, {"type": "user", "userId": user})
    assert line.reply(event["replyToken"]).status == 200


@pytest.mark.parametrize("body", [{"hwid": "1", "type": "leave"}, {"type": "enter"}, {}])
def test_18_a_beacon_of_another_shape_is_refused(
    line: Line, user: str, body: dict[str, str]
) -> None:
    """REF §Beacon event."""
    line.control("POST", f"users/{user}/beacon", body, status=400)


def test_18_a_link_that_failed_names_nobody(line: Line, bot: Receiver, user: str) -> None:
    """REF §Account link event: neither source nor reply token."""
    link = {"result": "failed", "nonce": "xyz"}
    line.control("POST", f"users/{user}/accountLink", link)
    line.control("POST", "events", {"userId": user, "event": {"type": "accountLink", "link": link}})
    for event in bot.events("accountLink", 2):
        assert (event["link"], "source" in event, "replyToken" in event) == (link, False, False)


@pytest.mark.parametrize("kind", ["beacon", "videoPlayComplete"])
def test_18_who_blocks_the_account_meets_neither_beacon_nor_film(
    line: Line, bot: Receiver, user: str, kind: str
) -> None:
    """REF §Beacon event, §Video viewing complete event: in the chat with the account."""
    body = {"hwid": "1", "type": "enter", "trackingId": "welcome"}
    line.control("POST", f"users/{user}/block")
    line.control("POST", f"users/{user}/{kind}", body, status=400)
    line.control("POST", f"users/{user}/unblock")
    line.control("POST", f"users/{user}/{kind}", body)
    assert len(bot.events(kind)) == 1


def test_18_a_membership_of_who_did_not_consent_is_not_told(
    line: Line, bot: Receiver, user: str
) -> None:
    """REF §Membership event: no webhook event."""
    body = {"type": "joined", "membershipId": 3189}
    line.control("PUT", f"users/{user}", {"consents": False})
    assert line.control("POST", f"users/{user}/membership", body) == {"webhookEventId": None}
    line.control("PUT", f"users/{user}", {"consents": True})
    told = line.control("POST", f"users/{user}/membership", body)
    assert [one["webhookEventId"] for one in bot.events("membership")] == [told["webhookEventId"]]


def test_17_an_event_of_ones_own_is_in_standby_too(line: Line, bot: Receiver, user: str) -> None:
    """REF §Common properties, ``mode``: no reply token in standby."""
    line.faults(standby=True)
    message = {"type": "text", "id": "1", "text": "ก", "quoteToken": "q"}
    line.control(
        "POST", "events", {"userId": user, "event": {"type": "message", "message": message}}
    )
    event = bot.one("message")
    assert (event["mode"], "replyToken" in event) == ("standby", False)


@pytest.mark.parametrize(
    "event",
    [
        {"type": "activated", "chatControl": {"expireAt": 1462629479859}},
        {"type": "deactivated"},
        {"type": "unsend", "unsend": {"messageId": "325708"}},
        {"type": "unfollow"},
    ],
)
def test_18_events_that_cannot_be_answered_have_no_token(
    line: Line, bot: Receiver, user: str, event: dict[str, Any]
) -> None:
    """PARTNER; REF §Unsend event, §Unfollow event."""
    line.control("POST", "events", {"userId": user, "event": event})
    got = bot.one(event["type"])
    assert "replyToken" not in got
    assert got["source"] == {"type": "user", "userId": user}


@pytest.mark.parametrize(
    "event",
    [
        {"type": "module", "module": {"type": "attached", "botId": "U1", "scopes": ["x"]}},
        {
            "type": "module",
            "module": {"type": "detached", "botId": "U1", "reason": "bot_deleted"},
        },
        {"type": "botSuspended"},
        {"type": "botResumed"},
        {"type": "delivery", "delivery": {"data": "15034552939884E28681A7D668CEA94C"}},
    ],
)
def test_18_events_of_the_channel_have_no_source(
    line: Line, bot: Receiver, event: dict[str, Any]
) -> None:
    """PARTNER; REF §Common properties, ``source``."""
    line.control("POST", "events", {"event": event})
    got = bot.one(event["type"])
    assert ("source" in got, "replyToken" in got) == (False, False)


def test_18_an_event_of_ones_own_can_happen_in_a_group(
    line: Line, bot: Receiver, user: str
) -> None:
    """REF §Source group chat; Development guidelines, §Webhooks."""
    bot.unknown = {"pollCreated"}
    group = line.group(user)
    event = {"type": "pollCreated", "poll": {"id": 1}}
    line.control("POST", "events", {"userId": user, "chatId": group, "event": event})
    got = bot.one("pollCreated")
    assert got["source"] == {"type": "group", "groupId": group, "userId": user}
    assert line.reply(got["replyToken"]).status == 200
    assert line.shown_in(group) == [TEXT]


def test_10_a_batch_carries_events_of_chats_and_groups(
    line: Line, bot: Receiver, user: str
) -> None:
    """REF §Webhook Event Objects: one POST may hold events of several people."""
    other = line.join("สมชาย", friend=False)
    group = line.group(user, other)
    bot.events("join")
    line.faults(webhook_batch=3)
    held = {"type": "text", "text": "ก", "hold": True}
    for sender, place in ((user, {}), (other, {"chatId": group}), (user, {})):
        line.say(sender, held | place)
    line.control("POST", "release", status=200)  # at one moment, however slow the machine is
    bot.events("message", 3)
    sources = [event["source"]["type"] for event in json.loads(bot.posts()[-1][1])["events"]]
    assert sources == ["user", "group", "user"]


def test_18_a_liff_app_speaks_for_the_person(line: Line, bot: Receiver, user: str) -> None:
    """Receive messages, §LIFF; LIFF §liff.sendMessages: all kinds but template and flex."""
    drawn = flex(bubble({"type": "text", "text": "ก"}))
    said = line.control("POST", f"users/{user}/liff", {"messages": [TEXT, drawn]})["messages"]
    assert [one["webhookEventId"] is None for one in said] == [False, True]
    assert [event["message"]["text"] for event in bot.events("message")] == [TEXT["text"]]
    shown = line.control("GET", f"users/{user}/messages")
    assert [(item["from"], item["message"]["type"]) for item in shown] == [
        ("user", "text"),
        ("user", "flex"),
    ]


@pytest.mark.parametrize(
    ("message", "provider"),
    [
        (
            {"type": "image", "originalContentUrl": URL, "previewImageUrl": URL},
            {"type": "external", "originalContentUrl": URL, "previewImageUrl": URL},
        ),
        (
            {"type": "audio", "originalContentUrl": URL, "duration": 900},
            {"type": "external", "originalContentUrl": URL},
        ),
    ],
)
def test_18_media_of_a_liff_app_lie_elsewhere(
    line: Line, bot: Receiver, user: str, message: dict[str, Any], provider: dict[str, str]
) -> None:
    """REF §Image, §Audio, ``contentProvider.type`` external; §Get content has nothing of it."""
    said = line.control("POST", f"users/{user}/liff", {"messages": [message]})["messages"]
    assert bot.one("message")["message"]["contentProvider"] == provider
    assert line.content(said[0]["messageId"]).status == 404


def test_18_buttons_of_a_liff_apps_flex_only_open_addresses(line: Line, user: str) -> None:
    """LIFF §liff.sendMessages: templates and Flex may have uri actions alone."""
    for action, status in (
        ({"type": "uri", "label": "ก", "uri": URL}, 201),
        ({"type": "postback", "label": "ก", "data": "x"}, 400),
    ):
        drawn = flex(bubble({"type": "button", "action": action}))
        line.control("POST", f"users/{user}/liff", {"messages": [drawn]}, status=status)
