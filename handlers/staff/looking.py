"""Who may look at a file: its own sender, and the staff who may see what it belongs to."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from handlers.staff import leaving, service
from models.cases import Case
from models.files import File
from models.forums import ForumReport
from models.kept import Kept
from models.people import Account, people_of
from models.staff import Staff, staff_of
from models.words import KeptState


def may_look(session: Session, account_id: str, file: File) -> bool:
    """Asked when an address is made, and again each time one is opened."""
    account = session.get(Account, account_id)
    if account is None or account.line_user_id is None:
        return False
    if file.account_id == account_id or _is_of_own_report(session, account_id, file):
        return True
    staff = staff_of(session, account_id)
    return staff is not None and _is_theirs(session, staff, file)


def _is_of_own_report(session: Session, account_id: str, file: File) -> bool:
    """A report may have been sent by a person who speaks here, from another phone of theirs."""
    report = session.get(ForumReport, file.report_id) if file.report_id else None
    if report is None or report.reported_by is None:
        return False
    return report.reported_by in [one.id for one in people_of(session, account_id)]


def _is_theirs(session: Session, staff: Staff, file: File) -> bool:
    if file.case_id is not None:
        case = session.get(Case, file.case_id)
        return case is not None and service.may_see(session, staff, case)
    left = sa.select(Kept).where(Kept.file_id == file.id, Kept.state == KeptState.FOR_STAFF)
    return any(leaving.may_read(session, staff, one) for one in session.scalars(left))
