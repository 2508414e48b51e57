"""The office has said that a day is a holiday: what waves had planned for it comes another day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from base.office import Office
from handlers.surveys import lists
from handlers.surveys.planning import CLOSE, OPEN, REMIND, answerable, evenings, plan_again
from models.database import wake
from models.holidays import office
from models.surveys import Wave
from models.tasks import ScheduledTask
from models.words import TaskState, WaveState

OF_THE_WORKSHOP = ("T0", "T1")  # they open on its own days, whatever days these are
WHY = "a holiday: moved to another day"
NOT_AT_ALL = timedelta(0)
Moved = tuple[Wave, str, datetime]  # which of its steps, and when that comes now
Change = tuple[str, str, datetime]  # column, kind of task, the new moment


def off_holidays(session: Session, now: datetime, zone: ZoneInfo) -> list[Moved]:
    """Openings and reminders to come that stand on a holiday; a wave that opens later reminds and
    closes so much later too. What was moved stays so, also where the office takes its word back."""
    calendar = office(session)
    coming = Wave.state.in_((WaveState.PLANNED, WaveState.OPEN)) & (Wave.closes_at > now)
    waves = session.scalars(sa.select(Wave).where(coming).order_by(Wave.id).with_for_update())
    found = [one for wave in waves for one in _moved(session, wave, calendar, now, zone)]
    wake(session)
    return found


def _moved(
    session: Session, wave: Wave, calendar: Office, now: datetime, zone: ZoneInfo
) -> Iterator[Moved]:
    """All are let go of before any is planned: one may come at another's old moment."""
    changes = [
        (column, kind, at)
        for column, kind, at in _changes(wave, calendar, now, zone)
        if _is_let_go(session, wave, kind, getattr(wave, column), now)
    ]
    for column, kind, at in changes:
        plan_again(session, kind, str(wave.id), at, now)
        setattr(wave, column, at)
        yield wave, kind, at
    if any(column == "closes_at" for column, _, _ in changes):
        lists.say_anew(session, wave, zone)


def _changes(wave: Wave, calendar: Office, now: datetime, zone: ZoneInfo) -> Iterator[Change]:
    later = _opens_later(wave, calendar, now, zone)
    if later:
        yield "opens_at", OPEN, wave.opens_at + later
    reminders = _reminders(wave, calendar, later, now, zone)
    closes = answerable(wave.closes_at + later, [at for _, at in reminders], zone)
    if closes != wave.closes_at:
        yield "closes_at", CLOSE, closes
    for column, at in reminders:
        if at != getattr(wave, column):
            yield column, REMIND, at


def _reminders(
    wave: Wave, calendar: Office, later: timedelta, now: datetime, zone: ZoneInfo
) -> list[tuple[str, datetime]]:
    """Those to come, by column, and when they come where the wave opens so much later."""
    if wave.survey.key == OF_THE_WORKSHOP[0]:
        return []  # its reminder is of the workshop's days too
    before = {
        column: at
        for column in ("first_reminder_at", "second_reminder_at")
        if (at := getattr(wave, column)) is not None and at > now
    }
    days = [(at + later).astimezone(zone) for at in before.values()]
    return list(zip(before, _apart(days, calendar, zone), strict=True))


def _opens_later(wave: Wave, calendar: Office, now: datetime, zone: ZoneInfo) -> timedelta:
    begun = wave.state is not WaveState.PLANNED or wave.opens_at <= now
    if begun or wave.survey.key in OF_THE_WORKSHOP:
        return NOT_AT_ALL
    opens = wave.opens_at.astimezone(zone)
    return calendar.after_holiday(opens) - opens


def _apart(days: list[datetime], calendar: Office, zone: ZoneInfo) -> tuple[datetime, ...]:
    if not days:
        return ()
    first = days[0].date()
    return evenings(first, [(at.date() - first).days for at in days], zone, calendar)


def _is_let_go(session: Session, wave: Wave, kind: str, before: datetime, now: datetime) -> bool:
    """False: it was called off, or somebody runs it just now."""
    ended = session.scalar(
        sa.update(ScheduledTask)
        .where(
            ScheduledTask.kind == kind,
            ScheduledTask.subject == str(wave.id),
            ScheduledTask.planned_for == before,
            ScheduledTask.state == TaskState.WAITING,
            ScheduledTask.cancel.is_(False),
            ScheduledTask.token.is_(None),
        )
        .values(state=TaskState.DROPPED, reason=WHY, finished_at=now)
        .returning(ScheduledTask.id)
    )
    return ended is not None
