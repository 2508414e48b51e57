"""A report is approved once, and only as it stands."""

from __future__ import annotations

import json

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.approving import APPROVED, UNDONE, approve, changed_since, take_approval_back
from models.forums import ForumReport, ReportHistory
from models.questions import ask
from models.staff import Staff
from models.words import ReportState
from tests.golden.cast import base
from tests.handlers.report.conftest import NOW, photo, sender, sent, session

__all__ = ["photo", "sender", "sent", "session"]


@pytest.fixture
def officer(session: Session) -> Staff:
    base.officer(session, NOW)
    return session.scalars(sa.select(Staff)).one()


def test_who_approved_it_and_when_stands_with_it(
    session: Session, sent: ForumReport, officer: Staff
) -> None:
    assert approve(session, sent, officer, NOW)
    assert (sent.state, sent.reviewed_by) == (ReportState.APPROVED, officer.id)
    assert sent.approved_at == NOW


def test_approved_twice_it_is_approved_once(
    session: Session, sent: ForumReport, officer: Staff
) -> None:
    assert [approve(session, sent, officer, NOW) for _ in range(2)] == [True, False]


def test_what_waits_for_an_answer_is_not_approved(
    session: Session, sent: ForumReport, officer: Staff
) -> None:
    ask(session, sent, officer, "กี่หลัง", NOW)
    assert not approve(session, sent, officer, NOW)


def test_what_is_approved_is_not_sent_back(
    session: Session, sent: ForumReport, officer: Staff
) -> None:
    approve(session, sent, officer, NOW)
    assert ask(session, sent, officer, "กี่หลัง", NOW) is None


def test_taken_back_or_changed_it_is_as_if_never_approved(
    session: Session, sent: ForumReport, officer: Staff
) -> None:
    approve(session, sent, officer, NOW)
    take_approval_back(session, sent, officer, NOW)
    approve(session, sent, officer, NOW)
    changed_since(sent)
    assert (sent.state, sent.reviewed_by, sent.approved_at) == (ReportState.SUBMITTED, None, None)


def test_its_history_tells_who(session: Session, sent: ForumReport, officer: Staff) -> None:
    approve(session, sent, officer, NOW)
    take_approval_back(session, sent, officer, NOW)
    rows = session.scalars(sa.select(ReportHistory).order_by(ReportHistory.id)).all()
    by = [(row.what, json.loads(row.after or "{}").get("staff")) for row in rows]
    assert by == [(APPROVED, officer.id), (UNDONE, officer.id)]
