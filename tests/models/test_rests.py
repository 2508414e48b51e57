"""Which forums keep a village from being asked why it has none, on both engines."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from handlers.planning.service import Plan, end, make
from handlers.report.service import Filled, submit
from models.forums import ForumReport
from models.people import Speaking
from models.planned import PlannedForum, held
from models.rests import Quarter, has_forum, silent_villages
from models.words import PlanState, ReportState
from tests.golden.cast import base, report
from tests.support.village import session_at

ZONE = ZoneInfo("Asia/Bangkok")
NOW = datetime.fromisoformat("2026-07-13T10:00:00+07:00")
DAY = date(2026, 7, 13)
QUARTER = Quarter.of(DAY)
session = session_at(NOW)


def _plan(session: Session) -> PlannedForum:
    sender = report.sender(session)
    by = Speaking(sender.account_id, sender.person_id)
    made = make(session, Plan(base.NONSOMMUT, DAY, topic="น้ำ"), by, NOW, ZONE)
    assert made is not None
    return made


def _report(session: Session) -> ForumReport:
    filled = Filled(held_on=DAY, village_code=base.NONSOMMUT, total=54, topic="น้ำ")
    submit(session, filled, report.sender(session), NOW, DAY)
    session.flush()
    newest = sa.select(ForumReport).order_by(ForumReport.number.desc()).limit(1)
    return session.scalars(newest).one()


def _has_one(session: Session) -> bool:
    """Asked of one village, and of all: both say the same."""
    session.flush()
    has = has_forum(session, base.NONSOMMUT, QUARTER)
    assert (base.NONSOMMUT in silent_villages(session, QUARTER, "", 20)) is not has
    return has


def test_one_that_is_planned_counts(session: Session) -> None:
    assert not _has_one(session)
    _plan(session)
    assert _has_one(session)


@pytest.mark.parametrize("state", [PlanState.CANCELLED, PlanState.NOT_HELD])
def test_one_that_was_called_off_does_not(session: Session, state: PlanState) -> None:
    end(session, _plan(session), state, NOW)
    assert not _has_one(session)


def test_a_report_says_more_than_its_plan(session: Session) -> None:
    planned = _plan(session)
    _report(session)
    planned.state = PlanState.NOT_HELD
    assert _has_one(session)


def test_one_whose_report_was_taken_back_does_not_count(session: Session) -> None:
    _report(session).state = ReportState.WITHDRAWN
    assert not _has_one(session)


def test_nor_does_its_plan_that_was_reported(session: Session) -> None:
    planned = _plan(session)
    _report(session).state = ReportState.WITHDRAWN
    held(session, planned.forum_id)
    assert (planned.state, _has_one(session)) == (PlanState.HELD, False)


def test_of_two_reports_the_one_that_stands_is_enough(session: Session) -> None:
    _report(session)
    _report(session).state = ReportState.WITHDRAWN
    assert _has_one(session)
