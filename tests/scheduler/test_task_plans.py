"""Issue: a clock tick with 1,000,000 tasks takes no longer than one with 1,000; it must not read
what is not due. What the clock and a worker's claim ask goes by an index, on both engines."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from base.clock import FileClock
from models.claims import is_due, take
from models.database import Database
from models.tasks import ScheduledTask, next_task
from scheduler.clock import ClockDoor
from scheduler.lookout import Lookout
from scheduler.run_tasks import _newer

MANY, DUE = 5_000, 50
TABLE = "scheduled_task"
Ask = Callable[[Session], object]


@pytest.fixture
def crowded(any_database: Database, clock: FileClock) -> Database:
    """Many tasks of a year, a hundred of them due; the planner knows how many there are."""
    now = clock.now()
    numbers = range(MANY)
    late = now.replace(year=now.year + 1)
    rows = [
        {
            "kind": "nothing",
            "subject": str(number),
            "planned_for": now if number < DUE else late,
            "due_at": now if number < DUE else late,
            "state": "waiting",
            "reason": "",
            "created_at": now,
        }
        for number in numbers
    ]
    with any_database.write() as session:
        session.execute(sa.insert(ScheduledTask), rows)
        session.execute(sa.text("ANALYZE"))
    return any_database


def _plan(database: Database, ask: Ask) -> str:
    """How the engine goes about each statement that reads tasks, line by line."""
    seen: list[tuple[str, Any]] = []

    def note(_c: Any, _cursor: Any, statement: str, values: Any, *_: Any) -> None:
        if TABLE in statement and statement.lstrip().startswith(("SELECT", "WITH")):
            seen.append((statement, values))

    explain = "EXPLAIN QUERY PLAN" if database.is_sqlite else "EXPLAIN"
    with database.write() as session:
        sa.event.listen(database.engine, "before_cursor_execute", note)
        try:
            ask(session)
        finally:
            sa.event.remove(database.engine, "before_cursor_execute", note)
        assert seen
        asked = [session.connection().exec_driver_sql(f"{explain} {one}", v) for one, v in seen]
        return "\n".join(str(row[-1]) for found in asked for row in found)


def _reads_everything(told: str) -> bool:
    return any(word in told for word in (f"SCAN {TABLE}", f"Seq Scan on {TABLE}"))


def test_a_workers_claim_goes_by_the_index_of_what_is_due(
    crowded: Database, clock: FileClock
) -> None:
    looks = _plan(crowded, lambda s: is_due(s, next_task(), clock.now()))
    claims = _plan(crowded, lambda s: take(s, ScheduledTask, next_task(), clock.now()))
    for told in (looks, claims):
        assert "ix_scheduled_task_state_due_at" in told
        assert not _reads_everything(told)


def test_a_workers_look_for_all_lines_reads_no_more_than_what_is_due(
    crowded: Database, clock: FileClock
) -> None:
    told = _plan(crowded, lambda _: Lookout(crowded, clock).seen("tasks", 0))
    assert "ix_scheduled_task_state_due_at" in told
    assert not _reads_everything(told)


def test_whether_a_newer_one_is_due_goes_by_kind_and_subject(
    crowded: Database, clock: FileClock
) -> None:
    with crowded.read() as session:
        task = session.scalars(sa.select(ScheduledTask).limit(1)).one()
    told = _plan(crowded, lambda s: _newer(s, task, clock.now()))
    assert not _reads_everything(told)


def test_the_clocks_look_reads_no_task_at_all(crowded: Database, clock: FileClock) -> None:
    """It only inserts; what is there already the unique key refuses."""
    door = ClockDoor(crowded, clock, ZoneInfo("Asia/Bangkok"))
    door.look()
    clock.advance(24 * 3600)
    read: list[str] = []

    def note(_c: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if TABLE in statement and not statement.lstrip().startswith("INSERT"):
            read.append(statement)

    sa.event.listen(crowded.engine, "before_cursor_execute", note)
    planned = door.look()
    sa.event.remove(crowded.engine, "before_cursor_execute", note)
    assert planned > 0
    assert read == []
