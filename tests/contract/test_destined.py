"""What hangs on the chat: quotes, mentions, the tracking of videos."""

from __future__ import annotations

from typing import Any

import pytest

from tests.contract.line import TEXT, Answer, Line
from tests.contract.receiver import Receiver

FILM = {
    "type": "video",
    "originalContentUrl": "https://example.com/a.mp4",
    "previewImageUrl": "https://example.com/a.jpg",
    "trackingId": "t",
}


def _quoting(token: str) -> dict[str, object]:
    return {**TEXT, "quoteToken": token}


def _mentioning(user_id: str) -> dict[str, object]:
    who = {"type": "mention", "mentionee": {"type": "user", "userId": user_id}}
    return {"type": "textV2", "text": "ถึง {a} ค่ะ", "substitution": {"a": who}}


def _group(line: Line, *members: str) -> str:
    """A group that the bot is in."""
    line.faults(join_groups=True)
    made = line.control("POST", "groups", {"name": "หมู่ 91", "members": list(members)})
    line.control("POST", f"groups/{made['chatId']}/invite", {"userId": members[0], "bot": True})
    return str(made["chatId"])


def _place(answer: Answer) -> str:
    assert answer.status == 400, answer
    return str(answer.json["details"][0]["property"])


def test_a_message_that_was_heard_or_sent_can_be_quoted_again_and_again(
    line: Line, bot: Receiver, user: str
) -> None:
    """Get quote tokens: from webhooks and from sentMessages; Sending messages, quotes."""
    line.say(user)
    heard = bot.one("message")["message"]["quoteToken"]
    sent = line.push(user).json["sentMessages"][0]["quoteToken"]
    line.advance(400 * 86_400)
    assert [line.push(user, _quoting(one)).status for one in (heard, sent, heard)] == [200] * 3


@pytest.mark.parametrize("made_up", ["yHAz4Ua2wx7", "!", "x" * 150])
def test_a_made_up_quote_token_is_refused(line: Line, user: str, made_up: str) -> None:
    """Get quote tokens."""
    assert _place(line.push(user, _quoting(made_up))) == "messages[0].quoteToken"
    assert line.shown(user) == []


def test_a_quote_token_is_good_in_its_chat_alone(line: Line, bot: Receiver, user: str) -> None:
    """Get quote tokens: only in the chat that the quoted message is in."""
    token = line.push(line.join()).json["sentMessages"][0]["quoteToken"]
    assert _place(line.push(user, _quoting(token))) == "messages[0].quoteToken"
    line.say(user)
    reply = line.reply(bot.one("message")["replyToken"], _quoting(token))
    assert _place(reply) == "messages[0].quoteToken"


@pytest.mark.parametrize("kind", ["multicast", "broadcast", "narrowcast"])
def test_what_goes_to_many_quotes_and_mentions_nobody(line: Line, user: str, kind: str) -> None:
    """Messaging API reference, §Mention object; Get quote tokens: reply and push messages only."""
    token = line.push(user).json["sentMessages"][0]["quoteToken"]
    for message in (_quoting(token), _mentioning(user)):
        body: Any = {"messages": [message]}
        assert line.call("POST", f"/v2/bot/message/validate/{kind}", body).status == 400
        more = {"to": [user]} if kind == "multicast" else {}
        assert line.call("POST", f"/v2/bot/message/{kind}", {**body, **more}).status == 400
    assert line.shown(user) == [TEXT]


def test_a_mention_is_of_somebody_in_the_group(line: Line, user: str) -> None:
    """Messaging API reference, §Mention object: 2 to 4 cannot be seen by validating."""
    group, stranger = _group(line, user, line.join()), line.join()
    assert line.push(group, _mentioning(user)).status == 200
    place = "messages[0].substitution.a.mentionee"
    assert _place(line.push(group, _mentioning(stranger))) == f"{place}.userId"
    assert _place(line.push(user, _mentioning(user))) == place
    assert line.validate(_mentioning(stranger)).status == 200


def test_a_video_in_a_group_has_no_tracking_id(line: Line, user: str) -> None:
    """Messaging API reference, §Video message, trackingId."""
    group = _group(line, user, line.join())
    assert line.push(user, FILM).status == 200
    assert _place(line.push(group, FILM)) == "messages[0].trackingId"


def test_a_strange_brace_is_told_as_line_tells_it(line: Line) -> None:
    """Messaging API reference, §Text message (v2); the words as LINE gave them to others."""
    answer = line.validate({"type": "textV2", "text": "{ชื่อ}"})
    assert answer.message == "A message (messages[0])\u00a0in the request body is invalid"
    told = "The key 'ชื่อ' enclosed in '{}' does not match the pattern '^[a-zA-Z0-9_]{1,20}$'."
    assert answer.json["details"] == [{"message": told, "property": "text"}]
