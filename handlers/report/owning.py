"""Whose a report is, said where it is not theirs or may not be changed any more."""

from __future__ import annotations

from bot.dialogue.speaker import asks_who
from bot.inbox.turn import Turn
from handlers.report.service import is_open, own_report
from models.forums import ForumReport


def own(turn: Turn, report_id: str) -> ForumReport | None:
    """The report, if whoever speaks sent it."""
    if asks_who(turn):
        return None
    report = own_report(turn.session, report_id, turn.speaking)
    if report is None:
        turn.tell("report.not_yours")
    return report


def own_open(turn: Turn, report_id: str) -> ForumReport | None:
    """The same, if it may be changed."""
    report = own(turn, report_id)
    if report is None or is_open(report, turn.now):
        return report
    turn.tell("report.closed")
    return None
