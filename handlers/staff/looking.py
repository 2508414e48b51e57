"""Who may look at a file: its own sender, the staff who may see what it belongs to, and at what
belongs to a form or to advice everybody to whom it is shown."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from base.ids import same
from handlers.staff import leaving, service
from models.advice import is_advice
from models.cases import Case
from models.facilitators import heard_by
from models.files import File
from models.forums import ForumReport
from models.kept import Kept
from models.people import Account, people_of
from models.staff import Staff, staff_of
from models.stored_forms import belongs_to_form
from models.words import Class, KeptState


def may_look(session: Session, viewer: str, file: File) -> bool:
    """Asked when an address is made, and again each time one is opened. `viewer` is an account, or
    the mark by which the filer of a withheld case is known again (models/showing.py)."""
    case = session.get(Case, file.case_id) if file.case_id else None
    if case is not None and case.filer_mark is not None and same(case.filer_mark, viewer):
        return True
    account = session.get(Account, viewer)
    if account is None or account.line_user_id is None:
        return False
    if belongs_to_form(session, file.id) or is_advice(session, file.id):
        return True
    if file.account_id == viewer or _is_own(session, viewer, file, case):
        return True
    staff = staff_of(session, viewer)
    if staff is not None and _is_theirs(session, staff, file, case):
        return True
    return any(heard_by(session, viewer, one) for one in _left_with(session, file))


def _is_own(session: Session, account_id: str, file: File, case: Case | None) -> bool:
    """Report or case may have been sent by who speaks here, from another phone of theirs."""
    report = session.get(ForumReport, file.report_id) if file.report_id else None
    sent_by = {one.reported_by for one in (report, case) if one is not None}
    return any(one.id in sent_by for one in people_of(session, account_id))


def _is_theirs(session: Session, staff: Staff, file: File, case: Case | None) -> bool:
    if case is not None:
        return service.may_see(session, staff, case)
    report = session.get(ForumReport, file.report_id) if file.report_id else None
    if report is not None:  # of a sign-in sheet nobody is named who may see it in a chat
        return file.file_class is not Class.RESTRICTED and service.may_read(staff, report)
    return any(leaving.may_read(session, staff, one) for one in _left_with(session, file))


def _left_with(session: Session, file: File) -> list[Kept]:
    left = sa.select(Kept).where(Kept.file_id == file.id, Kept.state == KeptState.FOR_STAFF)
    return list(session.scalars(left))
