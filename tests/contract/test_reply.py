"""Behaviours 19–24: reply tokens."""

from __future__ import annotations

import uuid

from tests.contract.line import TEXT, Line
from tests.contract.receiver import Receiver

STICKER = {"type": "sticker", "packageId": "446", "stickerId": "1988"}
PLACE = {
    "type": "location",
    "title": "ศาลากลาง",
    "address": "สุรินทร์",
    "latitude": 14.88,
    "longitude": 103.49,
}


def _token(line: Line, bot: Receiver, user: str) -> str:
    line.say(user)
    return str(bot.one("message")["replyToken"])


def test_19_a_reply_is_shown_and_names_its_messages_in_order(
    line: Line, bot: Receiver, user: str
) -> None:
    """Messaging API reference, §Send reply message; Get quote tokens."""
    answer = line.reply(_token(line, bot, user), TEXT, PLACE, STICKER)
    sent = answer.json["sentMessages"]
    assert answer.status == 200
    assert [one["id"] for one in sent] == sorted(one["id"] for one in sent)
    assert ["quoteToken" in one for one in sent] == [True, False, True]
    assert line.shown(user) == [TEXT, PLACE, STICKER]


def test_20_a_used_token_is_refused(line: Line, bot: Receiver, user: str) -> None:
    """Messaging API reference, §Reply token; §Error messages."""
    token = _token(line, bot, user)
    line.reply(token)
    again = line.reply(token)
    assert (again.status, again.body) == (400, b'{"message":"Invalid reply token"}')
    assert line.shown(user) == [TEXT]


def test_20_a_made_up_token_is_refused(line: Line) -> None:
    """Messaging API reference, §Error messages."""
    assert line.reply("f" * 32).message == "Invalid reply token"


def test_21_a_token_is_good_for_a_minute(line: Line, bot: Receiver, user: str) -> None:
    """Messaging API reference, §Reply token: use within one minute."""
    for words in ("หนึ่ง", "สอง"):
        line.say(user, words)
    early, late = (event["replyToken"] for event in bot.events("message", 2))
    line.advance(50)
    assert line.reply(early).status == 200
    line.advance(11)
    assert line.reply(late).message == "Invalid reply token"


def test_22_a_redelivery_starts_the_minute_again(line: Line, bot: Receiver, user: str) -> None:
    """Messaging API reference, §Reply token, redelivered webhooks."""
    token = _redelivered_after(line, bot, user, 90)
    assert line.reply(token).status == 200


def test_22_a_redelivery_revives_no_used_token(line: Line, bot: Receiver, user: str) -> None:
    """Messaging API reference, §Reply token, redelivered webhooks."""
    token = _failing(line, bot, user)
    assert line.reply(token).status == 200
    bot.gate.set()
    bot.events("message", 2)
    assert line.reply(token).message == "Invalid reply token"


def test_22_twenty_minutes_after_the_event_no_redelivery_helps(
    line: Line, bot: Receiver, user: str
) -> None:
    """Messaging API reference, §Reply token: 20 minutes since the event."""
    token = _redelivered_after(line, bot, user, 20 * 60 + 1)
    assert line.reply(token).message == "Invalid reply token"


def test_23_a_reply_takes_no_retry_key(line: Line, bot: Receiver, user: str) -> None:
    """Retrying an API request, §endpoints that accept a retry key."""
    answer = line.reply(_token(line, bot, user), key=str(uuid.uuid4()))
    assert answer.status == 400
    assert line.shown(user) == []


def test_24_six_messages_are_too_many_and_none_is_sent(
    line: Line, bot: Receiver, user: str
) -> None:
    """Messaging API reference, §Send reply message: max 5; §Error responses."""
    token = _token(line, bot, user)
    answer = line.reply(token, *[TEXT] * 6)
    assert answer.json == {
        "message": "The request body has 1 error(s)",
        "details": [{"message": "Size must be between 1 and 5", "property": "messages"}],
    }
    assert line.shown(user) == []


def test_24_a_rejected_reply_leaves_its_token_usable(line: Line, bot: Receiver, user: str) -> None:
    """Undocumented; a switch. The default keeps the token."""
    token = _token(line, bot, user)
    assert line.reply(token, {"type": "text", "text": ""}).status == 400
    assert line.reply(token).status == 200


def test_24_the_switch_makes_a_rejected_reply_consume_its_token(
    line: Line, bot: Receiver, user: str
) -> None:
    """Undocumented; a switch."""
    line.faults(rejected_reply_consumes_token=True)
    token = _token(line, bot, user)
    assert line.reply(token, {"type": "text", "text": ""}).status == 400
    assert line.reply(token).message == "Invalid reply token"


def _redelivered_after(line: Line, bot: Receiver, user: str, seconds: float) -> str:
    """A token whose webhook failed first and came again so much later."""
    token = _failing(line, bot, user)
    line.advance(seconds)
    bot.gate.set()
    bot.events("message", 2)
    return token


def _failing(line: Line, bot: Receiver, user: str) -> str:
    """The bot has the event and is about to answer 500, when its gate opens."""
    line.faults(redelivery={"on": True, "after_ms": 1, "times": 1}, webhook_timeout_s=30)
    bot.statuses.append(500)
    bot.gate.clear()
    return _token(line, bot, user)
