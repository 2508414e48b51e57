"""ScheduledTask: one thing due, for one subject, at one time. And the lease of the clock."""

from __future__ import annotations

from datetime import datetime
from functools import cache

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.claims import free
from models.columns import Base, Claimable, UTCDateTime, choice_type
from models.words import TaskState


class ScheduledTask(Base, Claimable):
    """Ends as ran, merged or dropped, with the reason; `cursor` and `progress` say how far it got.

    `due_at` moves when a try fails; `planned_for` is the moment it was meant for.
    """

    __tablename__ = "scheduled_task"
    __table_args__ = (
        sa.UniqueConstraint("kind", "subject", "planned_for"),
        sa.Index("ix_scheduled_task_state_due_at", "state", "due_at"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(sa.String(40))
    subject: Mapped[str] = mapped_column(sa.String(80))
    planned_for: Mapped[datetime] = mapped_column(UTCDateTime)
    state: Mapped[TaskState] = mapped_column(choice_type(TaskState))
    reason: Mapped[str] = mapped_column(sa.String(120), default="")
    cursor: Mapped[str | None] = mapped_column(sa.Text)
    progress: Mapped[int] = mapped_column(default=0)
    result: Mapped[str | None] = mapped_column(sa.Text)
    cancel: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)


class Lease(Base):
    """One holder at a time of a name, e.g. the clock."""

    __tablename__ = "lease"
    name: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    holder: Mapped[str] = mapped_column(sa.String(32))
    until: Mapped[datetime] = mapped_column(UTCDateTime)


def plan(session: Session, kind: str, subject: str, at: datetime, now: datetime) -> bool:
    """Plan a task; planning the same one twice changes nothing. True when it is new."""
    task = ScheduledTask(
        kind=kind,
        subject=subject,
        planned_for=at,
        due_at=at,
        state=TaskState.WAITING,
        created_at=now,
    )
    try:
        with session.begin_nested():
            session.add(task)
    except IntegrityError:
        return False
    return True


@cache
def next_task() -> sa.Select[int]:
    return (
        sa.select(ScheduledTask.id)
        .where(ScheduledTask.state == TaskState.WAITING, free(ScheduledTask))
        .order_by(ScheduledTask.due_at, ScheduledTask.id)
    )


def replay(session: Session, task_id: int, now: datetime) -> bool:
    """Run a dead task again from its cursor (operator). False: it is not dead."""
    task = session.get(ScheduledTask, task_id, with_for_update=True)
    if task is None or task.state is not TaskState.DEAD:
        return False
    task.state, task.attempts, task.due_at, task.finished_at = TaskState.WAITING, 0, now, None
    return True


def settle(session: Session, task_id: int, now: datetime) -> bool:
    """It will not be run, and nobody needs to look any more (operator). False: it is not dead."""
    task = session.get(ScheduledTask, task_id, with_for_update=True)
    if task is None or task.state is not TaskState.DEAD:
        return False
    task.state, task.reason, task.finished_at = TaskState.DROPPED, "settled by hand", now
    return True
