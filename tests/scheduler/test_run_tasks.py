"""Design §3, "ScheduledTask": how each planned task ends, and what survives a worker."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from base.clock import FileClock
from base.files import Files
from bot.dialogue.rooms import Shelf
from bot.inbox.turn import Context, Routes, Turn
from bot.tasks import Lateness, Outcome, TaskKind
from models.database import Busy, Database
from models.facts import fact, learn
from models.tasks import ScheduledTask, plan, replay
from models.words import TaskState
from scheduler.run_tasks import MOST_CLAIMS, TRIES, run_one

Step = Callable[[Session, Context, ScheduledTask, datetime], Outcome]


def _nothing(_turn: Turn) -> None:
    """No turn is handled here."""


@dataclass
class Tasks:
    """A worker's tasks with kinds that a test makes; `told` is what staff were alarmed about."""

    database: Database
    clock: FileClock
    files: Files
    told: list[tuple[str, str]] = field(default_factory=list)
    reachable: bool = True
    kinds: dict[str, TaskKind] = field(default_factory=dict)

    def plan(self, kind: TaskKind, seconds: float = 0.0) -> int:
        """Planned for so many seconds from now; its id."""
        self.kinds[kind.name] = kind
        now = self.clock.now()
        with self.database.write() as session:
            assert plan(session, kind.name, "all", now + timedelta(seconds=seconds), now)
            return session.scalars(sa.select(sa.func.max(ScheduledTask.id))).one()

    def run(self) -> bool:
        return run_one(self.database, self.files, self._context(), self.kinds)

    def row(self, task_id: int) -> ScheduledTask:
        with self.database.read() as session:
            return session.get_one(ScheduledTask, task_id)

    def ended(self, task_id: int) -> tuple[TaskState, str]:
        row = self.row(task_id)
        return row.state, row.reason

    def fact(self, name: str) -> str | None:
        with self.database.read() as session:
            return fact(session, name)

    def _context(self) -> Context:
        def alarm(_session: Session, kind: str, subject: str, _now: datetime) -> None:
            if not self.reachable:
                raise RuntimeError("nobody is there")
            self.told.append((kind, subject))

        def act(_turn: Turn, _subject: str, _extra: str) -> None:
            """No button is pressed here."""

        routes = Routes({}, [], {}, lambda _word, _language: None, [], _nothing, act, _nothing, {})
        zone = ZoneInfo("Asia/Bangkok")
        return Context(self.clock, zone, "secret", "", Shelf({}), routes, alarm)


@pytest.fixture
def tasks(any_database: Database, clock: FileClock, tmp_path: Path) -> Tasks:
    return Tasks(any_database, clock, Files(tmp_path / "media"))


def notes(session: Session, _context: Context, task: ScheduledTask, _now: datetime) -> Outcome:
    """Counts to three, a step each, in a row of its own."""
    done = int(task.cursor or 0) + 1
    learn(session, "counted", (fact(session, "counted") or "") + str(done))
    return Outcome(done=done == 3, cursor=str(done), progress=1, result="counted" * (done == 3))


def fails(_session: Session, _context: Context, _task: ScheduledTask, _now: datetime) -> Outcome:
    raise RuntimeError("no luck")


def test_what_is_not_due_waits(tasks: Tasks) -> None:
    tasks.plan(TaskKind("count", notes), seconds=60)
    assert not tasks.run()
    tasks.clock.advance(61)
    assert tasks.run()


def test_a_task_runs_step_by_step_to_its_end(tasks: Tasks) -> None:
    task = tasks.plan(TaskKind("count", notes))
    assert tasks.run()
    assert tasks.ended(task) == (TaskState.RAN, "counted")
    assert (tasks.row(task).progress, tasks.fact("counted")) == (3, "123")


def test_what_is_better_late_than_never_runs_late(tasks: Tasks) -> None:
    task = tasks.plan(TaskKind("count", notes, Lateness.RUN), seconds=-200_000)
    tasks.run()
    assert tasks.row(task).state is TaskState.RAN


