"""An officer's one question about a report («ส่งกลับให้แก้»), and what its sender answered."""

from __future__ import annotations

import json
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from models.approving import changed_since
from models.columns import Base, UTCDateTime
from models.forums import ForumReport, ReportHistory
from models.people import Speaking
from models.staff import Staff
from models.words import ReportState

ANSWERED = "answered"  # ReportHistory.what


class ReportQuestion(Base):
    """Asked of whoever sent the report. `answered_at` stands while there is an answer: words, or a
    recording (`file_id`), or what was taken back since."""

    __tablename__ = "report_question"
    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[str] = mapped_column(sa.ForeignKey("forum_report.id"), index=True)
    staff_id: Mapped[str] = mapped_column(sa.ForeignKey("staff.id"))
    asked_at: Mapped[datetime] = mapped_column(UTCDateTime)
    question: Mapped[str] = mapped_column(sa.Text)
    answer: Mapped[str | None] = mapped_column(sa.Text)
    file_id: Mapped[str | None] = mapped_column(sa.ForeignKey("file.id"))
    answered_by: Mapped[str | None] = mapped_column(sa.ForeignKey("person.id"), index=True)
    answered_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    staff: Mapped[Staff] = relationship()
    report: Mapped[ForumReport] = relationship()


def ask(
    session: Session, report: ForumReport, staff: Staff, words: str, now: datetime
) -> ReportQuestion | None:
    """The report goes back to its sender. None while an earlier question waits, or when nobody is
    left to ask."""
    if report.account_id is None or waiting(session, report.id) is not None:
        return None
    if report.state not in (ReportState.SUBMITTED, ReportState.RETURNED):
        return None
    asked = ReportQuestion(report_id=report.id, staff_id=staff.id, asked_at=now, question=words)
    session.add(asked)
    report.state = ReportState.RETURNED
    session.flush()
    return asked


def answer(
    session: Session,
    asked: ReportQuestion,
    words: str | None,
    file_id: str | None,
    by: Speaking,
    now: datetime,
) -> None:
    """The answer, or another one; what it was before goes into the history."""
    before = json.dumps({"answer": asked.answer}, ensure_ascii=False) if asked.answer else None
    asked.answer, asked.file_id = words, file_id
    asked.answered_by, asked.answered_at = by.person_id, now
    changed_since(asked.report)
    asked.report.state = ReportState.SUBMITTED
    asked.report.revision += 1
    history = ReportHistory(report_id=asked.report_id, at=now, what=ANSWERED, before=before)
    history.account_id, history.person_id = by.account_id, by.person_id
    session.add(history)
    session.flush()


def take_back(session: Session, asked: ReportQuestion) -> None:
    """It was no answer: the question waits again."""
    asked.answer = asked.file_id = asked.answered_by = asked.answered_at = None
    changed_since(asked.report)
    asked.report.state = ReportState.RETURNED
    session.flush()


def waiting(session: Session, report_id: str) -> ReportQuestion | None:
    """The question that is not answered yet."""
    return session.scalar(
        sa.select(ReportQuestion)
        .where(ReportQuestion.report_id == report_id, ReportQuestion.answered_at.is_(None))
        .order_by(ReportQuestion.id.desc())
        .limit(1)
    )


def questions_of(session: Session, report_id: str) -> list[ReportQuestion]:
    """The oldest first."""
    rows = session.scalars(
        sa.select(ReportQuestion)
        .where(ReportQuestion.report_id == report_id)
        .order_by(ReportQuestion.id)
    )
    return list(rows)


def waiting_for(session: Session, by: Speaking, since: datetime) -> ReportQuestion | None:
    """The newest unanswered question about a report of theirs, asked since a moment."""
    rows = session.scalars(
        sa.select(ReportQuestion)
        .join(ForumReport, ForumReport.id == ReportQuestion.report_id)
        .where(ReportQuestion.answered_at.is_(None), ReportQuestion.asked_at >= since)
        .where(_may_be_of(by))
        .order_by(ReportQuestion.id.desc())
    )
    found = (one for one in rows if by.owns(one.report.account_id, one.report.reported_by))
    return next(found, None)


def _may_be_of(by: Speaking) -> sa.ColumnElement[bool]:
    mine = ForumReport.account_id == by.account_id
    return sa.or_(mine, ForumReport.reported_by == by.person_id) if by.person_id else mine
