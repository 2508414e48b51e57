"""«รับรายงาน»: an officer takes a report as it is; a later change undoes it."""

from __future__ import annotations

import json
from datetime import datetime

from sqlalchemy.orm import Session

from models.forums import ForumReport, ReportHistory
from models.staff import Staff
from models.words import ReportState

APPROVED, UNDONE = "approved", "approval_undone"  # ReportHistory.what


def approve(session: Session, report: ForumReport, staff: Staff, now: datetime) -> bool:
    """False where it waits for an answer, or is approved already."""
    if report.state is not ReportState.SUBMITTED:
        return False
    report.state = ReportState.APPROVED
    report.reviewed_by, report.approved_at = staff.id, now
    _write(session, report, staff, APPROVED, now)
    return True


def take_approval_back(session: Session, report: ForumReport, staff: Staff, now: datetime) -> bool:
    """False where it is not approved (any more)."""
    if report.state is not ReportState.APPROVED:
        return False
    report.state = ReportState.SUBMITTED
    report.reviewed_by = report.approved_at = None
    _write(session, report, staff, UNDONE, now)
    return True


def changed_since(report: ForumReport) -> None:
    """What it says now nobody has approved; that it was once stands in its history."""
    if report.state is ReportState.APPROVED:
        report.state = ReportState.SUBMITTED
    report.reviewed_by = report.approved_at = None


def _write(session: Session, report: ForumReport, staff: Staff, what: str, now: datetime) -> None:
    by = json.dumps({"staff": staff.id})
    session.add(ReportHistory(report_id=report.id, at=now, what=what, after=by))
    session.flush()
