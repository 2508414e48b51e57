"""Answers about a forum, to its own QR: how many there are, as far as somebody may know."""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.forums import Forum
from models.surveys import ForumCode, Response, SurveyVersion

STEP = 5


def answers_of(session: Session, forum_id: str) -> int | None:
    """The number in steps of five: 0 is fewer than five, 5 is five to nine. None: the forum has no
    QR, so nobody was asked.

    Counted one by one it would tell who answered: whoever lends the phone could look before and
    after. What was answered is never told here.
    """
    has_code = sa.select(ForumCode.code).where(ForumCode.forum_id == forum_id)
    if session.scalar(has_code) is None:
        return None
    counted = sa.select(sa.func.count()).where(Response.forum_id == forum_id)
    return (session.scalar(counted) or 0) // STEP * STEP


def has_forums(session: Session, survey_id: str) -> bool:
    """Whether any answer to the survey is about a forum."""
    found = _about_forums(survey_id).with_only_columns(Response.id).limit(1)
    return session.scalar(found) is not None


def daily(session: Session, survey_id: str, before: date) -> dict[tuple[date, Forum], int]:
    """How many answered about each forum on each day that is over."""
    counted = (
        _about_forums(survey_id)
        .with_only_columns(Response.submitted_on, Response.forum_id, sa.func.count())
        .where(Response.submitted_on < before)
        .group_by(Response.submitted_on, Response.forum_id)
    )
    rows = session.execute(counted).all()
    forums = {one.id: one for one in session.scalars(_forums(survey_id))}
    return {(day, forums[forum_id]): many for day, forum_id, many in rows if forum_id}


def _about_forums(survey_id: str) -> sa.Select[Response]:
    return (
        sa.select(Response)
        .join(SurveyVersion, SurveyVersion.id == Response.version_id)
        .where(SurveyVersion.survey_id == survey_id, Response.forum_id.is_not(None))
    )


def _forums(survey_id: str) -> sa.Select[Forum]:
    asked = _about_forums(survey_id).with_only_columns(Response.forum_id)
    return sa.select(Forum).where(Forum.id.in_(asked))
