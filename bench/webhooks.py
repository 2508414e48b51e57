"""Webhook bodies as LINE sends them (LINE reference, "Webhook Event Objects"), and signed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from typing import Any

from base.clock import SystemClock
from base.ids import new_id
from bench.site import BOT, SECRET
from bot.inbox.webhook import signature_of

MENU = {"type": "postback", "postback": {"data": "x:talk.menu::"}}


OPEN = {"type": "postback", "postback": {"data": "x:registration.open::"}}


@dataclass(frozen=True)
class Webhook:
    """`key` is the reply token of its event."""

    key: str
    body: bytes
    headers: Mapping[str, str]


def user(number: int) -> str:
    return f"U{number:032x}"


def text(words: str) -> dict[str, Any]:
    """With the tokens that LINE gives: the SDK knows no message without them."""
    tokens = {"quoteToken": new_id(), "markAsReadToken": new_id()}
    message = {"type": "text", "id": new_id(), "text": words} | tokens
    return {"type": "message", "message": message}


def video() -> dict[str, Any]:
    content = {"type": "video", "id": new_id(), "contentProvider": {"type": "line"}}
    return {"type": "message", "message": content | {"duration": 60_000}}


def event(who: str, what: Mapping[str, Any], before: float = 0.0) -> dict[str, Any]:
    """An event that happened `before` seconds ago."""
    return {
        **what,
        "mode": "active",
        "timestamp": int((SystemClock().now().timestamp() - before) * 1000),
        "source": {"type": "user", "userId": who},
        "webhookEventId": new_id(),
        "replyToken": new_id(),
        "deliveryContext": {"isRedelivery": False},
    }


def body(*events: Mapping[str, Any]) -> bytes:
    return json.dumps({"destination": BOT, "events": events}, ensure_ascii=False).encode()


def webhook(one: Mapping[str, Any]) -> Webhook:
    raw = body(one)
    headers = {"x-line-signature": signature_of(SECRET, raw), "content-type": "application/json"}
    return Webhook(str(one["replyToken"]), raw, headers)


def menus(users: int) -> Iterator[Webhook]:
    """Taps on the menu, one person after the other, without end."""
    for number in count():
        yield webhook(event(user(number % users), MENU))


def talk(users: int, kinds: dict[str, str]) -> Iterator[Webhook]:
    """Turns that wait for nothing, round after round: a menu, a form opened, a question answered.

    `kinds` takes in what each webhook's key was.
    """
    for number in count():
        kind, what = TALK[number // users % len(TALK)]
        one = webhook(event(user(number % users), what()))
        kinds[one.key] = kind
        yield one


def texts(users: int) -> Iterator[Webhook]:
    for number in count():
        yield webhook(event(user(number % users), text(f"hello {number}")))


TALK: tuple[tuple[str, Callable[[], Mapping[str, Any]]], ...] = (
    ("a menu", lambda: MENU),
    ("a form opened", lambda: OPEN),
    ("a question answered", lambda: text("แดง")),
)
