"""When something that was not asked for may go out: from 07:00 to 20:00 where the office is."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.outbox import Outgoing
from models.words import OutboxState, Priority

OPENS = time(7, 0)
CLOSES = time(20, 0)
A_DAY = 1
A_WEEK = 3


def is_quiet(now: datetime, zone: ZoneInfo) -> bool:
    return not OPENS <= now.astimezone(zone).time() < CLOSES


def next_opening(now: datetime, zone: ZoneInfo) -> datetime:
    """The next 07:00."""
    local = now.astimezone(zone)
    day = local.date() if local.time() < OPENS else local.date() + timedelta(days=1)
    return datetime.combine(day, OPENS, zone)


def may_go_at(session: Session, row: Outgoing, now: datetime, zone: ZoneInfo) -> datetime:
    """The earliest moment for this row: `now`, the next 07:00, or the day its person has room."""
    if row.urgent_by is not None or row.priority in (Priority.ANSWER, Priority.ASKED):
        return now
    if is_quiet(now, zone):
        return next_opening(now, zone)
    if row.priority is Priority.UNASKED and _had_enough(session, row, now, zone):
        tomorrow = now.astimezone(zone).date() + timedelta(days=1)
        return datetime.combine(tomorrow, OPENS, zone)
    return now


def _had_enough(session: Session, row: Outgoing, now: datetime, zone: ZoneInfo) -> bool:
    """One unasked message a day and three a week to one chat; one under way counts too."""
    midnight = datetime.combine(now.astimezone(zone).date(), time(0), zone)
    today = _sent_since(session, row, midnight)
    return today >= A_DAY or _sent_since(session, row, midnight - timedelta(days=6)) >= A_WEEK


def _sent_since(session: Session, row: Outgoing, since: datetime) -> int:
    return (
        session.scalar(
            sa.select(sa.func.count())
            .select_from(Outgoing)
            .where(
                Outgoing.mailbox_key == row.mailbox_key,
                Outgoing.priority == Priority.UNASKED,
                Outgoing.id != row.id,
                sa.or_(
                    sa.and_(
                        Outgoing.state.in_([OutboxState.SENT, OutboxState.CARRIED]),
                        Outgoing.finished_at >= since,
                    ),
                    sa.and_(Outgoing.state == OutboxState.WAITING, Outgoing.first_try_at >= since),
                ),
            )
        )
        or 0
    )
