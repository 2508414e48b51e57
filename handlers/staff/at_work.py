"""Who presses a button of a report, and whether it is theirs to read."""

from __future__ import annotations

from bot.inbox.turn import Turn
from handlers.staff.service import may_read
from models.forums import ForumReport
from models.staff import Staff, staff_of


def with_report(turn: Turn, subject: str) -> tuple[Staff, ForumReport] | None:
    """The officer and the report, if it is theirs to read; otherwise that is said, and no more."""
    staff = staff_of(turn.session, turn.person_account.id)
    report = turn.session.get(ForumReport, subject) if subject else None
    if staff is None or report is None or not may_read(staff, report):
        turn.tell("staff.not_yours_button")
        return None
    return staff, report
