"""Planned forums as rows: one a village and day, nobody else's, and every change undone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from handlers.planning.service import Plan, change, end, make, plan_of, undo, upcoming
from models.people import Speaking
from models.planned import PlannedForum, held
from models.tasks import ScheduledTask
from models.words import PlanState
from tests.golden.cast import base, report
from tests.support.village import session_at

ZONE = ZoneInfo("Asia/Bangkok")
NOW = datetime.fromisoformat("2026-07-15T10:00:00+07:00")
PLAN = Plan(base.NONSOMMUT, date(2026, 7, 20), time(9, 30), "ศาลากลางบ้าน", "น้ำประปา")
session = session_at(NOW)


@pytest.fixture
def by(session: Session) -> Speaking:
    sender = report.sender(session)
    return Speaking(sender.account_id, sender.person_id)


@pytest.fixture
def planned(session: Session, by: Speaking) -> PlannedForum:
    made = make(session, PLAN, by, NOW, ZONE)
    assert made is not None
    return made


def test_its_planner_is_reminded_the_evening_before_and_asked_the_evening_after(
    session: Session, planned: PlannedForum
) -> None:
    rows = session.scalars(sa.select(ScheduledTask).order_by(ScheduledTask.due_at)).all()
    assert [one.due_at.astimezone(ZONE).isoformat("T", "minutes") for one in rows] == [
        "2026-07-19T17:45+07:00",
        "2026-07-20T19:00+07:00",
    ]
    assert [one.due_at for one in rows] == [planned.eve_at, planned.after_at]


def test_another_day_is_another_reminder_and_the_old_one_counts_no_more(
    session: Session, planned: PlannedForum
) -> None:
    before = planned.eve_at
    change(session, planned, replace(PLAN, held_on=date(2026, 7, 22)), NOW, ZONE)
    assert planned.eve_at not in (None, before)


def test_every_change_is_undone_once(session: Session, planned: PlannedForum) -> None:
    change(session, planned, replace(PLAN, place="วัด"), NOW, ZONE)
    assert undo(session, planned, NOW, ZONE)
    assert plan_of(planned) == PLAN
    assert not undo(session, planned, NOW, ZONE)


def test_a_cancelled_one_asks_nothing_and_comes_back(
    session: Session, planned: PlannedForum
) -> None:
    assert end(session, planned, PlanState.CANCELLED, NOW)
    assert (planned.eve_at, planned.after_at) == (None, None)
    assert undo(session, planned, NOW, ZONE)
    assert (planned.state, planned.eve_at is None) == (PlanState.PLANNED, False)


def test_planned_again_it_is_the_same_one_and_nobody_elses(
    session: Session, planned: PlannedForum, by: Speaking
) -> None:
    assert make(session, replace(PLAN, topic="ไฟทาง"), by, NOW, ZONE) is planned
    assert make(session, PLAN, Speaking("another"), NOW, ZONE) is None
    assert planned.topic == "ไฟทาง"


def test_once_it_is_reported_nobody_asks_how_it_was(
    session: Session, planned: PlannedForum
) -> None:
    held(session, planned.forum_id)
    assert (planned.state, planned.after_at) == (PlanState.HELD, None)


def test_what_is_planned_is_found_by_its_planner_alone_until_its_day_is_past(
    session: Session, planned: PlannedForum, by: Speaking
) -> None:
    sooner = make(session, replace(PLAN, held_on=date(2026, 7, 17)), by, NOW, ZONE)
    assert upcoming(session, by, date(2026, 7, 17)) == [sooner, planned]
    assert upcoming(session, by, date(2026, 7, 18)) == [planned]
    assert upcoming(session, Speaking("another"), date(2026, 7, 17)) == []


def test_what_was_cancelled_is_not_planned_any_more(
    session: Session, planned: PlannedForum, by: Speaking
) -> None:
    end(session, planned, PlanState.CANCELLED, NOW)
    assert upcoming(session, by, NOW.date()) == []