def test_what_would_be_wrong_when_late_is_dropped(tasks: Tasks) -> None:
    kind = TaskKind("count", notes, Lateness.DROP, drop_after=timedelta(hours=1))
    task = tasks.plan(kind, seconds=-3601)
    tasks.run()
    assert tasks.ended(task) == (TaskState.DROPPED, "too late")
    assert tasks.fact("counted") is None


def test_what_is_only_a_little_late_is_not_dropped(tasks: Tasks) -> None:
    kind = TaskKind("count", notes, Lateness.DROP, drop_after=timedelta(hours=1))
    task = tasks.plan(kind, seconds=-3000)
    tasks.run()
    assert tasks.row(task).state is TaskState.RAN


def test_of_reminders_that_are_due_together_only_the_newest_runs(tasks: Tasks) -> None:
    kind = TaskKind("count", notes, Lateness.LATEST)
    old, new = tasks.plan(kind, seconds=-90_000), tasks.plan(kind, seconds=-3_600)
    later = tasks.plan(kind, seconds=3_600)
    while tasks.run():
        pass
    states = [tasks.row(one).state for one in (old, new, later)]
    assert states == [TaskState.MERGED, TaskState.RAN, TaskState.WAITING]


def test_a_cancelled_task_does_nothing_more(tasks: Tasks) -> None:
    def cancelled(session: Session, context: Context, task: ScheduledTask, at: datetime) -> Outcome:
        task.cancel = True  # as an operator does between two steps
        return notes(session, context, task, at)

    task = tasks.plan(TaskKind("count", cancelled))
    tasks.run()
    assert tasks.ended(task) == (TaskState.DROPPED, "cancelled")
    assert tasks.fact("counted") == "1"


def test_after_a_lost_claim_the_next_worker_goes_on_from_the_cursor(tasks: Tasks) -> None:
    task = tasks.plan(TaskKind("count", _taken_over_in_the_second_step))
    tasks.run()
    assert (tasks.row(task).cursor, tasks.fact("counted")) == ("1", "1")
    tasks.clock.advance(11)
    tasks.kinds["count"] = TaskKind("count", notes)
    tasks.run()
    assert (tasks.row(task).state, tasks.fact("counted")) == (TaskState.RAN, "123")


def _taken_over_in_the_second_step(
    session: Session, context: Context, task: ScheduledTask, now: datetime
) -> Outcome:
    done = notes(session, context, task, now)
    if task.cursor == "1":
        row = sa.update(ScheduledTask).where(ScheduledTask.id == task.id)
        session.execute(row.values(token="another worker's"))
        return Outcome(done=True, result="never kept")
    return done


def test_a_failing_task_is_tried_five_times_is_dead_then_and_staff_are_told(tasks: Tasks) -> None:
    task = tasks.plan(TaskKind("fail", fails))
    tries = 0
    for wait in (*TRIES[1:], 600.0, 600.0):
        tries += tasks.run()
        tasks.clock.advance(wait + 0.1)
    row = tasks.row(task)
    assert (tries, row.state, row.attempts) == (5, TaskState.DEAD, 5)
    assert "RuntimeError" in (row.last_error or "")
    assert tasks.told == [("task", str(task))]


def test_a_task_is_dead_even_if_nobody_can_be_told(tasks: Tasks) -> None:
    task = tasks.plan(TaskKind("fail", fails))
    tasks.reachable = False
    with tasks.database.write() as session:
        session.get_one(ScheduledTask, task).attempts = len(TRIES) - 1
    tasks.run()
    assert tasks.row(task).state is TaskState.DEAD


def test_a_task_of_which_workers_die_is_not_tried_for_ever(tasks: Tasks) -> None:
    task = tasks.plan(TaskKind("count", notes))
    with tasks.database.write() as session:
        session.get_one(ScheduledTask, task).attempts = MOST_CLAIMS
    tasks.run()
    assert (tasks.row(task).state, tasks.fact("counted")) == (TaskState.DEAD, None)


