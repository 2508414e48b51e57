"""Behaviours 1–10: what reaches the bot, and what happens when it does not answer."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import re
import time
from typing import Any

from linebot.v3 import messaging

from simulator.delivery.posting import signature
from tests.contract.line import SECRET, TOKEN, Line, eventually, until_idle
from tests.contract.receiver import Receiver

QUICK = {"on": True, "after_ms": 20, "times": 5}


def test_01_a_text_arrives_signed_over_its_exact_bytes(
    line: Line, bot: Receiver, user: str
) -> None:
    """Messaging API reference, §Request headers; Verify webhook signature."""
    line.say(user)
    headers, body = bot.posts(2)[1]
    digest = hmac.new(SECRET.encode(), body, hashlib.sha256).digest()
    assert headers["x-line-signature"] == base64.b64encode(digest).decode()
    assert "สวัสดี".encode() in body


def test_01_the_published_vector_is_reproduced() -> None:
    """Verify webhook signature, §sample values."""
    body = b'{"destination":"U8e742f61d673b39c7fff3cecb7536ef0","events":[]}'
    assert signature(SECRET, body) == "GhRKmvmHys4Pi8DxkF4+EayaH0OqtJtaZxgTD9fMDLs="


def test_02_an_event_has_what_every_event_has(line: Line, bot: Receiver, user: str) -> None:
    """Messaging API reference, §Common properties."""
    line.say(user)
    event = bot.one("message")
    assert re.fullmatch(r"[0-9A-HJKMNP-TV-Z]{26}", event["webhookEventId"])
    assert re.fullmatch(r"[0-9a-f]{32}", event["replyToken"])
    assert event["mode"] == "active"
    assert event["deliveryContext"] == {"isRedelivery": False}
    assert event["source"] == {"type": "user", "userId": user}
    assert abs(event["timestamp"] - time.time() * 1000) < 60_000


def test_02_a_text_message_has_id_quote_token_and_read_token(
    line: Line, bot: Receiver, user: str
) -> None:
    """Messaging API reference, §Text (message event)."""
    message_id = line.say(user)
    message = bot.one("message")["message"]
    assert message["id"] == message_id
    assert re.fullmatch(r"\d{18}", message_id)
    assert (message["type"], message["text"]) == ("text", "สวัสดี")
    assert len(message["quoteToken"]) == 150
    assert len(message["markAsReadToken"]) == 214


def test_02_the_envelope_names_the_bot(line: Line, bot: Receiver, user: str) -> None:
    """Messaging API reference, §Request body."""
    destination = json.loads(bot.posts()[0][1])["destination"]
    assert re.fullmatch(r"U[0-9a-f]{32}", destination)
    assert line.call("GET", "/v2/bot/info").json["userId"] == destination


def test_03_a_bot_that_refuses_the_signature_is_an_error_status(
    line: Line, bot: Receiver, user: str
) -> None:
    """Check webhook error statistics, §Reasons."""
    bot.statuses.append(401)
    line.say(user)
    assert _delivery(line, 2)["reason"] == "error_status_code"
    assert _delivery(line, 2)["status"] == 401


def test_04_verify_sends_no_events_and_says_what_came_back(line: Line, bot: Receiver) -> None:
    """Messaging API reference, §Test webhook endpoint."""
    verdict = line.call("POST", "/v2/bot/channel/webhook/test", {}).json
    assert json.loads(bot.posts()[0][1])["events"] == []
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", verdict.pop("timestamp"))
    assert verdict == {"success": True, "statusCode": 200, "reason": "OK", "detail": "200"}


def test_04_verify_needs_no_body(line: Line, bot: Receiver) -> None:
    """Messaging API reference, §Test webhook endpoint: ``endpoint`` is optional."""
    client = messaging.ApiClient(messaging.Configuration(host=line.url, access_token=TOKEN))
    verdict = messaging.MessagingApi(client).test_webhook_endpoint()
    assert (verdict.success, verdict.status_code) == (True, 200)
    assert json.loads(bot.posts()[0][1])["events"] == []


def test_04_verify_without_an_endpoint_is_404(line: Line) -> None:
    """Messaging API reference, §Test webhook endpoint."""
    line.control("PUT", "webhook", {"url": None})
    answer = line.call("POST", "/v2/bot/channel/webhook/test", {})
    assert (answer.status, answer.message) == (404, "Webhook endpoint not found")


def test_05_a_bot_that_does_not_answer_is_a_timeout(line: Line, bot: Receiver, user: str) -> None:
    """Check webhook error statistics, §request_timeout."""
    line.faults(webhook_timeout_s=0.2)
    bot.gate.clear()
    line.say(user)
    delivery = _delivery(line, 2)
    assert (delivery["reason"], delivery["status"]) == ("request_timeout", None)
    assert delivery["took_ms"] >= 200


def test_05_the_bot_has_two_seconds(line: Line, bot: Receiver, user: str) -> None:
    """Check webhook error statistics, §request_timeout. This bot needs longer."""
    usual = line.control("GET", "faults/defaults")["webhook_timeout_s"]
    assert usual == 2
    line.faults(webhook_timeout_s=usual)
    bot.gate.clear()
    line.say(user)
    delivery = _delivery(line, 2)
    assert (delivery["reason"], delivery["status"]) == ("request_timeout", None)
    assert delivery["took_ms"] >= 2000


def test_05_a_bot_that_is_not_there_could_not_be_connected(line: Line, user: str) -> None:
    """Check webhook error statistics, §could_not_connect."""
    line.control("PUT", "webhook", {"url": "http://127.0.0.1:9/callback"})
    line.say(user)
    assert _delivery(line, 2)["reason"] == "could_not_connect"


def test_06_without_redelivery_a_failed_event_is_lost(line: Line, bot: Receiver, user: str) -> None:
    """Receive messages, §Webhook redelivery."""
    bot.statuses.append(500)
    line.say(user)
    until_idle(line)
    assert len(bot.events("message")) == 1


def test_07_a_redelivery_differs_in_its_flag_alone(line: Line, bot: Receiver, user: str) -> None:
    """Receive messages, §Redelivered webhooks."""
    line.faults(redelivery=QUICK)
    bot.statuses.append(500)
    line.say(user)
    first, again = bot.events("message", 2)
    until_idle(line)
    assert again == {**first, "deliveryContext": {"isRedelivery": True}}
    assert len(bot.events("message")) == 2


def test_07_redelivery_ends_after_its_times(line: Line, bot: Receiver, user: str) -> None:
    """Receive messages, §Webhook redelivery (count and interval are LINE's secret: a switch)."""
    line.faults(redelivery={"on": True, "after_ms": 5, "times": 2})
    bot.statuses.extend([500] * 9)
    line.say(user)
    bot.events("message", 3)
    until_idle(line)
    assert [d["attempt"] for d in line.control("GET", "webhooks")[1:]] == [1, 2, 3]


def test_07_what_is_timed_does_not_leave_once_redelivery_is_off(
    line: Line, bot: Receiver, user: str
) -> None:
    """Receive messages, §Webhook redelivery: a switch of the channel."""
    line.faults(redelivery={"on": True, "after_ms": 3_600_000, "times": 5})
    bot.statuses.append(500)
    line.say(user)
    _delivery(line, 2)
    assert line.control("GET", "idle")["waiting"] == 1
    line.faults(redelivery={"on": False})
    until_idle(line)
    assert len(bot.events("message")) == 1


def test_08_a_later_event_overtakes_a_redelivered_one(line: Line, bot: Receiver, user: str) -> None:
    """Receive messages, §Webhook redelivery: the order is not kept. The second is said before the
    first is refused, however slow the machine is."""
    line.faults(redelivery={"on": True, "after_ms": 1500, "times": 5})
    bot.statuses.append(500)
    bot.gate.clear()
    line.say(user, "หนึ่ง")
    bot.events("message")
    line.say(user, "สอง")
    bot.gate.set()
    texts = [event["message"]["text"] for event in bot.events("message", 3)]
    assert texts == ["หนึ่ง", "สอง", "หนึ่ง"]


def test_08_first_deliveries_of_one_chat_keep_their_order(
    line: Line, bot: Receiver, user: str
) -> None:
    """Receive messages, §Webhook redelivery (order is lost by redelivery, not before)."""
    for number in range(8):
        line.say(user, str(number))
    texts = [event["message"]["text"] for event in bot.events("message", 8)]
    assert texts == [str(number) for number in range(8)]


def test_08_a_chat_waits_for_its_own_slow_event_and_others_do_not(
    line: Line, bot: Receiver, user: str
) -> None:
    """Receive messages, §Webhook redelivery (this order is observed, not promised)."""
    other = line.join()
    bot.events("follow", 2)
    line.faults(webhook_timeout_s=30)
    bot.gate.clear()
    for sender, words in ((user, "หนึ่ง"), (user, "สอง"), (other, "อื่น")):
        line.say(sender, words)
    while_slow = {event["message"]["text"] for event in bot.events("message", 2)}
    bot.gate.set()
    assert while_slow == {"หนึ่ง", "อื่น"}
    assert bot.events("message", 3)[2]["message"]["text"] == "สอง"


def test_09_a_duplicate_looks_like_a_first_delivery(line: Line, bot: Receiver, user: str) -> None:
    """Receive messages, §Webhook redelivery: duplicates come without it, too."""
    line.faults(duplicate_rate=1)
    line.say(user)
    first, again = bot.events("message", 2)
    assert first == again
    assert again["deliveryContext"] == {"isRedelivery": False}


def test_10_a_batch_carries_events_of_several_people(line: Line, bot: Receiver, user: str) -> None:
    """Messaging API reference, §Webhook Event Objects: one POST may hold several."""
    other = line.join()
    bot.events("follow", 2)
    line.faults(webhook_batch=2)
    for sender in (user, other):
        line.say(sender, {"type": "text", "text": "ก", "hold": True})
    line.control("POST", "release", status=200)  # at one moment, however slow the machine is
    bot.events("message", 2)
    events = json.loads(bot.posts()[-1][1])["events"]
    assert [event["source"]["userId"] for event in events] == [user, other]


def _delivery(line: Line, place: int) -> Any:
    """The place-th webhook in the simulator's journal, from 1."""
    found = eventually(lambda: line.control("GET", "webhooks"), lambda found: len(found) >= place)
    return found[place - 1]
