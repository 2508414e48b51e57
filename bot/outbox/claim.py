"""Claiming an outbox row: the checks that must hold now, and the committed start of a try."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from base.clock import Clock
from bot.outbox.ending import end
from bot.outbox.hours import may_go_at
from bot.outbox.superseding import after_standstill
from bot.outbox.wanted import Unwanted, always_wanted
from models.claims import is_due, take
from models.database import Database
from models.outbox import QUOTA, UNAUTHORIZED, Outgoing, next_answer, next_other, stops
from models.people import account_of
from models.words import OutboxKind, OutboxState, Priority

TOKEN_TRIED_FOR = timedelta(minutes=20)


@dataclass(frozen=True, slots=True)
class Try:
    """One try that has begun: what to send, and what earlier tries leave in doubt."""

    id: int
    token: str
    as_reply: bool
    to: str
    reply_token: str
    body: str
    retry_key: str
    event_at: datetime | None
    began_at: datetime
    first_try_at: datetime
    unclear_tries: int
    attempts: int


def claim(
    database: Database,
    clock: Clock,
    zone: ZoneInfo,
    unwanted: Unwanted = always_wanted,
    *,
    answers: bool,
) -> Try | bool:
    """A try to make; True when a row was dealt with without one; False when nothing is due.

    `answers` or all others: each has hands of its own, so that no answer waits for slow pushes.
    """
    now = clock.now()
    chosen = next_answer() if answers else next_other()
    with database.read() as session:
        if not is_due(session, chosen, now) or _stopped(session, now):
            return False
    with database.write() as session:
        if _stopped(session, now):
            return False
        row: Outgoing | None = take(session, Outgoing, chosen, now)
        if row is None:
            return False
        if after_standstill(session, row, now) or _put_off(session, row, now, zone, unwanted):
            row.token = row.leased_until = None
            return True
        return _begin(row, now)


def _stopped(session: Session, now: datetime) -> bool:
    """LINE refused our access token: nothing is sent until it is time to ask again."""
    stop = stops(session).get(UNAUTHORIZED)
    return stop is not None and stop.ask_again_at > now


def _put_off(
    session: Session, row: Outgoing, now: datetime, zone: ZoneInfo, unwanted: Unwanted
) -> bool:
    """Whether the row must not go now: too late, not wanted, not allowed, not yet."""
    if row.body is None or row.to is None:
        return _withdrawn(row, now, "erased")
    if row.useful_until is not None and row.useful_until < now:
        return _withdrawn(row, now, "too late to be useful")
    if row.kind is OutboxKind.REPLY:
        return False
    account = account_of(session, row.to)
    if account is not None and account.blocked:
        return _withdrawn(row, now, "blocked")
    if reason := unwanted(session, row):
        return _withdrawn(row, now, reason)
    if QUOTA in stops(session) and row.priority is not Priority.ANSWER:
        row.state = OutboxState.HELD
        row.hold_reason = QUOTA
        row.attempts -= 1
        return True
    when = may_go_at(session, row, now, zone)
    if when > now:
        row.due_at = when
        row.attempts -= 1
        return True
    return False


def _withdrawn(row: Outgoing, now: datetime, reason: str) -> bool:
    if row.unclear_tries or row.began_at is not None:
        reason = f"{reason}; an earlier try may have arrived"
    end(row, OutboxState.WITHDRAWN, now, reason)
    return True


def _begin(row: Outgoing, now: datetime) -> Try | bool:
    if row.began_at is not None:
        row.unclear_tries += 1  # the worker that made that try died before it could tell
    row.began_at = now
    row.first_try_at = row.first_try_at or now
    as_reply = _as_reply(row, now)
    return Try(
        id=row.id,
        token=row.token or "",
        as_reply=as_reply,
        to=row.to or "",
        reply_token=row.reply_token or "",
        body=row.body or "[]",
        retry_key=row.retry_key,
        event_at=row.event_at,
        began_at=now,
        first_try_at=row.first_try_at,
        unclear_tries=row.unclear_tries,
        attempts=row.attempts,
    )


def _as_reply(row: Outgoing, now: datetime) -> bool:
    """A reply token is tried for 20 minutes; after that an undoubted row goes as a push."""
    if row.kind is not OutboxKind.REPLY:
        return False
    expired = row.event_at is None or now - row.event_at > TOKEN_TRIED_FOR
    if expired and row.unclear_tries == 0:
        row.kind = OutboxKind.PUSH
        return False
    return True
