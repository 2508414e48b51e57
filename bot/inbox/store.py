"""Events into rows: each once, in one commit, before LINE is answered 200.

Property names are those of LINE's "Webhook Event Objects"; unknown ones are kept as they came.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from base.ids import digest
from bot.inbox.groups import for_the_bot, in_group
from models import inbox
from models.database import insert, wake
from models.facts import BOT_USER_ID, fact
from models.inbox import Event
from models.words import EventState

MAX_KEY = 80
EARLIEST = datetime(2011, 1, 1, tzinfo=UTC)  # LINE began in June of that year
AHEAD = timedelta(hours=1)  # LINE's clock and ours may differ by so much


@dataclass(frozen=True, slots=True)
class Stored:
    """What became of one webhook: rows stored, known already, dropped group talk, unreadable."""

    stored: int = 0
    known: int = 0
    dropped: int = 0
    unreadable: int = 0


def store_body(session: Session, body: bytes, now: datetime, bot_user_id: str | None) -> Stored:
    """Store a correctly signed body. `bot_user_id` None means: not known, every event is ours."""
    try:
        envelope = json.loads(body)
        events = envelope["events"]
        destination = envelope.get("destination")
        if not isinstance(events, list):
            raise TypeError
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return _tallied(session, _keep_raw(session, body, now))
    foreign = _is_foreign(session, destination, bot_user_id)
    wake(session)
    try:
        become = [_kept(session, event, now, foreign) for event in events]
    except RecursionError:  # read, but nested too deeply to be written down as an event
        return _tallied(session, _keep_raw(session, body, now))
    return _tallied(session, Stored(**{one: become.count(one) for one in set(become)}))


def _is_foreign(session: Session, destination: object, bot_user_id: str | None) -> bool:
    """Never on what was known a minute ago alone: the channel may be another by now."""
    if not bot_user_id or not destination or destination == bot_user_id:
        return False
    return destination != (fact(session, BOT_USER_ID) or bot_user_id)


def _kept(session: Session, event: object, now: datetime, foreign: bool) -> str:
    """What became of one event, as a field of `Stored`."""
    if not isinstance(event, dict):
        _insert(session, _raw_row(json.dumps(event).encode(), now))
        return "unreadable"
    if in_group(event):
        ours = for_the_bot(session, event, _message_id(event), occurred_at(event, now))
        if ours is None:
            return "dropped"
        event = ours
    row = _row(event, now, foreign)
    new = _insert(session, row)
    if row["state"] is EventState.UNREADABLE:
        return "unreadable"
    return "stored" if new else "known"


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


def _row(event: dict[str, Any], now: datetime, foreign: bool) -> dict[str, Any]:
    text = _storable(json.dumps(event, ensure_ascii=False, separators=(",", ":")))
    key = event.get("webhookEventId")
    readable = isinstance(event.get("type"), str)
    state = EventState.FOREIGN if foreign else EventState.WAITING
    return {
        "event_key": key_of(key) if isinstance(key, str) and key else digest(text.encode()),
        "mailbox_key": mailbox_key(event),
        "message_id": _message_id(event),
        "kind": _storable(str(event.get("type")))[:40] if readable else "unreadable",
        "occurred_at": occurred_at(event, now),
        "received_at": now,
        "payload": text,
        "state": state if readable else EventState.UNREADABLE,
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


def _keep_raw(session: Session, body: bytes, now: datetime) -> Stored:
    new = _insert(session, _raw_row(body, now))
    return Stored(unreadable=1 if new else 0, known=0 if new else 1)


def _raw_row(body: bytes, now: datetime) -> dict[str, Any]:
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


def _insert(session: Session, row: dict[str, Any]) -> bool:
    """True when new: the unique event key decides, however often LINE sends it."""
    new = insert(session, Event).values(**row).on_conflict_do_nothing()
    return session.scalar(new.returning(Event.id)) is not None


def _tallied(session: Session, result: Stored) -> Stored:
    for name, number in (
        ("group_talk_dropped", result.dropped),
        ("events_known_already", result.known),
        ("events_unreadable", result.unreadable),
    ):
        if number:
            inbox.count(session, name, number)
    return result


def forget_payload(session: Session, message_id: str) -> None:
    """Empty what LINE sent of one message (unsend); the event id stays for de-duplication."""
    session.execute(sa.update(Event).where(Event.message_id == message_id).values(payload=None))
