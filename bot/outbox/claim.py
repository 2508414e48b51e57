"""Claiming an outbox row: the checks that must hold now, and the committed start of a try."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from base.clock import Clock
from bot.outbox.addressing import Moment, not_now, to_all
from bot.outbox.ending import end
from bot.outbox.hours import may_go_at
from bot.outbox.pausing import hold_reason, where_paused
from bot.outbox.reserve import must_wait
from bot.outbox.superseding import after_standstill
from bot.outbox.wanted import Unwanted, UnwantedByMany, always_wanted, wanted_by_all
from models.claims import is_due, take
from models.database import Database
from models.outbox import QUOTA, RESERVE, Outgoing, is_stopped, next_answer, next_in, stops
from models.people import account_of
from models.words import Lane, OutboxKind, OutboxState, Priority

TOKEN_TRIED_FOR = timedelta(minutes=20)


@dataclass(frozen=True, slots=True)
class Try:
    """One try that has begun: what to send, and what earlier tries leave in doubt.

    `to_all` are the LINE user ids of a multicast; `body_is_right`: LINE said so of a row before.
    """

    id: int
    token: str
    kind: OutboxKind
    as_reply: bool
    to: str
    to_all: tuple[str, ...]
    reply_token: str
    body: str
    retry_key: str
    event_at: datetime | None
    began_at: datetime
    first_try_at: datetime
    unclear_tries: int
    attempts: int
    body_is_right: bool


@dataclass(frozen=True, slots=True)
class Asking:
    """Who is asked, when a row is claimed, whether it is still wanted: of one, and of many; and
    how many percent of the month only urgent news may use."""

    one: Unwanted = always_wanted
    many: UnwantedByMany = wanted_by_all
    reserve: int = 0


def claim(
    database: Database,
    clock: Clock,
    zone: ZoneInfo,
    asking: Asking = Asking(),
    *,
    answers: bool,
    bulk: bool = False,
) -> Try | bool:
    """A try to make; True when a row was dealt with without one; False when nothing is due.

    `answers`, `bulk` (to many) or what is between: each has hands of its own, so that no answer
    waits for slow pushes. Of what is between, the urgent goes first.
    """
    now = clock.now()
    with database.read() as session:
        chosen = None if is_stopped(session, now) else _first_due(session, now, answers, bulk)
    if chosen is None:
        return False
    with database.write() as session:
        if is_stopped(session, now):
            return False
        row: Outgoing | None = take(session, Outgoing, chosen, now)
        if row is None:
            return False
        at = Moment(now, zone, asking.many)
        if after_standstill(session, row, now) or _put_off(session, row, at, asking):
            row.token = row.leased_until = None
            return True
        return _begin(session, row, at)


def _first_due(session: Session, now: datetime, answers: bool, bulk: bool) -> sa.Select[int] | None:
    """The order in which rows are claimed, if that finds one."""
    lanes = (Lane.BULK,) if bulk else (Lane.URGENT, Lane.PUSH)
    orders = (next_answer(),) if answers else tuple(next_in(lane) for lane in lanes)
    return next((one for one in orders if is_due(session, one, now)), None)


def _put_off(session: Session, row: Outgoing, at: Moment, asking: Asking) -> bool:
    """Whether the row must not go now: too late, not wanted, not allowed, not yet."""
    if row.body is None or (row.to is None and row.mailing_id is None):
        return _withdrawn(row, at.now, "erased")
    if row.useful_until is not None and row.useful_until < at.now:
        return _withdrawn(row, at.now, "too late to be useful")
    if row.kind is OutboxKind.REPLY:
        return False
    if row.mailing_id is None and _unwelcome(session, row, at.now, asking.one):
        return True
    when = may_go_at(session, row, at.now, at.zone)
    if when > at.now:
        row.due_at = when
        row.attempts -= 1
        return True
    if row.mailing_id is not None:
        return not_now(session, row, at)
    return must_wait(session, row, asking.reserve, at.now, at.zone) and _held(row, RESERVE)


def _unwelcome(session: Session, row: Outgoing, now: datetime, unwanted: Unwanted) -> bool:
    """Of what goes to one chat: not wanted there, or held for a reason of its own."""
    account = account_of(session, row.to or "")
    if account is not None and account.blocked:
        return _withdrawn(row, now, "blocked")
    if reason := unwanted(session, row):
        return _withdrawn(row, now, reason)
    if QUOTA in stops(session) and row.priority is not Priority.ANSWER:
        return _held(row, QUOTA)
    if account is not None and row.priority is Priority.UNASKED and row.urgent_by is None:
        code = where_paused(session, [account.id]).get(account.id)
        return code is not None and _held(row, hold_reason(code))
    return False


def _held(row: Outgoing, reason: str) -> bool:
    row.state, row.hold_reason = OutboxState.HELD, reason
    row.attempts -= 1
    return True


def _withdrawn(row: Outgoing, now: datetime, reason: str) -> bool:
    if row.unclear_tries or row.began_at is not None:
        reason = f"{reason}; an earlier try may have arrived"
    end(row, OutboxState.WITHDRAWN, now, reason)
    return True


def _begin(session: Session, row: Outgoing, at: Moment) -> Try | bool:
    now = at.now
    if row.began_at is not None:
        row.unclear_tries += 1  # the worker that made that try died before it could tell
    row.began_at = now
    row.first_try_at = row.first_try_at or now
    as_reply = _as_reply(row, now)
    return Try(
        id=row.id,
        token=row.token or "",
        kind=row.kind,
        as_reply=as_reply,
        to_all=to_all(session, row),
        to=row.to or "",
        reply_token=row.reply_token or "",
        body=row.body or "[]",
        retry_key=row.retry_key,
        event_at=row.event_at,
        began_at=now,
        first_try_at=row.first_try_at,
        unclear_tries=row.unclear_tries,
        attempts=row.attempts,
        body_is_right=row.half_of is not None,
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
