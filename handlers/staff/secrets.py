"""What outsiders should not see of a report: for the officers named on it, each view audited."""

from __future__ import annotations

from sqlalchemy.orm import Session

from bot.inbox.turn import Turn
from bot.messages.bubbles import Act, Bubble, Button
from handlers.staff.service import may_read, readable, sees_restricted
from models.forums import ForumReport, Issue, IssueStaff, secret_of
from models.staff import Staff, note

SEE, SEEN = "staff.secret", "issue.view"


def button(turn: Turn, staff: Staff, report: ForumReport) -> tuple[Button, ...]:
    """To whoever may not see it, nothing tells that it is there."""
    if _seen_by(turn.session, staff, report) is None:
        return ()
    return (Button(turn.say("staff.see_secret"), Act(SEE, report.id)),)


def see(turn: Turn, subject: str, _extra: str) -> None:
    """[ดูเรื่องที่ปิดไว้]"""
    found = readable(turn.session, turn.person_account.id, subject)
    issue = _seen_by(turn.session, *found) if found else None
    if found is None or issue is None:
        turn.tell("staff.not_yours_button")
        return
    staff, report = found
    note(turn.session, turn.now, staff.id, SEEN, str(issue.id), issue.issue_class.value)
    turn.answer.forget = True
    text = turn.say("staff.secret_is", number=report.number, words=issue.text)
    turn.answer.say(Bubble(text, alt=turn.say("staff.secret_alt", number=report.number)))


def _seen_by(session: Session, staff: Staff, report: ForumReport) -> Issue | None:
    issue = secret_of(session, report.id) if may_read(staff, report) else None
    if issue is None or issue.text is None or not sees_restricted(staff):
        return None
    return issue if session.get(IssueStaff, (issue.id, staff.id)) is not None else None
