"""A forum and who reported it, as rows."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Session

from base.ids import new_id
from models.forums import Forum, ForumReport
from models.words import ReportState


def reported(
    session: Session,
    person_id: str,
    held_on: date,
    at: datetime,
    state: ReportState = ReportState.SUBMITTED,
    village: str | None = None,
) -> Forum:
    """A report of a forum of its own, which has a number that nobody else's has."""
    held = Forum(
        id=new_id(),
        village_code=village,
        held_on=held_on,
        fiscal_year_be=2569,
        created_at=at,
    )
    session.add(held)
    session.flush()
    report = ForumReport(id=new_id(), forum_id=held.id, number=held.id[:20], state=state)
    report.reported_by, report.submitted_at = person_id, at
    session.add(report)
    session.flush()
    return held
