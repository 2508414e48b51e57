"""When a site is at rest: what is still due, and what waits only for a moment that can be skipped.

Read from the rows, as an operator would; the site's processes are not asked.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cache
from typing import Any

import sqlalchemy as sa

from models.columns import UTCDateTime
from models.database import Database
from models.facts import BOT_BASIC_ID, fact
from models.files import File
from models.inbox import Event
from models.many import Mailing
from models.outbox import Outgoing
from models.people import Account
from models.tasks import ScheduledTask
from models.words import EventState, FileState, OutboxState, TaskState

AGAIN_WITHIN = timedelta(minutes=20)  # a retry later than this belongs to a longer trouble
FIGURES_AGAIN = timedelta(seconds=61)  # LINE gave no figures of the month
ALMOST = timedelta(milliseconds=5)
WAITING: tuple[tuple[Any, Any], ...] = (
    (Event, EventState.WAITING),
    (Outgoing, OutboxState.WAITING),
    (File, FileState.WAITING),
    (ScheduledTask, TaskState.WAITING),
)
NOW = sa.bindparam("now", type_=UTCDateTime)
SOON = sa.bindparam("soon", type_=UTCDateTime)
A_MINUTE = sa.bindparam("a_minute", type_=UTCDateTime)


def is_due(database: Database, now: datetime) -> bool:
    """Whether anything should be happening at this moment."""
    with database.read() as session:
        return bool(session.scalar(_due(), {"now": now}))


def is_learnt(database: Database) -> bool:
    with database.read() as session:
        return fact(session, BOT_BASIC_ID) is not None


def next_retry(database: Database, now: datetime) -> timedelta | None:
    """How long until something that was tried in vain is tried again; None: nothing was."""
    times = {"now": now, "soon": now + AGAIN_WITHIN, "a_minute": now + FIGURES_AGAIN}
    with database.read() as session:
        found = [moment for moment in session.scalars(_retries(), times) if moment is not None]
    return min(found) - now + ALMOST if found else None


def told(database: Database) -> list[str]:
    """What still waits, to be read by a person."""
    with database.read() as session:
        return [
            f"{table.__tablename__} {row.id} due {row.due_at} attempts {row.attempts} "
            f"leased until {row.leased_until} {row.last_error}"
            for table, waiting in WAITING
            for row in session.scalars(sa.select(table).where(table.state == waiting))
        ]


@cache
def _due() -> sa.Select[Any]:
    """One query, and made once: it is asked all the time."""
    rows = [
        sa.exists().where(table.state == state, table.due_at <= NOW) for table, state in WAITING
    ]
    others = [
        sa.exists().where(Account.profile_due_at <= NOW),
        sa.exists().where(Mailing.look_at <= NOW),
    ]
    return sa.select(sa.or_(*rows, *others))


@cache
def _retries() -> sa.CompoundSelect[Any]:
    """An answer that waits for the rest of its burst was not tried yet, and is left in peace."""
    asked_in_vain = sa.select(sa.func.min(Mailing.look_at)).where(
        Mailing.look_at > NOW, Mailing.look_at < A_MINUTE
    )
    return sa.union_all(
        asked_in_vain,
        *(
            sa.select(sa.func.min(table.due_at)).where(
                table.state == state, _was_tried(table), table.due_at > NOW, table.due_at < SOON
            )
            for table, state in WAITING
        ),
    )


def _was_tried(table: Any) -> sa.ColumnElement[bool]:
    tried: sa.ColumnElement[bool] = (
        sa.or_(table.first_try_at.is_not(None), table.last_error.is_not(None))
        if table is Outgoing
        else table.attempts > 0
    )
    return tried
