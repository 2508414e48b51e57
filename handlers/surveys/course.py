"""T0 to T4 of a cohort as one: what is still to come of it, what that costs, planned and undone.

What chat and command line both do.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from base.ids import row_number
from handlers.surveys import approving, own, service
from handlers.surveys.planning import Times, plan_wave, times_of
from handlers.surveys.seeing import their_cohorts
from handlers.surveys.service import Loaded
from models.audience import Reach, reach
from models.consents import NUDGES
from models.holidays import office
from models.programme import Cohort
from models.staff import Staff, note
from models.surveys import Survey, Wave
from models.words import WaveState

STEPS = ("T0", "T1", "T2", "T3", "T4")


@dataclass(frozen=True, slots=True)
class Step:
    """`cost` is of what is still to come of it: no moments where it would be over already.
    `stands`: it is planned, open or over, and stays as it is."""

    times: Times
    cost: own.Cost
    stands: bool

    @property
    def is_new(self) -> bool:
        return bool(self.cost.moments) and not self.stands


@dataclass(frozen=True, slots=True)
class Undone:
    """`begun`: one of them has, so nothing was changed."""

    waves: int = 0
    begun: bool = False


def steps(session: Session, cohort: Cohort, now: datetime, zone: ZoneInfo) -> list[Step]:
    """An invitation late, and no reminder whose day has passed."""
    found = reach(session, own.of_cohort(cohort.id), NUDGES)
    stands = standing(session, cohort.id)
    return [
        Step(times, _cost(found, times, now), times.key in stands)
        for times in times_of(cohort, zone, office(session))
    ]


def _cost(found: Reach, times: Times, now: datetime) -> own.Cost:
    left = tuple(at for at in times.reminders if at > now)
    return own.Cost(found, () if times.closes <= now else (times.opens, *left))


def standing(session: Session, cohort_id: str) -> dict[str, Wave]:
    """What of it is planned, open or over, by key."""
    chosen = (
        sa.select(Survey.key, Wave)
        .join(Wave, Wave.survey_id == Survey.id)
        .where(
            Wave.cohort_id == cohort_id,
            Wave.state != WaveState.CANCELLED,
            Survey.key.in_(STEPS),
        )
    )
    return {key: wave for key, wave in session.execute(chosen)}  # noqa: C416


def may_follow(session: Session, staff: Staff, now: datetime, zone: ZoneInfo) -> list[Cohort]:
    """Cohorts of theirs of which something is still to come that nobody has planned."""
    calendar = office(session)
    return [
        cohort
        for cohort in their_cohorts(session, staff)
        if {one.key for one in times_of(cohort, zone, calendar) if one.closes > now}
        - standing(session, cohort.id).keys()
    ]


def forms_of(found: Sequence[Step]) -> Mapping[str, Loaded]:
    """The forms of what is new, by key; read from the tree, so never inside a transaction."""
    return {one.times.key: service.built_in(one.times.key) for one in found if one.is_new}


def plan(
    session: Session,
    cohort: Cohort,
    found: Sequence[Step],
    loaded: Mapping[str, Loaded],
    now: datetime,
    by: str | None = None,
) -> dict[str, Wave]:
    """What of it is new, by key; `by` is the officer's id, None an operator."""
    stands = standing(session, cohort.id)
    made = {}
    for times in (one.times for one in found if one.is_new and one.times.key not in stands):
        version, _ = service.add_version(session, loaded[times.key], now)
        made[times.key] = plan_wave(session, cohort, version.survey, times, now, by)
    if made:
        note(session, now, by, "waves.plan", cohort.id, " ".join(made))
    return made


def undo(
    session: Session, staff: Staff, cohort: Cohort, numbers: Sequence[str], now: datetime
) -> Undone:
    """All of these waves of the cohort, as long as none of them has begun."""
    ids = [found for one in numbers if (found := row_number(one)) is not None]
    chosen = sa.select(Wave).where(Wave.id.in_(ids), Wave.cohort_id == cohort.id)
    waves = list(session.scalars(chosen.order_by(Wave.id).with_for_update()))
    if any(one.state not in (WaveState.PLANNED, WaveState.CANCELLED) for one in waves):
        return Undone(begun=True)
    gone = [one for one in waves if approving.call_off(session, one, now)]
    for one in gone:
        note(session, now, staff.id, "waves.cancel", str(one.id))
    return Undone(len(gone))
