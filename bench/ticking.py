"""A tick of the clock, and the tasks that fall due with it, in a table with very many of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from base.clock import Clock, SystemClock, monotonic
from base.files import Files
from bench.engines import Engines
from bench.figures import MILLI, Part, quantile
from bench.scale import Scale
from bot.dialogue.rooms import Shelf
from bot.inbox.turn import Context, Routes, Turn
from bot.tasks import Lateness, Outcome, TaskKind
from models.database import Database
from models.tasks import ScheduledTask
from models.words import TaskState
from scheduler.clock import ClockDoor
from scheduler.run_tasks import run_one

FEW, DUE, AT_ONCE = 1_000, 100, 20_000
TICKS = 5
KINDS = {"late": Lateness.RUN, "latest": Lateness.LATEST}
ZONE = ZoneInfo("Asia/Bangkok")


def measure(engines: Engines, engine: str, scale: Scale) -> Part:
    part = Part(
        f"A tick with {scale.tasks:,} tasks, {engine}",
        f"A table of tasks, half of them ended, half to come; {DUE} of two kinds are due. One tick "
        f"is the clock's look and all of the due tasks claimed, run and ended, each in "
        f"transactions of its own. The median of {TICKS}.",
    )
    few = _ticks(engines, engine, FEW)
    many = _ticks(engines, engine, scale.tasks)
    part.tell(f"with {FEW:,} tasks", few * MILLI, "ms")
    part.tell(f"with {scale.tasks:,} tasks", many * MILLI, "ms")
    part.tell("times as long", many / few, "", 2)
    return part


def _ticks(engines: Engines, engine: str, count: int) -> float:
    database, clock = Database(engines.fresh(engine)), SystemClock()
    _fill(database, count, clock.now())
    door = ClockDoor(database, clock, ZONE)
    door.look()
    files = Files(engines.folder)
    times = [_tick(database, clock, door, files, number) for number in range(TICKS)]
    database.close()
    return quantile(times, 0.5)


def _tick(database: Database, clock: Clock, door: ClockDoor, files: Files, number: int) -> float:
    _due(database, clock.now(), number)
    began = monotonic()
    door.look()
    done = 0
    while run_one(database, files, _context(clock), _kinds()):
        done += 1
    if done != DUE:
        raise RuntimeError(f"{done} tasks were run, not {DUE}")
    return monotonic() - began


def _fill(database: Database, count: int, now: datetime) -> None:
    for begin in range(0, count, AT_ONCE):
        with database.write() as session:
            session.execute(
                sa.insert(ScheduledTask),
                [_row(n, now) for n in range(begin, min(begin + AT_ONCE, count))],
            )
    with database.write() as session:
        session.execute(sa.text("ANALYZE"))


def _row(number: int, now: datetime) -> Mapping[str, Any]:
    ended = number % 2 == 0
    away = timedelta(minutes=number % 500_000 + 60)
    at = now - away if ended else now + away
    state = TaskState.RAN if ended else TaskState.WAITING
    return _task(f"other{number % 7}", str(number), at, now, state)


def _task(
    kind: str, subject: str, at: datetime, now: datetime, state: TaskState = TaskState.WAITING
) -> Mapping[str, Any]:
    told = {"kind": kind, "subject": subject, "planned_for": at, "due_at": at, "state": state}
    ended = None if state is TaskState.WAITING else at
    return told | {"created_at": now, "finished_at": ended, "attempts": 0, "reason": ""}


def _due(database: Database, now: datetime, number: int) -> None:
    at, names = now - timedelta(seconds=1), list(KINDS)
    rows = [_task(names[n % 2], f"{number}-{n}", at, now) for n in range(DUE)]
    with database.write() as session:
        session.execute(sa.insert(ScheduledTask), rows)


def _kinds() -> Mapping[str, TaskKind]:
    def nothing(
        _session: Session, _context: Context, _task: ScheduledTask, _now: datetime
    ) -> Outcome:
        return Outcome()

    return {name: TaskKind(name, nothing, lateness) for name, lateness in KINDS.items()}


def _context(clock: Clock) -> Context:
    def alarm(_session: Session, _kind: str, _subject: str, _now: datetime) -> None:
        """Nobody is told."""

    def turn(_turn: Turn) -> None:
        """No turn is handled here."""

    def act(_turn: Turn, _subject: str, _extra: str) -> None:
        """No button is pressed here."""

    routes = Routes({}, [], {}, lambda _word, _language: None, [], turn, act, turn, {})
    return Context(clock, ZONE, "secret", "", Shelf({}), routes, alarm)
