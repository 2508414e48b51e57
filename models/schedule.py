"""A cohort's whole life as steps: each wave is opened, reminded of and closed, and what it took."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.ledger import accepted
from models.people import Account, through_one_account
from models.programme import Cohort, CohortMember
from models.surveys import Invitation, Wave
from models.tasks import ScheduledTask
from models.words import InvitationState, TaskState, WaveState

OPEN, REMIND, CLOSE = "wave_open", "wave_remind", "wave_close"
UNANSWERED = (InvitationState.WAITING, InvitationState.OPENED, InvitationState.HALF_FILLED)


@dataclass(frozen=True, slots=True)
class Step:
    """`outcome` None: it is to come. `messages`: how many LINE counted, or will at most; `free`:
    how many rode along on a reply. `round` counts the reminders of a wave."""

    at: datetime
    survey: str
    kind: str
    round: int
    outcome: TaskState | None
    reason: str
    messages: int
    free: int = 0


def reachable(session: Session, cohort: Cohort) -> tuple[int, int]:
    """How many stand in the cohort, and how many of them a message reaches now."""
    chosen = sa.select(CohortMember.person_id).where(CohortMember.cohort_id == cohort.id)
    members = list(session.scalars(chosen))
    return len(members), len(_reached(session, members))


def steps(session: Session, cohort: Cohort) -> list[Step]:
    """Past and future, in order of time."""
    waves = session.scalars(sa.select(Wave).where(Wave.cohort_id == cohort.id))
    found = [step for wave in waves for step in _of_wave(session, wave)]
    return sorted(found, key=lambda one: (one.at, one.survey, one.kind))


def _of_wave(session: Session, wave: Wave) -> Iterable[Step]:
    chosen = sa.select(ScheduledTask).where(
        ScheduledTask.kind.in_((OPEN, REMIND, CLOSE)), ScheduledTask.subject == str(wave.id)
    )
    for task in session.scalars(chosen):
        counted, free = _messages(session, wave, task)
        yield Step(
            at=task.planned_for,
            survey=wave.survey.key,
            kind=task.kind,
            round=_round(wave, task),
            outcome=_outcome(task),
            reason="cancelled" if task.cancel else task.reason,
            messages=counted,
            free=free,
        )


def _outcome(task: ScheduledTask) -> TaskState | None:
    """What is cancelled will be dropped when its time comes."""
    if task.state is TaskState.WAITING:
        return TaskState.DROPPED if task.cancel else None
    return task.state


def _round(wave: Wave, task: ScheduledTask) -> int:
    if task.kind != REMIND:
        return 0
    return 2 if task.planned_for == wave.second_reminder_at else 1


def _messages(session: Session, wave: Wave, task: ScheduledTask) -> tuple[int, int]:
    if task.kind == CLOSE:
        return 0, 0
    if _outcome(task) is None:
        return _to_come(session, wave), 0
    told = ("o", "j") if task.kind == OPEN else (str(_round(wave, task)),)
    rounds = [accepted(session, f"wave:{wave.id}:{one}:") for one in told]
    return sum(counted for counted, _ in rounds), sum(free for _, free in rounds)


def _to_come(session: Session, wave: Wave) -> int:
    """Everybody who can be reached; of an open wave those who have not answered yet."""
    if wave.state in (WaveState.CLOSED, WaveState.CANCELLED):
        return 0
    chosen: sa.Select[str | None] = sa.select(CohortMember.person_id).where(
        CohortMember.cohort_id == wave.cohort_id
    )
    if wave.state is WaveState.OPEN:
        chosen = sa.select(Invitation.person_id).where(
            Invitation.wave_id == wave.id, Invitation.state.in_(UNANSWERED)
        )
    people = [one for one in session.scalars(chosen) if one]
    return len(_reached(session, people))


def _reached(session: Session, people: list[str]) -> set[str]:
    through = {whom.account_id for whom in through_one_account(session, people).values()}
    fine = sa.select(Account.id).where(
        Account.id.in_(through), Account.blocked.is_(False), Account.friend.is_not(False)
    )
    return set(session.scalars(fine))
