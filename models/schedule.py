"""A cohort's whole life as steps: waves are opened, reminded of and closed, people are nudged, and
announcements go to them; with what each took, or will take at most."""

from __future__ import annotations

from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.announced import announcements
from models.audience import Audience, reach
from models.consents import NUDGES
from models.ledger import accepted
from models.nudged import nudges
from models.programme import Cohort, CohortMember
from models.steps import Step, outcome_of, why
from models.surveys import Wave
from models.tasks import ScheduledTask
from models.words import InvitationState, WaveState

OPEN, REMIND, CLOSE = "wave_open", "wave_remind", "wave_close"
UNANSWERED = (InvitationState.WAITING, InvitationState.OPENED, InvitationState.HALF_FILLED)


def reachable(session: Session, cohort: Cohort) -> tuple[int, int]:
    """How many stand in the cohort, and how many of them a message reaches now."""
    chosen = sa.select(sa.func.count()).where(CohortMember.cohort_id == cohort.id)
    return session.scalar(chosen) or 0, _reached(session, "cohort", cohort.id)


def steps(session: Session, cohort: Cohort) -> list[Step]:
    """Past and future, in order of time."""
    waves = session.scalars(sa.select(Wave).where(Wave.cohort_id == cohort.id))
    found = [step for wave in waves for step in _of_wave(session, wave)]
    found += [*nudges(session, cohort), *announcements(session, cohort)]
    return sorted(found, key=lambda one: (one.at, one.name, one.kind, one.reason))


def _of_wave(session: Session, wave: Wave) -> Iterable[Step]:
    chosen = sa.select(ScheduledTask).where(
        ScheduledTask.kind.in_((OPEN, REMIND, CLOSE)), ScheduledTask.subject == str(wave.id)
    )
    for task in session.scalars(chosen):
        counted, free = _messages(session, wave, task)
        yield Step(
            at=task.planned_for,
            name=wave.survey.key,
            kind=task.kind,
            round=_round(wave, task),
            outcome=outcome_of(task),
            reason=why(task),
            messages=counted,
            free=free,
        )


def _round(wave: Wave, task: ScheduledTask) -> int:
    """Of a reminder; one that was moved stands before the day to which it was."""
    if task.kind != REMIND:
        return 0
    return 2 if wave.first_reminder_at and task.planned_for > wave.first_reminder_at else 1


def _messages(session: Session, wave: Wave, task: ScheduledTask) -> tuple[int, int]:
    counts = (wave.opens_at, wave.first_reminder_at, wave.second_reminder_at)
    if task.kind == CLOSE or task.planned_for not in counts:  # moved: another task says it
        return 0, 0
    if outcome_of(task) is None:
        return _to_come(session, wave), 0
    told = ("o", "j") if task.kind == OPEN else (str(_round(wave, task)),)
    rounds = [accepted(session, f"wave:{wave.id}:{one}:") for one in told]
    return sum(counted for counted, _ in rounds), sum(free for _, free in rounds)


def _to_come(session: Session, wave: Wave) -> int:
    """Everybody who can be reached; of an open wave those who have not answered yet."""
    if wave.state in (WaveState.CLOSED, WaveState.CANCELLED):
        return 0
    if wave.state is WaveState.OPEN:
        return _reached(session, "wave", *(f"{wave.id}/{state}" for state in UNANSWERED))
    if wave.messages is not None:  # named, for a second officer
        return wave.messages
    return _reached(session, "cohort", wave.cohort_id)


def _reached(session: Session, term: str, *values: str) -> int:
    """As whoever plans or agrees to a wave is told: without those who want no reminders."""
    return reach(session, Audience(((term, values),)), NUDGES).messages
