"""Surveys that were answered, for officers who want the file."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from tests.support.surveys import answered, somebody, survey, wave


def answered_survey(session: Session, now: datetime) -> None:
    found = survey(session, now)
    first = wave(session, found, now)
    answered(session, found, {"problem": "น้ำ"}, now, of=somebody(session, now), wave=first)


def anonymous_survey(session: Session, now: datetime) -> None:
    """Three answered it, without a name."""
    found = survey(session, now, "C", anonymous=True)
    for _ in range(3):
        answered(session, found, {"problem": "ถนน"}, now)


def unanswered_survey(session: Session, now: datetime) -> None:
    survey(session, now, "T3")
