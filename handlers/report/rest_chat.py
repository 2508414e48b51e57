"""«เติมรายงาน»: the full report after the quick one, at once or another day, or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from bot.dialogue import drive
from bot.dialogue.speaker import asks_who, own_left
from bot.inbox.turn import Act, Turn
from handlers.report.rest import enough
from handlers.report.rest_room import ENOUGH, NAME, Changed, end_early, open_rest
from handlers.report.rest_screens import MORE, rest_said
from handlers.report.service import is_open, own_report, recent_report
from models.forums import ForumReport
from models.mailbox import Conversation


def acts(changed: Changed) -> Mapping[str, Act]:
    return {MORE: more, ENOUGH: partial(enough_now, changed=changed)}


def more(turn: Turn, subject: str, _extra: str) -> None:
    """[เติมรายงาน]: goes on where it was left."""
    if asks_who(turn):
        return
    report = own_report(turn.session, subject, turn.speaking)
    if report is None:
        turn.tell("report.not_yours")
    elif not is_open(report, turn.now):
        turn.tell("report.closed")
    else:
        _go_on(turn, report)


def more_of_last(turn: Turn) -> None:
    """The words «เติมรายงาน»: the newest report that may still be changed."""
    if asks_who(turn):
        return
    report = recent_report(turn.session, turn.speaking, turn.now)
    if report is None:
        turn.tell("report.none_to_fill")
    else:
        _go_on(turn, report)


def _go_on(turn: Turn, report: ForumReport) -> None:
    half = _half_way(turn, report)
    if half is None:
        open_rest(turn, report)
    elif drive.current(turn) is half:
        drive.ask(turn, half)
    else:
        drive.resume(turn, half)


def enough_now(turn: Turn, subject: str, _extra: str, changed: Changed) -> None:
    """[แค่นี้พอ]: what was told so far is a full answer. Pressed again, it changes nothing."""
    if asks_who(turn):
        return
    report = own_report(turn.session, subject, turn.speaking)
    if report is None:
        turn.tell("report.not_yours")
        return
    half = _half_way(turn, report)
    if half is not None and is_open(report, turn.now):
        end_early(turn, half, changed)
        return
    enough(report)
    turn.answer.say(rest_said(turn, report, "rest_enough"))


def _half_way(turn: Turn, report: ForumReport) -> Conversation | None:
    """The full form of this report that is open or was put aside."""
    found = (one for one in own_left(turn) if one.room == NAME and one.subject == report.id)
    return next(found, None)
