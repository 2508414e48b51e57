"""When the waves of a cohort open, remind and close: from its first and last day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from base.office import Office
from handlers.surveys.service import BUILT_IN
from models.database import wake
from models.programme import Cohort
from models.surveys import Survey, Wave
from models.tasks import ScheduledTask, plan
from models.words import TaskState, WaveApproval, WaveState

OPEN, REMIND, CLOSE = "wave_open", "wave_remind", "wave_close"
ASK, UNDO = "wave_ask", "wave_undo"  # a second officer; and what was named for one called off
AHEAD = timedelta(days=1)  # so long before it opens a second officer is asked
EVENING = time(17, 45)
LAST_CALL = time(20, 0)
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Times:
    """Of one wave; `reminders` has two at most."""

    key: str
    offset_days: int
    opens: datetime
    closes: datetime
    reminders: tuple[datetime, ...] = ()


def times_of(cohort: Cohort, zone: ZoneInfo, calendar: Office) -> list[Times]:
    """T0 on the first morning, T1 in the last hour, T2 to T4 after 30, 90 and 180 days. The days of
    the workshop are its own; all else that falls on a holiday comes on the next working day."""
    last = cohort.ends_on
    return [
        _baseline(cohort.starts_on, last, zone),
        _parting(last, zone, calendar),
        _later("T2", last + 30 * DAY, 30, zone, calendar, (4, 9), 14),
        _later("T3", last + 90 * DAY, 90, zone, calendar, (4, 9), 14),
        _later("T4", last + 180 * DAY, 180, zone, calendar, (5, 12), 21),
    ]


def _baseline(first: date, last: date, zone: ZoneInfo) -> Times:
    """Who has been asked today is not reminded today, and on the last day it is T1's turn: there is
    a reminder only where a day lies between."""
    opens, second = datetime.combine(first, time(8), zone), first + DAY
    reminders = (datetime.combine(second, time(12, 15), zone),) if second < last else ()
    closes = datetime.combine(last, time(15), zone)
    return Times("T0", (first - last).days, opens, closes, reminders)


def _parting(last: date, zone: ZoneInfo, calendar: Office) -> Times:
    """Three messages a week are the most, and T0 was one: the second reminder waits so long."""
    opens, reminders = (
        datetime.combine(last, time(15), zone),
        evenings(last, (1, 6), zone, calendar),
    )
    closes = datetime.combine(reminders[-1].date() + 2 * DAY, LAST_CALL, zone)
    return Times("T1", 0, opens, closes, reminders)


def _later(
    key: str,
    first: date,
    offset: int,
    zone: ZoneInfo,
    calendar: Office,
    remind: Sequence[int],
    lasts: int,
) -> Times:
    """Where it opens later for a holiday, it reminds and closes so much later too."""
    opens = evening(first, zone, calendar)
    reminders = evenings(opens.date(), remind, zone, calendar)
    closes = datetime.combine(opens.date() + lasts * DAY, LAST_CALL, zone)
    return Times(key, offset, opens, answerable(closes, reminders, zone), reminders)


def answerable(closes: datetime, reminders: Sequence[datetime], zone: ZoneInfo) -> datetime:
    """Whoever is reminded has the next day to answer, also where holidays moved the reminder."""
    if not reminders:
        return closes
    return max(closes, datetime.combine(max(reminders).date() + DAY, LAST_CALL, zone))


def evening(day: date, zone: ZoneInfo, calendar: Office) -> datetime:
    """17:45 of that day; of a holiday's next working day."""
    return calendar.after_holiday(datetime.combine(day, EVENING, zone))


def evenings(
    opened: date, after: Sequence[int], zone: ZoneInfo, calendar: Office
) -> tuple[datetime, ...]:
    """So many days after the wave has opened; never two on one day, and each after the other."""
    found: list[datetime] = []
    for days in after:
        at = evening(opened + days * DAY, zone, calendar)
        while found and at <= found[-1]:
            at = evening(at.date() + DAY, zone, calendar)
        found.append(at)
    return tuple(found)


