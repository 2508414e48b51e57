"""Behaviours 13–16 in groups: mentions, editing, taking back, taps, photos (REF: Messaging API
reference; CONSENT: Consent on getting user profile information)."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.contract.line import Line
from tests.contract.receiver import Receiver

BOT = "Bot"


@pytest.fixture
def other(line: Line, bot: Receiver, user: str) -> str:
    return line.join("สมชาย 🍎", friend=False)


@pytest.fixture
def group(line: Line, bot: Receiver, user: str, other: str) -> str:
    chat = line.group(user, other)
    bot.events("join")
    return chat


def _mentioned(bot: Receiver) -> Any:
    return bot.one("message")["message"]["mention"]["mentionees"]


def test_13_a_mentioned_bot_knows_itself(line: Line, bot: Receiver, user: str, group: str) -> None:
    """REF §Text, ``mention.mentionees[].isSelf``; Receive messages, §mention to a bot."""
    line.say_in(group, user, f"@{BOT} ขอเมนู", mentions=["bot"])
    itself = bot.posts()[-1][1]
    assert _mentioned(bot) == [
        {
            "index": 0,
            "length": len(BOT) + 1,
            "type": "user",
            "isSelf": True,
            "userId": _destination(itself),
        }
    ]


def test_13_places_of_mentions_count_utf_16_units(
    line: Line, bot: Receiver, user: str, other: str, group: str
) -> None:
    """REF §Text, ``index`` and ``length``; Text character count."""
    line.say_in(group, user, f"🍎@สมชาย 🍎 @{BOT} @All", mentions=[other, "bot", "all"])
    first, second, third = _mentioned(bot)
    assert first == {"index": 2, "length": 9, "type": "user", "isSelf": False, "userId": other}
    assert (second["index"], second["isSelf"]) == (12, True)
    assert third == {"index": 12 + len(f"@{BOT} "), "length": 4, "type": "all"}


def test_13_a_mentioned_person_without_consent_has_no_user_id(
    line: Line, bot: Receiver, user: str, other: str, group: str
) -> None:
    """CONSENT; REF §Text, ``mention.mentionees[].userId``."""
    line.control("PUT", f"users/{other}", {"consents": False})
    line.say_in(group, user, "@สมชาย 🍎 มาไหม", mentions=[other])
    assert _mentioned(bot) == [{"index": 0, "length": 9, "type": "user", "isSelf": False}]


def test_13_a_mention_in_lines_own_shape_is_told_as_line_tells_it(
    line: Line, bot: Receiver, user: str, group: str
) -> None:
    """REF §Text, ``mention``."""
    mention = {"mentionees": [{"index": 0, "length": 7, "type": "user", "userId": user}]}
    line.say_in(group, user, "@สมหญิง", mention=mention)
    assert _mentioned(bot)[0]["isSelf"] is False


@pytest.mark.parametrize("wanted", [["all"], ["Uffff"], ["bot", "bot"], ["bot"] * 21])
def test_13_a_phone_mentions_only_what_stands_in_the_text(
    line: Line, user: str, group: str, wanted: list[str]
) -> None:
    """REF §Text, ``mention``: at most 20, each at its place."""
    body = {"type": "text", "text": f"@{BOT}", "chatId": group, "mentions": wanted}
    line.control("POST", f"users/{user}/messages", body, status=400)


def test_14_an_edited_message_keeps_its_id_and_nothing_else(
    line: Line, bot: Receiver, user: str, group: str
) -> None:
    """REF §Message edited event."""
    message_id = line.say_in(group, user, "ประชุมวันจันทร")
    body = {"chatId": group, "messageId": message_id, "text": f"ประชุมวันจันทร์ @{BOT}"}
    line.control("POST", f"users/{user}/edit", body | {"mentions": ["bot"]})
    said, edited = bot.one("message"), bot.one("messageEdited")
    assert edited["message"]["id"] == message_id == said["message"]["id"]
    assert edited["message"]["text"] == f"ประชุมวันจันทร์ @{BOT}"
    assert edited["message"]["mention"]["mentionees"][0]["isSelf"] is True
    assert "markAsReadToken" not in edited["message"]
    assert edited["message"]["quoteToken"] != said["message"]["quoteToken"]
    assert edited["source"] == said["source"]
    assert [line.reply(one["replyToken"]).status for one in (said, edited)] == [200, 200]


def test_14_only_own_texts_in_groups_can_be_edited(
    line: Line, bot: Receiver, user: str, other: str, group: str
) -> None:
    """REF §Message edited event: a text message, in a group."""
    words = {"text": "ใหม่"}
    mine = {"chatId": group, "messageId": line.say_in(group, user, "เก่า")} | words
    line.control("POST", f"users/{other}/edit", mine, status=404)
    line.control("POST", f"users/{user}/edit", {"messageId": line.say(user)} | words, status=400)
    room = line.room(user)
    in_room = {"chatId": room, "messageId": line.say_in(room, user, "เก่า")} | words
    line.control("POST", f"users/{user}/edit", in_room, status=400)
    photo = line.say(user, {"type": "image", "size": 900, "chatId": group})
    line.control(
        "POST", f"users/{user}/edit", {"chatId": group, "messageId": photo} | words, status=400
    )


def test_14_an_edited_answer_still_quotes(line: Line, bot: Receiver, user: str, group: str) -> None:
    """REF §Message edited event; §Text, ``quotedMessageId``."""
    quoted = line.say_in(group, user, "กี่โมงนะ")
    answer = line.say_in(group, user, "เก้าโมง", quotedMessageId=quoted)
    body = {"chatId": group, "messageId": answer, "text": "สิบโมง"}
    line.control("POST", f"users/{user}/edit", body)
    assert bot.one("messageEdited")["message"]["quotedMessageId"] == quoted


def test_15_who_left_a_group_takes_nothing_back_there(
    line: Line, bot: Receiver, user: str, group: str
) -> None:
    """REF §Unsend event; §Member leave event."""
    body = {"chatId": group, "messageId": line.say_in(group, user, "ลาก่อน")}
    line.control("POST", f"groups/{group}/leave", {"userIds": [user]})
    line.control("POST", f"users/{user}/unsend", body, status=400)
    line.control("POST", f"users/{user}/edit", body | {"text": "x"}, status=400)


def test_15_what_is_taken_back_in_a_group_names_group_and_person(
    line: Line, bot: Receiver, user: str, group: str
) -> None:
    """REF §Unsend event."""
    message_id = line.say(user, {"type": "image", "size": 900, "chatId": group})
    assert line.content(message_id).status == 200
    line.control("POST", f"users/{user}/unsend", {"chatId": group, "messageId": message_id})
    event = bot.one("unsend")
    assert event["source"] == {"type": "group", "groupId": group, "userId": user}
    assert (event["unsend"], "replyToken" in event) == ({"messageId": message_id}, False)
    assert line.content(message_id).status == 410


def test_15_nobody_takes_back_the_words_of_others(
    line: Line, bot: Receiver, user: str, other: str, group: str
) -> None:
    """REF §Unsend event: the user unsends a message of their own."""
    body = {"chatId": group, "messageId": line.say_in(group, user, "ของฉัน")}
    line.control("POST", f"users/{other}/unsend", body, status=404)


def test_16_a_tap_in_a_group_is_a_postback_of_the_group(
    line: Line, bot: Receiver, user: str, group: str
) -> None:
    """REF §Postback event."""
    body = {"chatId": group, "data": "act=menu", "displayText": "เมนู"}
    line.control("POST", f"users/{user}/postbacks", body)
    event = bot.one("postback")
    assert event["source"] == {"type": "group", "groupId": group, "userId": user}
    assert line.reply(event["replyToken"]).status == 200
    spoken = [item for item in line.control("GET", f"groups/{group}/messages") if "userId" in item]
    assert [(item["userId"], item["message"]["text"]) for item in spoken] == [(user, "เมนู")]


def test_02_what_a_group_sends_is_fetched_like_any_other(
    line: Line, bot: Receiver, user: str, group: str
) -> None:
    """REF §Image, §Get content."""
    message_id = line.say(user, {"type": "image", "size": 3000, "chatId": group})
    message = bot.one("message")["message"]
    assert (message["id"], message["contentProvider"]) == (message_id, {"type": "line"})
    assert len(line.content(message_id).body) == 3000


def test_39_a_message_of_a_group_can_be_marked_as_read(
    line: Line, bot: Receiver, user: str, group: str
) -> None:
    """REF §Mark messages as read."""
    line.say_in(group, user, "อ่านหรือยัง")
    token = bot.one("message")["message"]["markAsReadToken"]
    assert line.call("POST", "/v2/bot/chat/markAsRead", {"markAsReadToken": token}).status == 200


def test_17_a_group_in_standby_gives_no_reply_token(
    line: Line, bot: Receiver, user: str, group: str
) -> None:
    """REF §Common properties, ``mode``."""
    line.faults(standby=True)
    line.say_in(group, user, "สวัสดี")
    event = bot.one("message")
    assert (event["mode"], "replyToken" in event) == ("standby", False)


def _destination(body: bytes) -> str:
    return str(json.loads(body)["destination"])
