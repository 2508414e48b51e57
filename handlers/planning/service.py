"""Planned forums as rows: made, changed, cancelled, undone. No chat in here."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from base.thai.format import fiscal_year_be
from models.forums import Forum, forum_of
from models.people import Speaking, memberships_of, people_of
from models.planned import Foretold, PlannedForum, plan_tasks, put_back, remember
from models.words import PlanState


@dataclass(frozen=True)
class Plan:
    """A filled form."""

    village_code: str | None
    held_on: date
    starts: time | None = None
    place: str | None = None
    topic: str | None = None


def make(
    session: Session, plan: Plan, by: Speaking, now: datetime, zone: ZoneInfo
) -> PlannedForum | None:
    """One forum a village and day: planned again, it is changed. None where it is another's."""
    known = _known(session, plan)
    if known is not None and known.state in (PlanState.PLANNED, PlanState.HELD):
        if not by.owns(known.account_id, known.planned_by) or known.state is PlanState.HELD:
            return None
        change(session, known, plan, now, zone)
        return known
    planned = known or _planned_anew(session, plan, now)
    planned.account_id, planned.planned_by = by.account_id, by.person_id
    planned.state, planned.before_json = PlanState.PLANNED, None
    _write(planned, plan, now)
    session.add(planned)
    session.flush()
    plan_tasks(session, planned, now, zone)
    return planned


def change(
    session: Session, planned: PlannedForum, plan: Plan, now: datetime, zone: ZoneInfo
) -> bool:
    """False when it says the same as before."""
    if plan == plan_of(planned) and planned.state is PlanState.PLANNED:
        return False
    remember(planned)
    planned.state = PlanState.PLANNED
    planned.forum.held_on, planned.forum.village_code = plan.held_on, plan.village_code
    planned.forum.fiscal_year_be = fiscal_year_be(plan.held_on)
    _write(planned, plan, now)
    plan_tasks(session, planned, now, zone)
    session.flush()
    return True


def foretold(
    session: Session,
    told: Foretold,
    before: date | None,
    by: Speaking,
    now: datetime,
    zone: ZoneInfo,
) -> PlannedForum | None:
    """Planned with its day alone, or moved there from the day `before`. What is planned for that
    day already stays as it is; None where it is another's."""
    there = _known(session, Plan(told.village_code, told.held_on))
    if there is not None and there.state is PlanState.PLANNED:
        return there if by.owns(there.account_id, there.planned_by) else None
    old = _known(session, Plan(told.village_code, before)) if before else None
    mine = old is not None and by.owns(old.account_id, old.planned_by)
    if there is None and old is not None and mine and old.state is PlanState.PLANNED:
        change(session, old, replace(plan_of(old), held_on=told.held_on), now, zone)
        return old
    return make(session, Plan(told.village_code, told.held_on), by, now, zone)


def end(session: Session, planned: PlannedForum, state: PlanState, now: datetime) -> bool:
    """Cancelled, or not held; False when it had ended."""
    if planned.state is not PlanState.PLANNED:
        return False
    remember(planned)
    planned.state, planned.changed_at = state, now
    planned.eve_at = planned.after_at = None
    session.flush()
    return True


def undo(session: Session, planned: PlannedForum, now: datetime, zone: ZoneInfo) -> bool:
    """What the last change or cancelling did; False when there is nothing to undo."""
    if planned.state is PlanState.HELD or not put_back(planned):
        return False
    planned.forum.fiscal_year_be = fiscal_year_be(planned.forum.held_on)
    planned.changed_at = now
    if planned.state is PlanState.PLANNED:
        plan_tasks(session, planned, now, zone)
    session.flush()
    return True


def plan_of(planned: PlannedForum) -> Plan:
    forum = planned.forum
    return Plan(forum.village_code, forum.held_on, planned.starts, planned.place, planned.topic)


def own(session: Session, forum_id: str, by: Speaking) -> PlannedForum | None:
    """If whoever speaks planned it, from this phone or another."""
    planned = session.get(PlannedForum, forum_id) if forum_id else None
    if planned is None or not by.owns(planned.account_id, planned.planned_by):
        return None
    return planned


def upcoming(session: Session, by: Speaking, today: date) -> list[PlannedForum]:
    """What they planned and has not ended, from today on, the next one first."""
    mine = [PlannedForum.account_id == by.account_id]
    mine += [PlannedForum.planned_by == by.person_id] if by.person_id else []
    rows = session.scalars(
        sa.select(PlannedForum)
        .join(Forum, Forum.id == PlannedForum.forum_id)
        .where(PlannedForum.state == PlanState.PLANNED, Forum.held_on >= today, sa.or_(*mine))
        .order_by(Forum.held_on, PlannedForum.starts, PlannedForum.forum_id)
    )
    return [one for one in rows if by.owns(one.account_id, one.planned_by)]


def villages_of(session: Session, by: Speaking) -> list[str]:
    held = memberships_of(session, by.person_id) if by.person_id else []
    return sorted({one.village_code for one in held if one.village_code})


def is_of_a_village(session: Session, account_id: str) -> bool:
    """Whether anybody who speaks through the account is."""
    people = people_of(session, account_id)
    held = [one for who in people for one in memberships_of(session, who.id)]
    return any(one.village_code for one in held)


def _write(planned: PlannedForum, plan: Plan, now: datetime) -> None:
    planned.starts, planned.place, planned.topic = plan.starts, plan.place, plan.topic
    planned.changed_at = now


def _planned_anew(session: Session, plan: Plan, now: datetime) -> PlannedForum:
    forum = forum_of(session, plan.village_code, plan.held_on, now)
    return PlannedForum(forum_id=forum.id, created_at=now)


def _known(session: Session, plan: Plan) -> PlannedForum | None:
    return session.scalar(
        sa.select(PlannedForum)
        .join(Forum, Forum.id == PlannedForum.forum_id)
        .where(Forum.village_code == plan.village_code, Forum.held_on == plan.held_on)
        .limit(1)
    )
