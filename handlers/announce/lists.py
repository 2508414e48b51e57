"""A list that an operator wrote (`flask send`) and that is larger than one may send alone: an
officer of the whole province sees in the chat what it says, and says yes or no.

Until then it is being written: nothing of it goes, and no hand lets it go (models/many.py).
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from base.i18n import say
from base.ids import row_number
from bot.dialogue import drive, reasons
from bot.dialogue.rooms import FormRoom
from bot.inbox.turn import Act as Do
from bot.inbox.turn import Turn
from bot.messages.bubbles import Act, Bubble, Button
from bot.messages.reading import bubble_text
from bot.outbox.enough import friends
from bot.outbox.officers import push_to
from handlers.announce import agreeing, saying, service
from handlers.announce.agreeing import Became
from models.many import SECOND, Mailing
from models.outbox import Outgoing
from models.staff import Staff, staff_of
from models.words import MailingState, OutboxKind

LOOK, YES, NO = "list.look", "list.yes", "list.no"
ASKED = "list-second"  # how the dedupe keys of its questions begin
ROOM = "list_refuse"
SOURCE = Path(__file__).parent / "forms" / "refuse_list.md"


def acts() -> dict[str, Do]:
    return {LOOK: look, YES: approve, NO: refuse}


def room() -> FormRoom:
    return reasons.room(ROOM, SOURCE, _refused)


def ask_second(session: Session, mailing: Mailing, now: datetime) -> int:
    """How many are asked; the first who decides settles it. Asked again, nobody hears it twice."""
    if mailing.state is not MailingState.WRITING:  # an officer agreed meanwhile
        return 0
    mailing.hold_reason = SECOND
    found = agreeing.deciders(session, mailing)
    for staff in found:
        language = staff.account.language
        text = say("announcement.list_second", language, messages=reaches(session, mailing))
        look = Button(say("announcement.look", language), Act(LOOK, str(mailing.id)), main=True)
        key = f"{ASKED}:{mailing.id}:{staff.id}"
        push_to(session, staff, key, Bubble(text, buttons=(look,)), now)
    return len(found)


def reaches(session: Session, mailing: Mailing) -> int:
    """How many phones; of what goes to everybody the friends that we know of."""
    everybody = mailing.kind is OutboxKind.BROADCAST
    return friends(session) if everybody else mailing.people


def unwanted(session: Session, row: Outgoing) -> str | None:
    """Nobody is asked to decide what is decided (bot/outbox/wanted.py)."""
    mailing = _waiting(session, row.dedupe_key.split(":")[1])
    return None if mailing is not None else "it is decided"


def look(turn: Turn, subject: str, _extra: str) -> None:
    """[ดูก่อนอนุมัติ]: what people will get, then the question."""

    def do(_staff: Staff, mailing: Mailing) -> None:
        turn.tell("announcement.list_looks_so")
        said = bubble_text(json.loads(mailing.body or "[]"))
        turn.answer.say(*(Bubble(words.strip()) for words in said))
        buttons = (
            Button(turn.say("announcement.yes"), Act(YES, subject), main=True),
            Button(turn.say("announcement.no"), Act(NO, subject)),
        )
        if agreeing.is_late(mailing, turn.now, turn.context.zone):
            turn.answer.say(Bubble(turn.say("announcement.list_is_late"), buttons=(buttons[1],)))
            return
        count = reaches(turn.session, mailing)
        text = turn.say("announcement.list_reaches", messages=count, when=_when(turn, mailing))
        turn.answer.say(Bubble(text, buttons=buttons))

    _with_one(turn, subject, do)


def approve(turn: Turn, subject: str, _extra: str) -> None:
    """[อนุมัติ]"""

    def do(staff: Staff, mailing: Mailing) -> None:
        done = agreeing.agree(turn.session, mailing, staff, turn.now, turn.context.zone)
        late = done is Became.TOO_LATE
        key = "announcement.list_too_late" if late else "announcement.list_approved"
        turn.answer.must(Bubble(turn.say(key)))

    _with_one(turn, subject, do)


def refuse(turn: Turn, subject: str, _extra: str) -> None:
    """[ไม่อนุมัติ] asks why."""
    _with_one(turn, subject, lambda _staff, _mailing: _ask_why(turn, subject))


def _ask_why(turn: Turn, subject: str) -> None:
    drive.open_form(turn, ROOM, subject=subject)


def _refused(turn: Turn, subject: str, why: str) -> None:
    def do(staff: Staff, mailing: Mailing) -> None:
        agreeing.refuse(turn.session, mailing, staff, why, turn.now)
        key = "list_refused_told" if mailing.asked_by else "list_refused"
        turn.answer.must(Bubble(turn.say(f"announcement.{key}")))

    _with_one(turn, subject, do)


def _with_one(turn: Turn, subject: str, do: Callable[[Staff, Mailing], None]) -> None:
    staff = staff_of(turn.session, turn.person_account.id)
    mailing = _waiting(turn.session, subject, locked=True)
    if staff is None:
        turn.tell("announcement.for_staff")
    elif mailing is None:
        turn.tell("announcement.list_decided")
    elif not agreeing.may_decide(staff, mailing):
        turn.tell("announcement.list_not_theirs")
    else:
        do(staff, mailing)


def _waiting(session: Session, subject: str, *, locked: bool = False) -> Mailing | None:
    """The list, while it waits for this."""
    number = row_number(subject)
    if number is None:
        return None
    found = session.get(Mailing, number, with_for_update=locked)
    return found if found is not None and agreeing.waits(found) else None


def _when(turn: Turn, mailing: Mailing) -> str:
    if mailing.urgent_by is not None:
        return turn.say("announcement.at_once_urgent")
    goes = service.the_morning(turn.now, turn.context.zone)
    return saying.when_in_words(goes, turn.language) if goes else turn.say("announcement.at_once")
