"""How a forum stands on a day: to come, called off, or open to be told of."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy.orm import Session

from handlers.planning.service import Plan, change, end, make
from handlers.report.service import Filled, submit
from models.people import Speaking
from models.planned import PlannedForum, stands
from models.words import PlanState
from tests.golden.cast import base, report
from tests.support.village import session_at

ZONE = ZoneInfo("Asia/Bangkok")
NOW = datetime.fromisoformat("2026-07-13T10:00:00+07:00")
DAY = date(2026, 7, 13)
PLAN = Plan(base.NONSOMMUT, DAY, topic="น้ำ")
session = session_at(NOW)


@pytest.fixture
def planned(session: Session) -> PlannedForum:
    sender = report.sender(session)
    made = make(session, PLAN, Speaking(sender.account_id, sender.person_id), NOW, ZONE)
    assert made is not None
    return made


def test_it_is_open_from_its_day_on(session: Session, planned: PlannedForum) -> None:
    days = (date(2026, 7, 12), DAY, date(2026, 7, 20))
    assert [stands(session, planned.forum, day) for day in days] == ["to_come", "open", "open"]


def test_put_off_it_is_to_come_until_its_new_day(session: Session, planned: PlannedForum) -> None:
    change(session, planned, replace(PLAN, held_on=date(2026, 7, 20)), NOW, ZONE)
    assert stands(session, planned.forum, DAY) == "to_come"


@pytest.mark.parametrize("state", [PlanState.CANCELLED, PlanState.NOT_HELD])
def test_what_was_called_off_is_not_told_of(
    session: Session, planned: PlannedForum, state: PlanState
) -> None:
    end(session, planned, state, NOW)
    assert stands(session, planned.forum, DAY) == "called_off"


def test_a_report_of_it_says_more_than_its_plan(session: Session, planned: PlannedForum) -> None:
    end(session, planned, PlanState.CANCELLED, NOW)
    filled = Filled(held_on=DAY, village_code=base.NONSOMMUT, total=54, topic="น้ำ")
    submit(session, filled, report.sender(session), NOW, DAY)
    assert stands(session, planned.forum, DAY) == "open"
