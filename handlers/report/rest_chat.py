"""«เติมรายงาน»: the full report after the quick one, at once or another day, or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from bot.dialogue import drive
from bot.dialogue.speaker import asks_who, own_left
from bot.dialogue.typed import offered
from bot.dialogue.words import means
from bot.inbox.turn import Act, Turn
from handlers.report.owning import own, own_open
from handlers.report.rest import enough
from handlers.report.rest_more import PlanNext
from handlers.report.rest_offer import LATER, put_off
from handlers.report.rest_room import ENOUGH, NAME, Changed, end_early, open_rest
from handlers.report.rest_screens import MORE, rest_said
from handlers.report.service import is_open, recent_report
from models.forums import ForumReport
from models.mailbox import Conversation
from models.words import RestState


def acts(changed: Changed, plan_next: PlanNext | None = None) -> Mapping[str, Act]:
    end = partial(enough_now, changed=changed, plan_next=plan_next)
    return {MORE: more, LATER: later, ENOUGH: end}


def more(turn: Turn, subject: str, _extra: str) -> None:
    """[เติมรายงาน]: goes on where it was left."""
    report = own_open(turn, subject)
    if report is not None:
        _go_on(turn, report)


def later(turn: Turn, subject: str, _extra: str) -> None:
    """[พรุ่งนี้เย็น]: what was told so far stays put aside. Pressed twice, it says the same."""
    report = own_open(turn, subject)
    if report is None:
        return
    if report.rest is not RestState.WANTED:
        turn.answer.say(rest_said(turn, report, "rest_done"))
        return
    half = _half_way(turn, report)
    if half is not None and drive.current(turn) is half:
        drive.leave(turn)
    put_off(turn, report)


def hear_go_on(turn: Turn) -> bool:
    """An ear before the word that works everywhere: «ทำต่อ» under the offer is its button."""
    if turn.late or not means(turn.text, "continue"):
        return False
    named = offered(turn, LATER) or offered(turn, ENOUGH)
    if named is None or drive.current(turn) is not None:
        return False
    more(turn, named.subject, "")
    return True


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


def enough_now(
    turn: Turn, subject: str, _extra: str, changed: Changed, plan_next: PlanNext | None
) -> None:
    """[แค่นี้พอ]: what was told so far is a full answer. Pressed again, it changes nothing."""
    report = own(turn, subject)
    if report is None:
        return
    half = _half_way(turn, report)
    if half is not None and is_open(report, turn.now):
        end_early(turn, half, changed, plan_next)
        return
    enough(report)
    turn.answer.say(rest_said(turn, report, "rest_enough"))


def _half_way(turn: Turn, report: ForumReport) -> Conversation | None:
    """The full form of this report that is open or was put aside."""
    found = (one for one in own_left(turn) if one.room == NAME and one.subject == report.id)
    return next(found, None)
