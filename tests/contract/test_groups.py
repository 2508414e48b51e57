"""Behaviour 13: groups and rooms, as a bot hears of them.

REF is the page "Messaging API reference", GROUP "Group chats and multi-person chats", CONSENT
"Consent on getting user profile information".
"""

from __future__ import annotations

import pytest

from tests.contract.line import TEXT, Line
from tests.contract.receiver import Receiver


@pytest.fixture
def friend(line: Line, bot: Receiver, user: str) -> str:
    other = line.join("สมชาย")
    bot.events("follow", 2)
    return other


@pytest.fixture
def group(line: Line, bot: Receiver, user: str, friend: str) -> str:
    """A group of two people and the bot, whose join has arrived."""
    chat = line.group(user, friend)
    bot.events("join")
    return chat


def test_13_an_invited_bot_hears_that_it_joined_and_may_answer(
    line: Line, bot: Receiver, group: str
) -> None:
    """REF §Join event."""
    event = bot.one("join")
    assert event["source"] == {"type": "group", "groupId": group}
    assert line.reply(event["replyToken"]).status == 200
    assert line.shown_in(group) == [TEXT]


def test_13_joining_groups_is_off_until_somebody_switches_it_on(
    line: Line, bot: Receiver, user: str
) -> None:
    """GROUP §Adding the LINE Official Account to a group chat."""
    answer = line.control("POST", "groups", {"name": "ก", "members": [user], "bot": True})
    assert (answer["bot"], answer["refused"]) == (False, "joining groups is switched off")
    line.say_in(answer["chatId"], user, "มีใครอยู่ไหม")
    line.say(user, "จบ")
    assert [event["message"]["text"] for event in bot.events("message")] == ["จบ"]


def test_13_a_group_takes_one_official_account(line: Line, bot: Receiver, user: str) -> None:
    """GROUP: only one LINE Official Account can be in a group chat at a time."""
    chat = line.group(user, bot=False, otherAccount=True)
    invited = line.control("POST", f"groups/{chat}/invite")
    assert (invited["bot"], invited["refused"]) == (False, "another official account is in it")
    line.control("PUT", f"groups/{chat}", {"otherAccount": False})
    assert line.control("POST", f"groups/{chat}/invite")["refused"] is None
    assert bot.one("join")["source"]["groupId"] == chat


def test_13_what_is_said_in_a_group_names_the_group_and_the_person(
    line: Line, bot: Receiver, user: str, group: str
) -> None:
    """REF §Source group chat; GROUP §Tip: a bot hears every message, not only mentions."""
    line.say_in(group, user, "พรุ่งนี้ประชุมนะ")
    event = bot.one("message")
    assert event["source"] == {"type": "group", "groupId": group, "userId": user}
    assert line.reply(event["replyToken"]).status == 200
    assert line.shown_in(group) == [TEXT]
    assert line.shown(user) == []


def test_13_who_did_not_consent_is_nobody_in_a_group(
    line: Line, bot: Receiver, user: str, group: str
) -> None:
    """CONSENT; REF §Source group chat, ``userId`` is not always included."""
    line.control("PUT", f"users/{user}", {"consents": False})
    message_id = line.say_in(group, user, "สวัสดี")
    line.control("POST", f"users/{user}/unsend", {"chatId": group, "messageId": message_id})
    sources = [bot.one("message")["source"], bot.one("unsend")["source"]]
    assert sources == [{"type": "group", "groupId": group}] * 2
    line.say(user)
    assert bot.events("message", 2)[1]["source"] == {"type": "user", "userId": user}


def test_13_members_who_come_are_told_with_a_reply_token(
    line: Line, bot: Receiver, group: str
) -> None:
    """REF §Member join event."""
    new = [line.join(name, friend=False) for name in ("ก", "ข")]
    line.control("POST", f"groups/{group}/join", {"userIds": new})
    event = bot.one("memberJoined")
    assert event["source"] == {"type": "group", "groupId": group}
    assert event["joined"]["members"] == [{"type": "user", "userId": one} for one in new]
    assert line.reply(event["replyToken"]).status == 200


def test_13_members_who_go_are_told_without_a_reply_token(
    line: Line, bot: Receiver, user: str, group: str
) -> None:
    """REF §Member leave event."""
    line.control("POST", f"groups/{group}/leave", {"userIds": [user]})
    event = bot.one("memberLeft")
    assert event["left"]["members"] == [{"type": "user", "userId": user}]
    assert "replyToken" not in event
    body = {"type": "text", "text": "ยังอยู่ไหม", "chatId": group}
    line.control("POST", f"users/{user}/messages", body, status=400)


def test_13_a_member_without_consent_comes_without_a_name(
    line: Line, bot: Receiver, group: str
) -> None:
    """CONSENT; REF §Member join event."""
    body = {"displayName": "ก", "friend": False, "consents": False}
    hidden = line.control("POST", "users", body)["userId"]
    line.control("POST", f"groups/{group}/join", {"userIds": [hidden]})
    assert bot.one("memberJoined")["joined"]["members"] == [{"type": "user"}]


def test_13_a_removed_bot_hears_that_and_nothing_more(
    line: Line, bot: Receiver, user: str, group: str
) -> None:
    """REF §Leave event."""
    line.say_in(group, user, "หนึ่ง")
    token = bot.one("message")["replyToken"]
    line.control("POST", f"groups/{group}/remove")
    event = bot.one("leave")
    assert event["source"] == {"type": "group", "groupId": group}
    assert "replyToken" not in event
    line.say_in(group, user, "สอง")
    line.say(user, "สาม")
    texts = [event["message"]["text"] for event in bot.events("message", 2)]
    assert (texts, line.reply(token).status) == (["หนึ่ง", "สาม"], 400)


def test_13_nobody_reads_for_a_bot_that_is_not_there(line: Line, bot: Receiver, user: str) -> None:
    """Mark messages as read: read marks are of the chats that the account is in."""
    chat = line.group(user, bot=False)
    line.say_in(chat, user, "มีบอตไหม")
    line.control("POST", f"groups/{chat}/invite")
    line.say_in(chat, user, "มีแล้ว")
    items = line.control("GET", f"groups/{chat}/messages")
    spoken = [item for item in items if item["from"] == "user"]
    assert [item.get("read", False) for item in spoken] == [False, True]


def test_13_in_a_room_the_join_comes_with_the_first_thing_that_happens(
    line: Line, bot: Receiver, user: str, friend: str
) -> None:
    """REF §Join event: for multi-person chats, when the first event occurs."""
    room = line.room(user, friend)
    line.say(user, "ยังไม่มีอะไร")
    bot.events("message")
    assert not [post for post in bot.posts() if b'"join"' in post[1]]
    line.say_in(room, user, "สวัสดีทุกคน")
    assert bot.one("join")["source"] == {"type": "room", "roomId": room}
    source = bot.events("message", 2)[1]["source"]
    assert source == {"type": "room", "roomId": room, "userId": user}


def test_13_a_bot_that_was_in_the_group_long_since_hears_no_join(
    line: Line, bot: Receiver, user: str
) -> None:
    """REF §Join event: sent when invited; a simulator that starts anew invites nobody."""
    body = {"name": "ก", "members": [user], "bot": True, "silent": True}
    chat = line.control("POST", "groups", body)["chatId"]
    line.say_in(chat, user, "สวัสดี")
    assert bot.one("message")["source"]["groupId"] == chat
    assert not [post for post in bot.posts() if b'"join"' in post[1]]