def wave_of(session: Session, cohort: Cohort, survey: Survey, offset: int) -> Wave | None:
    """The wave that opens so many days after the cohort's last one; of a survey that is built in
    the only one, also where the cohort's days were corrected since."""
    chosen = sa.select(Wave).where(Wave.cohort_id == cohort.id, Wave.survey_id == survey.id)
    if survey.key not in BUILT_IN:
        chosen = chosen.where(Wave.offset_days == offset)
    return session.scalars(chosen.order_by(Wave.id)).first()


def plan_wave(
    session: Session,
    cohort: Cohort,
    survey: Survey,
    times: Times,
    now: datetime,
    planned_by: str | None = None,
) -> Wave:
    """The wave with its tasks; `planned_by` is the officer's id, None an operator. One that is
    planned already, is open or is closed stays as it is; one that was cancelled before anybody was
    asked is planned anew."""
    wave = wave_of(session, cohort, survey, times.offset_days)
    if wave is not None and wave.state is not WaveState.CANCELLED:
        return wave
    wave = wave or Wave(cohort_id=cohort.id, survey_id=survey.id, created_at=now)
    wave.state, wave.offset_days = WaveState.PLANNED, times.offset_days
    wave.opens_at, wave.closes_at = times.opens, times.closes
    wave.first_reminder_at, wave.second_reminder_at = (*times.reminders, None, None)[:2]
    wave.planned_by = planned_by
    wave.approval = wave.messages = wave.second_id = wave.decided_at = wave.stopped_at = None
    session.add(wave)
    session.flush()
    _plan_tasks(session, wave, now)
    return wave


def _plan_tasks(session: Session, wave: Wave, now: datetime) -> None:
    subject = str(wave.id)
    ahead = max(now, wave.opens_at - AHEAD)
    if ahead < wave.opens_at:  # of one that opens at once its opening asks
        plan_again(session, ASK, subject, ahead, now)
    plan_again(session, OPEN, subject, wave.opens_at, now)
    for at in (wave.first_reminder_at, wave.second_reminder_at):
        if at is not None and at > now:  # where a wave opens late
            plan_again(session, REMIND, subject, at, now)
    plan_again(session, CLOSE, subject, wave.closes_at, now)
    wake(session)


def plan_again(session: Session, kind: str, subject: str, at: datetime, now: datetime) -> None:
    """Planned, also where the same was cancelled before."""
    if plan(session, kind, subject, at, now):
        return
    dropped = sa.and_(ScheduledTask.kind == kind, ScheduledTask.subject == subject)
    session.execute(
        sa.update(ScheduledTask)
        .where(dropped, ScheduledTask.planned_for == at)
        .values(
            cancel=False,
            state=TaskState.WAITING,
            due_at=at,
            finished_at=None,
            cursor=None,
            reason="",
        )
    )


def open_now(session: Session, wave: Wave, now: datetime) -> bool:
    """Before its time, or once a second officer has agreed. False: it is not planned, or would be
    over already."""
    if wave.state is not WaveState.PLANNED or wave.closes_at <= now:
        return False
    _cancel(session, wave, (OPEN,))
    wave.opens_at = now
    if wave.approval not in (WaveApproval.NAMING, WaveApproval.ASKED):
        plan(session, OPEN, str(wave.id), now, now)
    wake(session)
    return True


def close_now(session: Session, wave: Wave, now: datetime) -> bool:
    """False: it is not open."""
    if wave.state is not WaveState.OPEN:
        return False
    _cancel(session, wave, (REMIND, CLOSE))
    wave.closes_at = now
    plan(session, CLOSE, str(wave.id), now, now)
    wake(session)
    return True


def cancel(session: Session, wave: Wave) -> bool:
    """Nobody was asked yet, and nobody will be. False: it has begun."""
    if wave.state is not WaveState.PLANNED:
        return False
    wave.state = WaveState.CANCELLED
    _cancel(session, wave, (ASK, OPEN, REMIND, CLOSE))
    return True


def _cancel(session: Session, wave: Wave, kinds: Sequence[str]) -> None:
    session.execute(
        sa.update(ScheduledTask)
        .where(
            ScheduledTask.kind.in_(kinds),
            ScheduledTask.subject == str(wave.id),
            ScheduledTask.state == TaskState.WAITING,
        )
        .values(cancel=True)
    )
