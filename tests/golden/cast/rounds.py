"""Cohorts that officers ask: of one person, of more than one officer may ask alone, elsewhere."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from handlers.surveys.planning import Times, plan_wave
from handlers.surveys.service import add_version, built_in
from models.people import Membership
from models.places import Village
from models.programme import Cohort
from tests.golden.cast.waves import ZONE, joins, their_waves
from tests.handlers.surveys.cohort import fill

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


def trainee_elsewhere(session: Session, now: datetime) -> None:
    """คุณสายฝน and her waves; she lives in another district."""
    joins(session, "trainee_elsewhere", now)
    their_waves(session, now)
    there = {"subdistrict_code": "321006", "moo": 91, "name_th": "ไกลสมมุติ", "name_en": "Far"}
    session.add(Village(code="32100691", **there))
    session.flush()
    session.execute(sa.update(Membership).values(village_code="32100691"))
    session.flush()
