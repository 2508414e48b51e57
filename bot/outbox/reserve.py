"""What is kept of the month for what is urgent or asked for, against everything else.

LINE's figures are known from the daily look and from the looks while something is held; between
two looks our own count goes on from them. Before the first figures of a month nothing is held.
"""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.outbox.month import ASK_AGAIN
from models.counted import in_hand, lists_still_take, went_since
from models.handover import TALK
from models.month import Figures, figures_known
from models.outbox import RESERVE, Outgoing
from models.tasks import ScheduledTask, plan
from models.words import OutboxState, Priority

LOOK = "month.look"  # the task that asks LINE
ALARM = f"alarm:{RESERVE}:"  # how the key of what staff hear of it begins
HELD, FIRST = "held", "first"  # its subjects beside the daily one
MANY_LEFT = 2_000  # of so many, what lists still take is not looked up for each push
LOCK = 4_238_121  # two senders on PostgreSQL must not both take the last one
AT_ONCE = 1_000


def must_wait(session: Session, row: Outgoing, reserve: int, now: datetime, zone: ZoneInfo) -> bool:
    """Whether this push would use what is kept; LINE is asked at once when the first one waits."""
    tried = row.first_try_at is not None  # LINE may have counted that try
    if reserve == 0 or tried or _may_use_it(row):
        return False
    figures = figures_known(session, now, zone)
    if figures is None:
        _ask_first(session, now)
        return False
    _one_at_a_time(session)
    if room(session, figures, reserve, row.id) > 0:
        return False
    if not some_held(session):
        plan(session, LOOK, HELD, now, now)
    return True


def _ask_first(session: Session, now: datetime) -> None:
    """Once in a quarter of an hour, and the pushes between do not even try to write it."""
    asked = (ScheduledTask.kind == LOOK, ScheduledTask.subject == FIRST)
    lately = sa.select(ScheduledTask.id).where(*asked, ScheduledTask.planned_for > now - ASK_AGAIN)
    if session.scalar(lately.limit(1)) is None:
        plan(session, LOOK, FIRST, now, now)


def _may_use_it(row: Outgoing) -> bool:
    """Danger, whatever somebody asked for or waits for, and the word that the rest waits."""
    asked = row.priority in (Priority.ANSWER, Priority.ASKED)
    return row.urgent_by is not None or asked or row.dedupe_key.startswith((TALK, ALARM))


def room(session: Session, figures: Figures, reserve: int, but: int = 0) -> int:
    """How many may still go that nobody waits for, the row `but` not counted among those under way;
    MANY_LEFT stands for any larger number."""
    if figures.limit is None:
        return MANY_LEFT
    free = figures.limit - figures.limit * reserve // 100 - figures.used
    free -= went_since(session, figures.at) + in_hand(session, but)
    if not 0 < free < MANY_LEFT:
        return min(free, MANY_LEFT)
    return free - lists_still_take(session, free)


def some_held(session: Session) -> bool:
    return bool(session.scalar(sa.select(_held().exists())))


def release(session: Session, most: int, now: datetime) -> int:
    """The oldest of those that wait go on; each is looked at again when it is claimed."""
    if most <= 0:
        return 0
    oldest = (
        _held().order_by(Outgoing.id).limit(min(most, AT_ONCE)).with_for_update(skip_locked=True)
    )
    ids = list(session.scalars(oldest))
    session.execute(
        sa.update(Outgoing)
        .where(Outgoing.id.in_(ids))
        .values(state=OutboxState.WAITING, hold_reason=None, due_at=now)
        .execution_options(synchronize_session=False)
    )
    return len(ids)


def _held() -> sa.Select[int]:
    return sa.select(Outgoing.id).where(
        Outgoing.state == OutboxState.HELD, Outgoing.hold_reason == RESERVE
    )


def _one_at_a_time(session: Session) -> None:
    """SQLite's writers take turns anyway."""
    if session.get_bind().dialect.name != "sqlite":
        session.execute(sa.select(sa.func.pg_advisory_xact_lock(LOCK)))
