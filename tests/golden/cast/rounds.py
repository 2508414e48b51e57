"""Cohorts that officers ask: of one person, of more than one officer may ask alone, elsewhere."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from handlers.surveys.planning import OPEN, Times, plan_wave
from handlers.surveys.service import add_version, built_in, read
from handlers.surveys.splitting import store_named
from models.late import ask_late
from models.people import Membership
from models.places import Village
from models.programme import Cohort, CohortMember
from models.surveys import Invitation, Wave
from models.tasks import ScheduledTask
from models.waves import version_in_use
from models.words import InvitationState, TaskState, WaveState
from tests.golden.cast.waves import ZONE, joins, their_waves
from tests.handlers.surveys.cohort import fill
from tests.support.reported import reported

ENDED = date(2026, 6, 15)
MANY = 101


def cohort_alone(session: Session, now: datetime) -> None:
    """คุณสายฝน, of a cohort for which nothing is planned."""
    joins(session, "cohort_alone", now)


def large_cohort(session: Session, now: datetime) -> None:
    """A hundred with phones that nobody looks at, and คุณสายฝน."""
    joins(session, "large_cohort", now)
    fill(session, session.scalars(sa.select(Cohort)).one(), MANY - 1, now)


def large_wave(session: Session, _now: datetime) -> None:
    """An operator planned T2 for the evening of 16 July."""
    cohort = session.scalars(sa.select(Cohort)).one()
    now = datetime(2026, 7, 14, 9, tzinfo=ZONE)
    version, _ = add_version(session, built_in("T2"), now)
    opens = datetime(2026, 7, 16, 17, 45, tzinfo=ZONE)
    reminders = (opens + timedelta(days=4), opens + timedelta(days=9))
    closes = datetime(2026, 7, 30, 20, tzinfo=ZONE)
    plan_wave(session, cohort, version.survey, Times("T2", 31, opens, closes, reminders), now)


# What the eleven beside คุณสายฝน answered to T2: forums held, ways, what was hard, how sure.
SAID = (
    ("0", "cards", "time", "4"),
    ("0", "cards", "time", "4"),
    ("0", "cards map", "time", "4"),
    ("0", "cards", "time", "4"),
    ("0", "cards", "time", "4"),
    ("0", "map", "few", "5"),
    ("1", "map", "few", "5"),
    ("1", "cards", "money", "5"),
    ("1", "cards", "time", "5"),
    ("1", "cards", "time", "5"),
    ("1", "none", "time", "3"),
)


def eleven_answered(session: Session, now: datetime) -> None:
    """T2 is open; all of the cohort but คุณสายฝน have answered, and six of them have reported."""
    wave = _open_wave(session, now)
    for number, (held, ways, obstacle, confidence) in enumerate(SAID):
        told = {"forums_seen": "0", "forums_held": held, "ways": ways.split()}
        _answers(session, wave, number, told | {"obstacle": obstacle, "confidence": confidence})
    for number in range(6):
        reported(session, f"p1-{number}", date(2026, 7, 16), now)


def six_versions(session: Session, now: datetime) -> None:
    """T2 has been written anew six times."""
    loaded = built_in("T2")
    for number in range(1, 7):
        add_version(session, read("T2", loaded.source + b"\n" * number), now)


def three_come_late(session: Session, now: datetime) -> None:
    """A hundred have come since the wave opened, and three more come now."""
    wave = session.scalars(sa.select(Wave)).one()
    wave.joined = 100
    opened = ScheduledTask.kind == OPEN
    session.execute(sa.update(ScheduledTask).where(opened).values(state=TaskState.RAN))
    fill(session, wave.cohort, 3, now, begin=50)
    ask_late(session, [f"p1-{number}" for number in range(50, 53)], now)


def _open_wave(session: Session, now: datetime) -> Wave:
    cohort = joins(session, "eleven_answered", now)
    fill(session, cohort, len(SAID), now)
    version, _ = add_version(session, built_in("T2"), now)
    opens = now - timedelta(days=1)
    reminders = (opens + timedelta(days=4), opens + timedelta(days=9))
    times = Times("T2", 30, opens, opens + timedelta(days=14), reminders)
    wave = plan_wave(session, cohort, version.survey, times, now)
    wave.state = WaveState.OPEN
    everybody = sa.select(CohortMember.person_id).where(CohortMember.cohort_id == cohort.id)
    asked = [{"wave_id": wave.id, "person_id": one} for one in session.scalars(everybody)]
    waits = {"state": InvitationState.WAITING}
    session.execute(sa.insert(Invitation), [one | waits for one in asked])
    return wave


def _answers(session: Session, wave: Wave, number: int, told: dict[str, Any]) -> None:
    chosen = sa.select(Invitation).where(Invitation.person_id == f"p1-{number}")
    invitation = session.scalars(chosen).one()
    invitation.state = InvitationState.ANSWERED
    version, at = version_in_use(session, wave.survey_id), wave.opens_at
    store_named(session, invitation, version, told, at, at.date())


def trainee_elsewhere(session: Session, now: datetime) -> None:
    """คุณสายฝน and her waves; she lives in another district."""
    joins(session, "trainee_elsewhere", now)
    their_waves(session, now)
    there = {"subdistrict_code": "321006", "moo": 91, "name_th": "ไกลสมมุติ", "name_en": "Far"}
    session.add(Village(code="32100691", **there))
    session.flush()
    session.execute(sa.update(Membership).values(village_code="32100691"))
    session.flush()