def test_an_error_is_written_down_without_what_it_says(tasks: Tasks) -> None:
    task = tasks.plan(TaskKind("fail", fails))
    tasks.run()
    assert "no luck" not in (tasks.row(task).last_error or "")


def test_between_two_tries_of_a_failing_task_some_time_passes(tasks: Tasks) -> None:
    tasks.plan(TaskKind("fail", fails))
    assert [tasks.run(), tasks.run()] == [True, False]


def test_a_step_that_fails_leaves_nothing_of_itself(tasks: Tasks) -> None:
    def half(session: Session, context: Context, task: ScheduledTask, now: datetime) -> Outcome:
        notes(session, context, task, now)
        return fails(session, context, task, now)

    tasks.plan(TaskKind("fail", half))
    tasks.run()
    assert tasks.fact("counted") is None


def test_a_task_of_a_kind_that_nobody_knows_is_not_run_for_ever(tasks: Tasks) -> None:
    task = tasks.plan(TaskKind("gone", notes))
    tasks.kinds.clear()
    for _ in range(6):
        tasks.run()
        tasks.clock.advance(600)
    assert tasks.row(task).state is TaskState.DEAD


def test_a_dead_task_that_is_replayed_goes_on_from_its_cursor(tasks: Tasks) -> None:
    task = tasks.plan(TaskKind("count", notes))
    with tasks.database.write() as session:
        row = session.get_one(ScheduledTask, task)
        row.state, row.attempts, row.cursor = TaskState.DEAD, 5, "2"
        assert replay(session, task, tasks.clock.now())
    tasks.run()
    assert (tasks.row(task).state, tasks.fact("counted")) == (TaskState.RAN, "3")


def test_only_a_dead_task_can_be_replayed(tasks: Tasks) -> None:
    task = tasks.plan(TaskKind("count", notes))
    tasks.run()
    with tasks.database.write() as session:
        assert not replay(session, task, tasks.clock.now())
    assert not tasks.run()


def test_what_cannot_stand_in_a_transaction_is_done_before_and_its_fault_is_a_failed_try(
    tasks: Tasks,
) -> None:
    def outside(_database: Database, _files: Files, _subject: str) -> None:
        raise OSError("the disk is full")

    task = tasks.plan(TaskKind("count", notes, outside=outside))
    tasks.run()
    assert "OSError" in (tasks.row(task).last_error or "")
    assert tasks.fact("counted") is None


def test_an_old_reminder_that_failed_is_not_sent_after_the_newer_one(tasks: Tasks) -> None:
    fail = TaskKind("remind", fails, Lateness.LATEST)
    older = tasks.plan(fail)
    tasks.run()
    newer = tasks.plan(TaskKind("remind", notes, Lateness.LATEST), seconds=0.5)
    tasks.clock.advance(0.6)
    tasks.run()
    tasks.clock.advance(60)
    tasks.run()
    assert tasks.row(newer).state is TaskState.RAN
    assert tasks.row(older).state is TaskState.MERGED


def test_a_task_that_began_in_time_is_not_dropped_half_way(tasks: Tasks) -> None:
    kind = TaskKind("count", notes, Lateness.DROP, timedelta(minutes=1))
    task = tasks.plan(kind)
    with tasks.database.write() as session:
        session.get_one(ScheduledTask, task).cursor = "1"
    tasks.clock.advance(600)
    tasks.run()
    assert tasks.row(task).state is TaskState.RAN


def test_a_busy_database_is_no_failed_try_of_a_task(tasks: Tasks) -> None:
    def busy(_session: Session, _c: Context, _task: ScheduledTask, _now: datetime) -> Outcome:
        raise Busy

    task = tasks.plan(TaskKind("busy", busy))
    for _ in range(8):
        tasks.run()
        tasks.clock.advance(2)
    assert (tasks.row(task).state, tasks.row(task).attempts) == (TaskState.WAITING, 0)
