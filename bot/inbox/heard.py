"""What a webhook's body holds, as rows of the inbox; nothing is stored here.

Property names are those of LINE's "Webhook Event Objects"; unknown ones are kept as they came.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from base.ids import digest
from bot.inbox.groups import in_group
from models.words import EventState

MAX_KEY = 80
EARLIEST = datetime(2011, 1, 1, tzinfo=UTC)  # LINE began in June of that year
AHEAD = timedelta(hours=1)  # LINE's clock and ours may differ by so much

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Said:
    """One event of a group or room; whether it is for the bot is decided beside the rows."""

    event: dict[str, Any]
    message_id: str | None
    occurred_at: datetime


@dataclass(frozen=True, slots=True)
class Heard:
    """One body: rows of `Event`, and what groups said, each in LINE's order.

    `destination` is the bot that LINE names, None where it names none.
    """

    received_at: datetime
    rows: list[Row]
    in_groups: list[Said]
    destination: str | None = None


def hear(body: bytes, now: datetime) -> Heard:
    """Read a correctly signed body. What is no JSON, or no envelope, is kept raw as one row."""
    try:
        envelope = json.loads(body)
        events = envelope["events"]
        destination = envelope.get("destination")
        if not isinstance(events, list):
            raise TypeError
        rows = [row_of(event, now) for event in events if not in_group(event)]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return Heard(now, [_raw_row(body, now)], [])
    named = destination if isinstance(destination, str) and destination else None
    said = [
        Said(event, _message_id(event), occurred_at(event, now))
        for event in events
        if in_group(event)
    ]
    return Heard(now, rows, said, named)


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


def row_of(event: object, now: datetime) -> Row:
    """A row of `Event` that waits; what is no event is kept raw. RecursionError: too deep."""
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
