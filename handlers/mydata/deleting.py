"""«ลบข้อมูลของฉัน»: what stays is named before the tap; the tap does it at once.

The button carries its day: what stays may be another thing by the time an old one is pressed.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from bot.inbox.turn import Turn
from bot.messages.bubbles import Act, Bubble, Button
from handlers.mydata.erasing import Whose, erase
from handlers.mydata.seeing import numbers
from handlers.mydata.service import CasesOf, Held, held, may_have_filed_unnamed
from models.cases import Case
from models.staff import staff_of

GOOD_FOR = timedelta(days=1)

# (session, case, «withdrawn», now): staff hear that a case was taken back.
Tell = Callable[[Session, Case, str, datetime], None]


def ask(turn: Turn, cases: CasesOf) -> None:
    account = turn.person_account
    if staff_of(turn.session, account.id) is not None:
        turn.tell("mydata.staff")
        return
    found = held(turn.session, account.id, cases(turn.session, account.id, turn.context.secret_key))
    _name_records(turn, found)
    buttons = (
        Button(turn.say("mydata.erase"), Act("mydata.erase", account.id, _today(turn).isoformat())),
        Button(turn.say("mydata.keep"), Act("mydata.keep", account.id)),
    )
    turn.answer.say(Bubble(_sure(turn, found), buttons=buttons))


def erase_now(turn: Turn, subject: str, asked_on: str, cases: CasesOf, tell: Tell) -> None:
    """Only for the account that was asked: an old button finds a stranger and changes nothing."""
    account = turn.person_account
    if subject != account.id:
        turn.tell("mydata.erased_already")
        return
    if staff_of(turn.session, account.id) is not None:
        turn.tell("mydata.staff")
        return
    if not _is_fresh(turn, asked_on):
        ask(turn, cases)
        return
    goodbye = turn.say("mydata.erased")
    whose = Whose(
        account=account,
        mailbox_key=turn.mailbox.key,
        event_id=turn.event.id,
        now=turn.now,
        today=turn.now.astimezone(turn.context.zone),
        reason=turn.say("mydata.withdrawn"),
    )
    mine = cases(turn.session, account.id, turn.context.secret_key)
    for case in erase(turn.session, whose, mine):
        tell(turn.session, case, "withdrawn", turn.now)
    turn.session.refresh(turn.event)
    turn.answer.bubbles.clear()
    turn.answer.musts.clear()
    turn.answer.forget, turn.answer.takes_riders = True, False
    turn.answer.say(Bubble(goodbye))


def _is_fresh(turn: Turn, asked_on: str) -> bool:
    """Whether the question was put today or yesterday; a button without a day is older."""
    try:
        day = date.fromisoformat(asked_on)
    except ValueError:
        return False
    return timedelta(0) <= _today(turn) - day <= GOOD_FOR


def _today(turn: Turn) -> date:
    return turn.now.astimezone(turn.context.zone).date()


def keep(turn: Turn, subject: str, _extra: str) -> None:
    same = subject == turn.person_account.id
    turn.tell("mydata.kept" if same else "mydata.erased_already")


def _name_records(turn: Turn, found: Held) -> None:
    if found.reports:
        reports = numbers(turn, [one.number for one in found.reports])
        turn.tell("mydata.record_reports", reports=reports)
    if found.cases:
        turn.tell("mydata.record_cases", cases=numbers(turn, [one.number for one in found.cases]))
    if may_have_filed_unnamed(turn.session, turn.person_account):
        turn.tell("mydata.record_anonymous")


def _sure(turn: Turn, found: Held) -> str:
    if not found.names:
        sent = found.reports or found.cases
        return turn.say("mydata.sure_sent" if sent else "mydata.sure")
    return turn.say("mydata.sure_named", names=", ".join(found.names))
