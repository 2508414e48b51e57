"""«ลบข้อมูลของฉัน»: what stays is named before the tap; the tap does it at once."""

from __future__ import annotations

from bot.inbox.turn import Turn
from bot.messages.bubbles import Act, Bubble, Button
from handlers.mydata.erasing import Whose, erase
from handlers.mydata.seeing import numbers
from handlers.mydata.service import CasesOf, Held, held
from models.staff import staff_of


def ask(turn: Turn, cases: CasesOf) -> None:
    account = turn.person_account
    if staff_of(turn.session, account.id) is not None:
        turn.tell("mydata.staff")
        return
    found = held(turn.session, account.id, cases(turn.session, account.id, turn.context.secret_key))
    _name_records(turn, found)
    buttons = (
        Button(turn.say("mydata.erase"), Act("mydata.erase", account.id)),
        Button(turn.say("mydata.keep"), Act("mydata.keep", account.id)),
    )
    turn.answer.say(Bubble(_sure(turn, found), buttons=buttons))


def erase_now(turn: Turn, subject: str, _extra: str, cases: CasesOf) -> None:
    """Only for the account that was asked: an old button finds a stranger and changes nothing."""
    account = turn.person_account
    if subject != account.id:
        turn.tell("mydata.erased_already")
        return
    if staff_of(turn.session, account.id) is not None:
        turn.tell("mydata.staff")
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
    erase(turn.session, whose, mine)
    turn.session.refresh(turn.event)
    turn.answer.bubbles.clear()
    turn.answer.musts.clear()
    turn.answer.forget, turn.answer.takes_riders = True, False
    turn.answer.say(Bubble(goodbye))


def keep(turn: Turn, subject: str, _extra: str) -> None:
    same = subject == turn.person_account.id
    turn.tell("mydata.kept" if same else "mydata.erased_already")


def _name_records(turn: Turn, found: Held) -> None:
    if found.reports:
        reports = numbers(turn, [one.number for one in found.reports])
        turn.tell("mydata.record_reports", reports=reports)
    if found.cases:
        turn.tell("mydata.record_cases", cases=numbers(turn, [one.number for one in found.cases]))
    if found.reports or found.cases:
        turn.tell("mydata.record_anonymous")


def _sure(turn: Turn, found: Held) -> str:
    if not found.names:
        return turn.say("mydata.sure")
    return turn.say("mydata.sure_named", names=", ".join(found.names))
