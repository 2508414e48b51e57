"""What is taken back leaves the report, and its history."""

from __future__ import annotations

from dataclasses import replace

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from handlers.report import service
from handlers.report.known import Sender
from handlers.report.taken_back import UNSENT, forget, notes
from models.files import File
from models.forums import ForumReport, Issue, ReportHistory
from models.people import Speaking
from models.words import ReportState
from tests.handlers.report.conftest import NOW, TODAY, filled


@pytest.mark.parametrize(
    ("field", "topic", "issue"),
    [
        ("topic", None, "น้ำประปาไม่ไหล"),
        ("top", "น้ำประปา ไฟทาง", None),
        ("told", None, None),
    ],
)
def test_unsent_words_leave_the_report_with_number_state_and_note(
    session: Session, sent: ForumReport, field: str, topic: str | None, issue: str | None
) -> None:
    forget(session, sent.id, field)
    assert (sent.topic, session.scalars(sa.select(Issue.text)).one()) == (topic, issue)
    assert (sent.number, sent.state) == ("ว 69/001", ReportState.SUBMITTED)
    assert notes(session, sent) == [UNSENT]


def test_an_unsent_topic_leaves_no_issue_made_of_it(session: Session, sender: Sender) -> None:
    report = service.submit(session, replace(filled(), top=None), sender, NOW, TODAY)
    forget(session, report.id, "topic")
    assert session.scalars(sa.select(Issue.text)).one() is None


def test_an_unsent_photo_is_no_picture_of_the_report(
    session: Session, sent: ForumReport, photo: File
) -> None:
    forget(session, sent.id, f"photo-{photo.id}")
    assert service.pictures(session, sent) == []
    assert photo.id not in (sent.answers_json or "")


def test_history_is_emptied_of_unsent_words_too(
    session: Session, sent: ForumReport, sender: Sender
) -> None:
    now = replace(service.filled_of(sent), women=35, total=55)
    service.correct(session, sent, now, Speaking(sender.account_id), NOW)
    forget(session, sent.id, "topic")
    told = [f"{row.before}{row.after}" for row in session.scalars(sa.select(ReportHistory))]
    assert "ไฟทาง" not in "".join(told)


def test_forgetting_in_a_report_that_is_gone_changes_nothing(session: Session) -> None:
    forget(session, "no such report", "topic")
    assert session.scalars(sa.select(ReportHistory)).all() == []


def test_words_replaced_before_they_were_taken_back_leave_the_new_ones(
    session: Session, sent: ForumReport
) -> None:
    forget(session, sent.id, "was-topic")
    assert sent.topic == "น้ำประปา ไฟทาง"
