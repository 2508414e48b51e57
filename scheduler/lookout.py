"""One look for all lines of a worker: which has work now, and when the next row falls due.

Each commit rings the bell. If every line then asked for itself, a worker would spend more time on
looking than on working; so the first that hears a ring asks for all, in one statement.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

import sqlalchemy as sa

from base.clock import Clock
from models.claims import NOW, free, moments
from models.columns import UTCDateTime
from models.database import Database
from models.files import File
from models.inbox import Event
from models.many import Mailing, looking, to_be_looked_at
from models.menus import MenuLink
from models.outbox import Outgoing, waits_in
from models.people import Account
from models.tasks import ScheduledTask
from models.words import EventState, FileState, Lane, MenuState, OutboxState, TaskState

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
        open_now = moments(now) | looking(now)
        with self._database.read() as session:
            found = session.execute(_question(), open_now | {"soon": now + AHEAD}).one()
        told = {str(name): value for name, value in found._mapping.items()}
        return {line: _either(told, LOOKS_FOR.get(line, (line,))) for line in _LINES}


_LINES = ("events", "media", "tasks", "answers", "pushes", "bulk", "profiles", "menus")
LOOKS_FOR = {"bulk": ("bulk", "mailings")}  # messages to many, and whether the month has room


def _either(told: Mapping[str, Any], names: Sequence[str]) -> Seen:
    due = [moment for name in names if (moment := told.get(f"{name}_due")) is not None]
    return Seen(any(told[f"{name}_ready"] for name in names), min(due, default=None))


@cache
def _question() -> sa.Select[Any]:
    columns: list[Any] = [sa.exists().where(Account.profile_due_at <= NOW).label("profiles_ready")]
    columns += _moments("mailings", Mailing.look_at, to_be_looked_at())
    for line, table, waits in (
        ("events", Event, Event.state == EventState.WAITING),
        ("media", File, File.state == FileState.WAITING),
        ("tasks", ScheduledTask, ScheduledTask.state == TaskState.WAITING),
        ("menus", MenuLink, MenuLink.state == MenuState.WAITING),
        ("answers", Outgoing, sa.and_(Outgoing.state == OutboxState.WAITING, Outgoing.answer)),
        ("pushes", Outgoing, waits_in(Outgoing, Lane.URGENT, Lane.PUSH)),
        ("bulk", Outgoing, waits_in(Outgoing, Lane.BULK)),
    ):
        columns += _moments(line, table.due_at, sa.and_(waits, free(table)), waits)
    return sa.select(*columns)


def _moments(line: str, due_at: Any, ready: Any, waits: Any = sa.true()) -> list[Any]:
    later = sa.select(sa.func.min(due_at)).where(waits, due_at > NOW, due_at < SOON)
    return [
        sa.exists().where(ready).label(f"{line}_ready"),
        later.scalar_subquery().label(f"{line}_due"),
    ]
