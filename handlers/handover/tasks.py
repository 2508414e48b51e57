"""A talk in which nobody says anything for a day is over, and both are told."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from base.ids import row_number
from bot.inbox.turn import Context
from bot.outbox.hours import is_quiet, next_opening
from bot.tasks import Outcome, TaskKind
from handlers.handover import saying, service
from models.handover import Handover
from models.tasks import ScheduledTask, plan
from models.words import HandoverEnd


def kinds() -> tuple[TaskKind, ...]:
    """`handover.silence` looks when a day has passed, and again a day after the last word."""
    return (TaskKind(service.SILENCE, look),)


def look(session: Session, context: Context, task: ScheduledTask, now: datetime) -> Outcome:
    number = row_number(task.subject)
    talk = session.get(Handover, number, with_for_update=True) if number is not None else None
    if talk is None or talk.ended_at is not None:
        return Outcome(dropped=True, result="it is over")
    until = talk.said_at + service.SILENT_FOR
    if until > now:
        plan(session, service.SILENCE, task.subject, until, now)
        return Outcome(result="they talk")
    service.end(session, talk, HandoverEnd.SILENCE, now)
    due = next_opening(now, context.zone) if is_quiet(now, context.zone) else now
    saying.tell_person(session, talk, "handover.silent", now, due)
    saying.tell_staff(session, talk, "handover.silent_staff", now)
    return Outcome(progress=1)
