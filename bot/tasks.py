"""Kinds of scheduled work: what is run, in steps, and what lateness does to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy.orm import Session

from base.files import Files
from bot.inbox.turn import Context
from models.database import Database
from models.tasks import ScheduledTask


class Lateness(StrEnum):
    RUN = "run"  # opening, closing, invitation: better late than never
    LATEST = "latest"  # reminders: only the newest of a subject; earlier ones end merged
    DROP = "drop"  # the day-before notice: late is wrong


@dataclass(frozen=True)
class Outcome:
    """What one step did. Not `done`: the next step starts from `cursor`, in its own transaction.

    `ended` is the last word of a task: ran, merged or dropped, with `result` as the reason.
    """

    done: bool = True
    cursor: str | None = None
    progress: int = 0
    result: str = ""
    dropped: bool = False


Outside = Callable[[Database, Files, str], str | None]
Step = Callable[[Session, Context, ScheduledTask, datetime], Outcome]


@dataclass(frozen=True)
class TaskKind:
    """`step` writes at most 1,000 rows a call; `drop_after` is how late DROP may still be.

    `outside(database, files, subject)` is what cannot stand in a transaction (bytes on disk, a
    checkpoint): run before the steps, harmless when repeated; raising is a failed try. The first
    step finds a string that it returns as `task.cursor`. `nudge` is the word with which the setting
    NUDGES_OFF switches it off.
    """

    name: str
    step: Step
    lateness: Lateness = Lateness.RUN
    drop_after: timedelta = timedelta(hours=12)
    outside: Outside | None = None
    nudge: str = ""


def switched_off(kind: TaskKind) -> TaskKind:
    """What is planned all the same ends with the reason."""

    def step(_session: Session, _context: Context, _task: ScheduledTask, _now: datetime) -> Outcome:
        return Outcome(dropped=True, result=f"switched off: NUDGES_OFF names {kind.nudge}")

    return replace(kind, step=step)
