"""One look for all lines of a worker: which has work now, and when the next row falls due.

Each commit rings the bell. If every line then asked for itself, a worker would spend more time on
looking than on working; so the first that hears a ring asks for all, in one statement.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

import sqlalchemy as sa

from base.clock import Clock
from models.claims import NOW, free
from models.columns import UTCDateTime
from models.database import Database
from models.files import File
from models.inbox import Event
from models.menus import MenuLink
from models.outbox import Outgoing
from models.people import Account
from models.tasks import ScheduledTask
from models.words import EventState, FileState, MenuState, OutboxState, TaskState

AHEAD = timedelta(seconds=6)  # a little more than the time after which every line looks by itself
SOON = sa.bindparam("soon", type_=UTCDateTime)


@dataclass(frozen=True, slots=True)
class Seen:
    """`ready`: rows are due that nobody holds. `next_due`: the first moment after now, if soon."""

    ready: bool = False
    next_due: datetime | None = None


class Lookout:
    """Remembers what it saw for as long as the bell has not rung again. Threads share one."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database, self._clock = database, clock
        self._lock = threading.Lock()
        self._rings: int | None = None
        self._seen: Mapping[str, Seen] = {}

    def seen(self, line: str, rings: int) -> Seen:
        """What there was for a line when the bell had rung `rings` times, or since."""
        with self._lock:
            if self._rings is None or rings > self._rings or self._has_passed():
                self._seen = self._look()
                self._rings = rings
            return self._seen[line]

    def _has_passed(self) -> bool:
        """Whether a row that was to be due is: what comes after it has not been looked for yet."""
        now = self._clock.now()
        return any(one.next_due is not None and one.next_due <= now for one in self._seen.values())

    def _look(self) -> Mapping[str, Seen]:
        now = self._clock.now()
        with self._database.read() as session:
            found = session.execute(_question(), {"now": now, "soon": now + AHEAD}).one()
        told = found._mapping
        return {line: Seen(bool(told[f"{line}_ready"]), told.get(f"{line}_due")) for line in _LINES}


_LINES = ("events", "media", "tasks", "answers", "pushes", "profiles", "menus")


@cache
def _question() -> sa.Select[Any]:
    columns: list[Any] = [sa.exists().where(Account.profile_due_at <= NOW).label("profiles_ready")]
    for line, table, waits in (
        ("events", Event, Event.state == EventState.WAITING),
        ("media", File, File.state == FileState.WAITING),
        ("tasks", ScheduledTask, ScheduledTask.state == TaskState.WAITING),
        ("menus", MenuLink, MenuLink.state == MenuState.WAITING),
        ("answers", Outgoing, _waits(answer=True)),
        ("pushes", Outgoing, _waits(answer=False)),
    ):
        columns += _of(line, table, waits)
    return sa.select(*columns)


def _waits(*, answer: bool) -> sa.ColumnElement[bool]:
    return sa.and_(Outgoing.state == OutboxState.WAITING, Outgoing.answer == sa.literal(answer))


def _of(line: str, table: Any, waits: sa.ColumnElement[bool]) -> list[Any]:
    ready = sa.exists().where(waits, free(table))
    later = sa.select(sa.func.min(table.due_at)).where(
        waits, table.due_at > NOW, table.due_at < SOON
    )
    return [ready.label(f"{line}_ready"), later.scalar_subquery().label(f"{line}_due")]
