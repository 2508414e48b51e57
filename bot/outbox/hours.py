"""When something that was not asked for may go out: from 07:00 to 20:00 where the office is."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from bot.outbox.busy import busy
from bot.outbox.caps import Chat, had_enough
from models.outbox import Outgoing
from models.people import account_of
from models.words import Priority

OPENS = time(7, 0)
CLOSES = time(20, 0)


def is_quiet(now: datetime, zone: ZoneInfo) -> bool:
    return not OPENS <= now.astimezone(zone).time() < CLOSES


def next_opening(now: datetime, zone: ZoneInfo) -> datetime:
    """The next 07:00."""
    local = now.astimezone(zone)
    day = local.date() if local.time() < OPENS else local.date() + timedelta(days=1)
    return datetime.combine(day, OPENS, zone)


def tomorrow(now: datetime, zone: ZoneInfo) -> datetime:
    """When the next day's messages may go: 07:00."""
    return datetime.combine(now.astimezone(zone).date() + timedelta(days=1), OPENS, zone)


def may_go_at(session: Session, row: Outgoing, now: datetime, zone: ZoneInfo) -> datetime:
    """The earliest moment for this row: `now`, the next 07:00, the day its person has room, or
    when they are no longer in the middle of a form.

    Of a row that names many, only the hour: each of them has days of their own.
    """
    if row.urgent_by is not None or row.priority in (Priority.ANSWER, Priority.ASKED):
        return now
    if is_quiet(now, zone):
        return next_opening(now, zone)
    if row.priority is not Priority.UNASKED or not row.mailbox_key:
        return now
    if _had_enough(session, row, now, zone):
        return tomorrow(now, zone)
    return _at_rest(session, row, now)


def _at_rest(session: Session, row: Outgoing, now: datetime) -> datetime:
    """What would be of no use by then does not wait."""
    rest = busy(session, [row.mailbox_key or ""], now).get(row.mailbox_key or "", now)
    return now if row.useful_until is not None and row.useful_until < rest else rest


def _had_enough(session: Session, row: Outgoing, now: datetime, zone: ZoneInfo) -> bool:
    account = account_of(session, row.to or "")
    chat = Chat(row.mailbox_key or "", account.id if account else None)
    return bool(had_enough(session, [chat], row.id, now, zone))
