"""Running scheduled tasks: claim, step by step in small transactions, and how lateness ends."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext, suppress
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from base.clock import pause
from base.files import Files
from base.logs import get, trouble
from bot.dialogue.rooms import NotOnShelf
from bot.inbox.turn import Context
from bot.tasks import Lateness, Outcome, TaskKind
from models.claims import LostClaim, finish, is_due, renew, take
from models.database import Busy, Database, TooSlow
from models.tasks import ScheduledTask, next_task
from models.words import TaskState

TRIES = (0.0, 1.0, 5.0, 30.0, 120.0)
MOST_FORMS = 4  # read for one step
MOST_CLAIMS = 20  # a task that takes its worker down with it is not tried for ever
BETWEEN_STEPS = 0.005  # a bulk task lets webhooks write in between

log = get("tasks")

Holding = Callable[[type[Any], str], AbstractContextManager[None]]


def _unheld(_table: type[Any], _token: str) -> AbstractContextManager[None]:
    return nullcontext()


def run_one(
    database: Database,
    files: Files,
    context: Context,
    kinds: Mapping[str, TaskKind],
    holding: Holding = _unheld,
) -> bool:
    """Run the next due task to its end; False when none is due. `holding` renews its lease."""
    claimed = _claim(database, context)
    if claimed is None:
        return False
    task_id, token, name, subject, claims = claimed
    mine = (task_id, token)
    try:
        if claims > MOST_CLAIMS:
            raise RuntimeError(f"claimed {claims} times and never ended: it ends its workers")
        kind = kinds[name]
        with holding(ScheduledTask, token):
            found = kind.outside(database, files, subject) if kind.outside else None
            while not _with_forms(context, partial(_step, database, context, kind, *mine, found)):
                found = None
                pause(BETWEEN_STEPS)
    except LostClaim:
        log.warning("another worker took this task over", action="claim_lost", task=task_id)
    except TooSlow as error:
        log.warning("a task took too long", action="task_too_slow", task=task_id, kind=name)
        _failed(database, context, task_id, token, trouble(error))
    except Busy:
        log.warning("the write lock was not to be had", action="task_put_off", task=task_id)
        _give_back(database, context, task_id, token)
    except Exception as error:
        log.exception("a task failed", action="task_failed", task=task_id, kind=name)
        _failed(database, context, task_id, token, trouble(error))
    return True


def _claim(database: Database, context: Context) -> tuple[int, str, str, str, int] | None:
    now = context.clock.now()
    with database.read() as session:
        if not is_due(session, next_task(), now):
            return None
    with database.write() as session:
        row: ScheduledTask | None = take(session, ScheduledTask, next_task(), now)
        if row is None:
            return None
        return row.id, row.token or "", row.kind, row.subject, row.attempts


def _with_forms(context: Context, step: Callable[[], bool]) -> bool:
    """Once more where a step met a form that has to be read first, outside of its transaction."""
    for tries_left in reversed(range(MOST_FORMS)):
        try:
            return step()
        except NotOnShelf as wanted:
            if not tries_left:
                raise
            context.shelf.read(wanted)
    return False


def _step(
    database: Database,
    context: Context,
    kind: TaskKind,
    task_id: int,
    token: str,
    found: str | None = None,
) -> bool:
    """One step in one transaction, its effects and its cursor together; True at the end. `found`
    is what was found outside of it."""
    with database.write() as session:
        now = context.clock.now()
        task = session.get_one(ScheduledTask, task_id)
        if task.token != token or not renew(session, ScheduledTask, token, now, task_id):
            raise LostClaim
        outcome = _lateness(session, kind, task, now)
        if outcome is None and task.cancel:
            outcome = (TaskState.DROPPED, "cancelled")
        if outcome is None:
            task.cursor = found or task.cursor
            done = kind.step(session, context, task, now)
            session.flush()
            if not done.done:
                task.cursor, task.progress = done.cursor, task.progress + done.progress
                task.attempts = 1  # what moves on has not failed
                return False
            outcome = _ending(done)
            task.progress += done.progress
            task.result = done.result or None
        state, why = outcome
        finish(
            session, ScheduledTask, task_id, token, state=state, reason=why[:120], finished_at=now
        )
        return True


def _ending(outcome: Outcome) -> tuple[TaskState, str]:
    return (TaskState.DROPPED if outcome.dropped else TaskState.RAN, outcome.result)


def _lateness(
    session: Session, kind: TaskKind, task: ScheduledTask, now: datetime
) -> tuple[TaskState, str] | None:
    begun = task.cursor is not None
    if kind.lateness is Lateness.DROP and not begun and now - task.planned_for > kind.drop_after:
        return (TaskState.DROPPED, "too late")
    if kind.lateness is Lateness.LATEST and _newer(session, task, now):
        return (TaskState.MERGED, "a newer one is due too")
    return None


def _newer(session: Session, task: ScheduledTask, now: datetime) -> bool:
    newer = sa.select(ScheduledTask.id).where(
        ScheduledTask.kind == task.kind,
        ScheduledTask.subject == task.subject,
        ScheduledTask.state != TaskState.DEAD,
        ScheduledTask.planned_for > task.planned_for,
        ScheduledTask.planned_for <= now,
    )
    return session.scalar(newer.limit(1)) is not None


def _give_back(database: Database, context: Context, task_id: int, token: str) -> None:
    """A busy database says nothing about the task: this was no try of it."""
    with suppress(Busy), database.write() as session:
        task = session.get_one(ScheduledTask, task_id)
        if task.token == token:
            task.token = task.leased_until = None
            task.attempts -= 1
            task.due_at = context.clock.now() + timedelta(seconds=TRIES[1])


def _failed(database: Database, context: Context, task_id: int, token: str, error: str) -> None:
    now = context.clock.now()
    with database.write() as session:
        task = session.get_one(ScheduledTask, task_id)
        if task.token != token:
            return
        task.token = task.leased_until = None
        task.last_error = error
        if task.attempts < len(TRIES):
            task.due_at = now + timedelta(seconds=TRIES[task.attempts])
            return
        task.state, task.finished_at = TaskState.DEAD, now
        try:
            with session.begin_nested():
                context.alarm(session, "task", str(task.id), now)
        except Exception:  # the task is dead all the same, or it would run for ever
            log.exception("nobody could be told of a dead task", action="tell_failed", task=task_id)
