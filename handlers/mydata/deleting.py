"""«ลบข้อมูลของฉัน»: what stays is named before the tap; the tap does it at once.

The button carries its day: what stays may be another thing by the time an old one is pressed.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from base.thai.text import cut
from bot.dialogue.speaker import asks_who, is_shared, names
from bot.inbox.turn import Turn
from bot.messages.bubbles import Act, Bubble, Button
from handlers.mydata.erasing import Whose, erase
from handlers.mydata.erasing_one import erase_one
from handlers.mydata.seeing import numbers
from handlers.mydata.service import CasesOf, Held, held, may_have_filed_unnamed, reports_of
from models.cases import Case
from models.staff import staff_of

GOOD_FOR = timedelta(days=1)
LONGEST_NAME = 20  # grapheme clusters of each, where several are named

# (session, case, «withdrawn», now): staff hear that a case was taken back.
Tell = Callable[[Session, Case, str, datetime], None]


def ask(turn: Turn, cases: CasesOf) -> None:
    account = turn.person_account
    if staff_of(turn.session, account.id) is not None:
        turn.tell("mydata.staff")
        return
    if asks_who(turn):
        return
    found = held(turn.session, turn.speaking, _cases_here(turn, cases))
    _name_records(turn, found)
    yes = Act("mydata.erase", account.id, f"{_today(turn).isoformat()} {_one_of_several(turn)}")
    buttons = (
        Button(turn.say("mydata.erase"), yes),
        Button(turn.say("mydata.keep"), Act("mydata.keep", account.id)),
    )
    turn.answer.say(Bubble(_sure(turn, found), buttons=buttons))


def _one_of_several(turn: Turn) -> str:
    """The person whose data it is, where others use the phone too; else ""."""
    person = turn.speaker
    return person.id if person and is_shared(turn) else ""


def _cases_here(turn: Turn, cases: CasesOf) -> list[Case]:
    """Of those that who speaks filed the ones that came through this phone."""
    here, key = turn.person_account.id, turn.context.secret_key
    mine = cases(turn.session, turn.speaking, key)
    return [one for one in mine if here in (one.account_id, one.sealed_account)]


def erase_now(turn: Turn, subject: str, asked_on: str, cases: CasesOf, tell: Tell) -> None:
    """Only for the account that was asked: an old button finds a stranger and changes nothing."""
    account = turn.person_account
    if subject != account.id:
        turn.tell("mydata.erased_already")
        return
    if staff_of(turn.session, account.id) is not None:
        turn.tell("mydata.staff")
        return
    day, _, person = asked_on.partition(" ")
    if asks_who(turn):
        return
    if not _is_fresh(turn, day) or person != _one_of_several(turn):
        ask(turn, cases)
        return
    others = _others(turn)
    goodbye = turn.say("mydata.erased_one" if others else "mydata.erased", others=others)
    whose = Whose(
        account=account,
        mailbox_key=turn.mailbox.key,
        event_id=turn.event.id,
        now=turn.now,
        today=turn.now.astimezone(turn.context.zone),
        reason=turn.say("mydata.withdrawn"),
    )
    for case in _erase(turn, whose, cases):
        tell(turn.session, case, "withdrawn", turn.now)
    turn.session.refresh(turn.event)
    turn.answer.bubbles.clear()
    turn.answer.musts.clear()
    turn.answer.forget, turn.answer.takes_riders = True, False
    turn.answer.say(Bubble(goodbye))


def _erase(turn: Turn, whose: Whose, cases: CasesOf) -> list[Case]:
    mine = _cases_here(turn, cases)
    if not is_shared(turn) or turn.speaker is None:
        return erase(turn.session, whose, mine)
    reports = [
        one for one in reports_of(turn.session, turn.speaking) if one.account_id == whose.account.id
    ]
    return erase_one(turn.session, whose, turn.speaker, reports, mine)


def _others(turn: Turn) -> str:
    """Who else uses this phone; "" for nobody."""
    named = zip(turn.people, names(turn), strict=True)
    others = [cut(name, LONGEST_NAME) for one, name in named if one is not turn.speaker]
    return ", ".join(others) if is_shared(turn) else ""


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
