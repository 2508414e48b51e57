"""One step of a cohort's life, past or to come, and what it takes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from models.tasks import ScheduledTask
from models.words import TaskState


@dataclass(frozen=True, slots=True)
class Step:
    """`name`: of which survey or announcement, if of any. `outcome` None: it is to come.
    `messages`: how many LINE counted, or will at most; `free`: how many rode along on a reply.
    `round` counts the reminders of one wave or announcement; `tasks` are alike, at one moment."""

    at: datetime
    name: str
    kind: str
    round: int
    outcome: TaskState | None
    reason: str
    messages: int
    free: int = 0
    tasks: int = 1


def outcome_of(task: ScheduledTask) -> TaskState | None:
    """What is cancelled will be dropped when its time comes."""
    if task.state is TaskState.WAITING:
        return TaskState.DROPPED if task.cancel else None
    return task.state


def why(task: ScheduledTask) -> str:
    return "cancelled" if task.cancel else task.reason
