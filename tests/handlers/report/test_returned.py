"""A report that an officer sends back: one question at a time, and what its answer leaves."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from handlers.report.known import Sender
from handlers.report.service import is_open
from handlers.report.taken_back import forget
from models.forums import ForumReport, ReportHistory
from models.people import Speaking
from models.questions import ReportQuestion, answer, ask, waiting, waiting_for
from models.staff import Staff
from models.words import ReportState
from tests.golden.cast import base
from tests.handlers.report.conftest import NOW

LATER = NOW + timedelta(days=9)


@pytest.fixture
def asked(session: Session, sent: ForumReport) -> ReportQuestion:
    base.officer(session, NOW)
    staff = session.scalars(sa.select(Staff)).one()
    found = ask(session, sent, staff, "กี่หลังคาเรือน", NOW)
    assert found is not None
    return found


@pytest.fixture
def by(sender: Sender) -> Speaking:
    return Speaking(sender.account_id, sender.person_id)


def test_one_question_at_a_time(session: Session, asked: ReportQuestion) -> None:
    assert ask(session, asked.report, asked.staff, "อีกข้อ", NOW) is None


def test_what_came_back_may_be_changed_for_as_long_as_it_waits(asked: ReportQuestion) -> None:
    assert asked.report.state is ReportState.RETURNED
    assert is_open(asked.report, LATER)


def test_an_answer_sends_it_back_and_says_who_gave_it(
    session: Session, asked: ReportQuestion, by: Speaking
) -> None:
    answer(session, asked, "18 หลัง", None, by, NOW)
    assert (asked.report.state, asked.answered_by) == (ReportState.SUBMITTED, by.person_id)
    assert waiting(session, asked.report_id) is None


def test_it_waits_for_nobody_else(session: Session, asked: ReportQuestion, by: Speaking) -> None:
    assert waiting_for(session, by, NOW) == asked
    assert waiting_for(session, Speaking("another"), NOW) is None


def test_an_unsent_answer_is_forgotten_and_the_question_waits_again(
    session: Session, asked: ReportQuestion, by: Speaking
) -> None:
    answer(session, asked, "18 หลัง", None, by, NOW)
    answer(session, asked, "19 หลัง", None, by, NOW)
    forget(session, asked.report_id, f"answer-{asked.id}")
    told = [row.before or "" for row in session.scalars(sa.select(ReportHistory))]
    assert (asked.answer, waiting(session, asked.report_id)) == (None, asked)
    assert not any("18" in one for one in told)
