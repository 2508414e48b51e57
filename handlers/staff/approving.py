"""[รับรายงาน]: an officer takes a report as it is; its sender hears a kind word."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from base.i18n import say
from base.thai.format import Lang, short_date
from bot.inbox.turn import Turn
from bot.messages.bubbles import Act, Bubble, Button
from bot.outbox.write import Push, put_push
from handlers.staff.theirs import report_to_read
from models.approving import approve, take_approval_back
from models.consents import NUDGES, consent_of
from models.forums import ForumReport
from models.outbox import Outgoing
from models.people import account_to_reach
from models.questions import waiting
from models.staff import Staff, note
from models.words import Permission, Priority, ReportState

TAKE, BACK = "staff.approve", "staff.approve_undo"
APPROVED, UNDONE = "report.approve", "report.approve_undo"  # AuditEntry.action
KEY = "report-approved"  # first part of the dedupe key
A_SLIP = timedelta(minutes=10)  # so long it can be taken back before its sender hears
UNDO_FOR = timedelta(days=1)
USEFUL = timedelta(days=3)  # the caps may hold it back for some days


def button(turn: Turn, report: ForumReport) -> tuple[Button, ...]:
    if report.state is ReportState.SUBMITTED and waiting(turn.session, report.id) is None:
        return (Button(turn.say("staff.approve"), Act(TAKE, report.id)),)
    return _undo(turn, report)


def lines(turn: Turn, report: ForumReport) -> list[str]:
    """«รับแล้ว … โดย …»."""
    staff = turn.session.get(Staff, report.reviewed_by or "")
    if report.approved_at is None or staff is None:
        return []
    lang: Lang = "en" if turn.language == "en" else "th"
    day = short_date(report.approved_at.astimezone(turn.context.zone).date(), lang)
    return [turn.say("staff.approved_line", day=day, who=staff.name)]


def take(turn: Turn, subject: str, _extra: str) -> None:
    """Pressed twice, or by two officers, it is taken once."""
    found = report_to_read(turn, subject)
    if found is None:
        return
    staff, report = found
    if approve(turn.session, report, staff, turn.now):
        note(turn.session, turn.now, staff.id, APPROVED, report.id)
        _tell(turn.session, report, turn.now)
    key = "approved" if report.state is ReportState.APPROVED else "approve_waits"
    text = turn.say(f"staff.{key}", number=report.number)
    turn.answer.must(Bubble(text, buttons=_undo(turn, report)))


def take_back(turn: Turn, subject: str, _extra: str) -> None:
    found = report_to_read(turn, subject)
    if found is None:
        return
    staff, report = found
    if report.approved_at is None or turn.now - report.approved_at > UNDO_FOR:
        turn.tell("staff.approve_stands", number=report.number)
        return
    take_approval_back(turn.session, report, staff, turn.now)
    note(turn.session, turn.now, staff.id, UNDONE, report.id)
    text = turn.say("staff.approve_undone", number=report.number)
    turn.answer.must(Bubble(text, buttons=button(turn, report)))


def unwanted(session: Session, row: Outgoing) -> str | None:
    """Asked again when it is about to be sent (bot/outbox/wanted.py)."""
    report = session.get(ForumReport, row.dedupe_key.split(":")[1])
    stands = report is not None and report.state is ReportState.APPROVED
    return None if stands else "taken back, or changed since"


def _undo(turn: Turn, report: ForumReport) -> tuple[Button, ...]:
    if report.state is not ReportState.APPROVED or report.approved_at is None:
        return ()
    if turn.now - report.approved_at > UNDO_FOR:
        return ()
    return (Button(turn.say("staff.approve_undo"), Act(BACK, report.id)),)


def _tell(session: Session, report: ForumReport, now: datetime) -> None:
    """Nobody asked for it: by day, within the caps, and best on a free reply."""
    account = account_to_reach(session, [report.reported_by], report.account_id)
    if account is None or account.line_user_id is None or account.blocked:
        return
    if account.friend is False or consent_of(session, account.id, NUDGES) is Permission.NO:
        return
    see = Button(say("staff.report_see", account.language), Act("report.view", report.id))
    text = say("staff.approved_word", account.language, number=report.number)
    push = Push(
        to=account.line_user_id,
        mailbox_key=f"user:{account.line_user_id}",
        bubbles=[Bubble(text, buttons=(see,))],
        dedupe_key=f"{KEY}:{report.id}:{int(now.timestamp())}",
        priority=Priority.UNASKED,
        due_at=now + A_SLIP,
        useful_until=now + USEFUL,
        about_person=report.reported_by,
    )
    put_push(session, push, now)
