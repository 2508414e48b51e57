"""The waves of the demonstration's cohort: a month after the workshop the next one is open."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from handlers.roster.cohorts import all_cohorts
from handlers.surveys import planning, service
from handlers.surveys.service import Loaded
from models.holidays import office


def read_forms() -> dict[str, Loaded]:
    """Before the transaction that plans with them."""
    return {key: service.built_in(key) for key in service.BUILT_IN}


def plan_waves(session: Session, loaded: dict[str, Loaded], now: datetime, zone: ZoneInfo) -> None:
    """As `flask waves plan` does. What should have opened in the month before opens when the worker
    begins: an invitation is on the trainees' phones within a minute."""
    for cohort in all_cohorts(session):
        for times in planning.times_of(cohort, zone, office(session)):
            if times.closes > now:
                version, _ = service.add_version(session, loaded[times.key], now)
                planning.plan_wave(session, cohort, version.survey, times, now)
