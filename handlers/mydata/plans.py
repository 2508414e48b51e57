"""Forums that somebody planned: told, and emptied when their data goes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from base.thai.format import Lang, clock, long_date
from bot.inbox.turn import Turn
from models.planned import PlannedForum
from models.words import PlanState


def forget_plans(session: Session, account_id: str | None, people: Sequence[str]) -> None:
    """Day and village stay with what is reported of it; what is still to come is cancelled."""
    theirs: sa.ColumnElement[bool] = PlannedForum.planned_by.in_(people)
    if account_id is not None:
        theirs = sa.or_(theirs, PlannedForum.account_id == account_id)
    for one in session.scalars(sa.select(PlannedForum).where(theirs)):
        one.account_id = one.planned_by = one.before_json = one.place = one.topic = None
        one.eve_at = one.after_at = None
        if one.state is PlanState.PLANNED:
            one.state = PlanState.CANCELLED
    session.flush()


def told(turn: Turn) -> Iterator[str]:
    """A line each, for the copy of one's data."""
    by, lang = turn.speaking, turn.language
    language: Lang = "en" if lang == "en" else "th"
    mine: sa.ColumnElement[bool] = PlannedForum.account_id == by.account_id
    if by.person_id:
        mine = sa.or_(mine, PlannedForum.planned_by == by.person_id)
    rows = turn.session.scalars(
        sa.select(PlannedForum).where(mine).order_by(PlannedForum.created_at)
    )
    for one in rows:
        if by.owns(one.account_id, one.planned_by):
            when = clock(one.starts, language) if one.starts else ""
            day = long_date(one.forum.held_on, language)
            words = " ".join(filter(None, (day, when, one.place, one.topic)))
            yield turn.say("mydata.export_plan", words=words)
