"""A report that turns out to be of another day, village or meeting: no empty forum stays behind."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from base.thai.format import fiscal_year_be
from models.forums import Forum, ForumReport, forum_of, known_forum
from models.planned import PlannedForum
from models.surveys import ForumCode, Response
from models.words import PlanState


def move_to_day(
    session: Session, report: ForumReport, village_code: str | None, held_on: date, now: datetime
) -> None:
    """The report is of that village and day. Its forum goes along if nobody else told or planned
    anything of it, with its code and what people answered; else the report goes alone."""
    there = known_forum(session, village_code, held_on)
    if there is None and _is_alone(session, report):
        forum = report.forum
        forum.village_code, forum.held_on = village_code, held_on
        forum.fiscal_year_be = fiscal_year_be(held_on)
        session.flush()
        return
    move_to(session, report, there or forum_of(session, village_code, held_on, now))


def move_to(session: Session, report: ForumReport, forum: Forum) -> None:
    """The report is of `forum`; the one that nothing is left of goes."""
    old = report.forum
    report.forum_id = forum.id
    session.flush()
    session.expire(report, ["forum"])
    if old.id != forum.id and not _others(session, old.id, report.id) and not _plan(session, old):
        _hand_over(session, old.id, forum.id)
        session.delete(old)
        session.flush()


def _is_alone(session: Session, report: ForumReport) -> bool:
    """A plan that this report says was held is of the day on which it was."""
    planned = _plan(session, report.forum)
    held = planned is None or planned.state is PlanState.HELD
    return held and not _others(session, report.forum_id, report.id)


def _others(session: Session, forum_id: str, report_id: str) -> bool:
    """Withdrawn ones too: their rows stand there."""
    others = sa.select(ForumReport.id).where(
        ForumReport.forum_id == forum_id, ForumReport.id != report_id
    )
    return session.scalar(others.limit(1)) is not None


def _plan(session: Session, forum: Forum) -> PlannedForum | None:
    return session.get(PlannedForum, forum.id)


def _hand_over(session: Session, old: str, new: str) -> None:
    """What people answered about it; its code, unless the other forum has one."""
    session.execute(sa.update(Response).where(Response.forum_id == old).values(forum_id=new))
    taken = session.scalar(sa.select(ForumCode.code).where(ForumCode.forum_id == new))
    of_it = ForumCode.forum_id == old
    if taken is None:
        session.execute(sa.update(ForumCode).where(of_it).values(forum_id=new))
    else:
        session.execute(sa.delete(ForumCode).where(of_it))
