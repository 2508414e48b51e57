"""What a webhook's body holds, as rows of the inbox; nothing is stored here.

Property names are those of LINE's "Webhook Event Objects"; unknown ones are kept as they came.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from base.ids import digest
from models.words import EventState

MAX_KEY = 80
EARLIEST = datetime(2011, 1, 1, tzinfo=UTC)  # LINE began in June of that year
AHEAD = timedelta(hours=1)  # LINE's clock and ours may differ by so much
GROUP_EVENTS = {"join", "leave", "memberJoined", "memberLeft", "unsend", "postback"}

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Heard:
    """One body: rows of `Event` in LINE's order, and how much group talk was left out.

    `destination` is the bot that LINE names, None where it names none.
    """

    rows: list[Row]
    destination: str | None = None
    dropped: int = 0


def hear(body: bytes, now: datetime) -> Heard:
    """Read a correctly signed body. What is no JSON, or no envelope, is kept raw as one row."""
    try:
        envelope = json.loads(body)
        events = envelope["events"]
        destination = envelope.get("destination")
        if not isinstance(events, list):
            raise TypeError
        kept = [event for event in events if not is_group_talk(event)]
        rows = [_row(event, now) for event in kept]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return Heard([_raw_row(body, now)])
    named = destination if isinstance(destination, str) and destination else None
    return Heard(rows, named, len(events) - len(kept))


def is_group_talk(event: object) -> bool:
    """Whether it was said in a group beside the bot: such words never reach the database."""
    if not isinstance(event, dict):
        return False
    source = event.get("source")
    if not isinstance(source, dict) or source.get("type") not in ("group", "room"):
        return False
    if str(event.get("type")) in GROUP_EVENTS:
        return False
    message = event.get("message")
    return not (isinstance(message, dict) and _mentions_bot(message))


def _mentions_bot(message: dict[str, Any]) -> bool:
    mention = message.get("mention")
    people = mention.get("mentionees") if isinstance(mention, dict) else None
    return any(
        isinstance(one, dict) and one.get("isSelf") is True
        for one in (people if isinstance(people, list) else [])
    )


def mailbox_key(event: dict[str, Any]) -> str | None:
    """`user:U…`, `group:C…` or `room:R…`; None when LINE names no source."""
    source = event.get("source")
    if not isinstance(source, dict):
        return None
    kind = source.get("type")
    identity = source.get(f"{kind}Id")
    if not isinstance(kind, str) or not isinstance(identity, str) or not identity:
        return None
    return _storable(f"{kind}:{identity}")[:MAX_KEY]


def _row(event: object, now: datetime) -> Row:
    if not isinstance(event, dict):
        return _raw_row(json.dumps(event).encode(), now)
    text = _storable(json.dumps(event, ensure_ascii=False, separators=(",", ":")))
    key = event.get("webhookEventId")
    readable = isinstance(event.get("type"), str)
    return {
        "event_key": key_of(key) if isinstance(key, str) and key else digest(text.encode()),
        "mailbox_key": mailbox_key(event),
        "message_id": _message_id(event),
        "kind": _storable(str(event.get("type")))[:40] if readable else "unreadable",
        "occurred_at": occurred_at(event, now),
        "received_at": now,
        "payload": text,
        "state": EventState.WAITING if readable else EventState.UNREADABLE,
        "due_at": now,
        "attempts": 0,
        "late": False,
    }


def key_of(webhook_event_id: str) -> str:
    """By which an event is known again: 32 hex digits made of LINE's id, not the id itself.

    That one is a ULID, and a ULID begins with the millisecond in which it was made; the key stays
    when a row must no longer tell when something was said.
    """
    return digest(_storable(webhook_event_id).encode())[:32]


def occurred_at(event: dict[str, Any], now: datetime) -> datetime:
    """LINE's `timestamp` (milliseconds); the moment of receipt where it makes no sense.

    One from the future would make everything that comes after it late.
    """
    stamp = event.get("timestamp")
    if isinstance(stamp, bool) or not isinstance(stamp, int | float):
        return now
    try:
        moment = datetime.fromtimestamp(stamp / 1000, UTC)
    except (OverflowError, OSError, ValueError):
        return now
    return moment if EARLIEST <= moment <= now + AHEAD else now


def _message_id(event: dict[str, Any]) -> str | None:
    for part in ("message", "unsend"):
        holder = event.get(part)
        identity = (
            holder.get("messageId" if part == "unsend" else "id")
            if holder and isinstance(holder, dict)
            else None
        )
        if isinstance(identity, str | int):
            return _storable(str(identity))[:40]
    return None


def _raw_row(body: bytes, now: datetime) -> Row:
    return {
        "event_key": digest(body),
        "mailbox_key": None,
        "message_id": None,
        "kind": "unreadable",
        "occurred_at": now,
        "received_at": now,
        "payload": _storable(body.decode("utf-8", "backslashreplace")),
        "state": EventState.UNREADABLE,
        "due_at": now,
        "attempts": 0,
        "late": False,
    }


def _storable(text: str) -> str:
    """PostgreSQL refuses NUL and half surrogates; both are written as visible escapes."""
    clean = text.replace("\x00", "\\u0000")
    return clean.encode("utf-8", "backslashreplace").decode("utf-8")
