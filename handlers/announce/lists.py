"""A list that an operator wrote (`flask send`) and that is larger than one may send alone: an
officer of the whole province sees in the chat what it says, and says yes or no.

Until then it is being written: nothing of it goes, and no hand lets it go (models/many.py).
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from base.i18n import say
from base.ids import row_number
from bot.inbox.turn import Act as Do
from bot.inbox.turn import Turn
from bot.messages.bubbles import Act, Bubble, Button
from bot.messages.reading import bubble_text
from bot.outbox import many
from bot.outbox.enough import friends
from bot.outbox.officers import push_to
from handlers.announce import saying, service
from models.many import SECOND, Mailing
from models.outbox import Outgoing
from models.staff import Staff, all_staff, note, staff_of
from models.words import MailingState, OutboxKind

LOOK, YES, NO = "list.look", "list.yes", "list.no"
ASKED = "list-second"  # how the dedupe keys of its questions begin


def acts() -> dict[str, Do]:
    return {LOOK: look, YES: approve, NO: refuse}


def deciders(session: Session, mailing: Mailing) -> list[Staff]:
    """Who looks after the whole province, and does not answer for it themselves."""
    return [one for one in all_staff(session) if _may_decide(one, mailing)]


def ask_second(session: Session, mailing: Mailing, now: datetime) -> int:
    """How many are asked; the first who decides settles it. Asked again, nobody hears it twice."""
    if mailing.state is not MailingState.WRITING:  # an officer agreed meanwhile
        return 0
    mailing.hold_reason = SECOND
    found = deciders(session, mailing)
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
        count = reaches(turn.session, mailing)
        text = turn.say("announcement.list_reaches", messages=count, when=_when(turn, mailing))
        turn.answer.say(Bubble(text, buttons=buttons))

    _with_one(turn, subject, do)


def approve(turn: Turn, subject: str, _extra: str) -> None:
    """[อนุมัติ]"""

    def do(staff: Staff, mailing: Mailing) -> None:
        mailing.hold_reason = None
        many.close(turn.session, mailing, turn.now)
        note(turn.session, turn.now, staff.id, "send.approve", mailing.key)
        turn.answer.must(Bubble(turn.say("announcement.list_approved")))

    _with_one(turn, subject, do)


def refuse(turn: Turn, subject: str, _extra: str) -> None:
    """[ไม่อนุมัติ]: nothing of it ever goes."""

    def do(staff: Staff, mailing: Mailing) -> None:
        many.withdraw(turn.session, mailing, turn.now, "a second officer said no")
        note(turn.session, turn.now, staff.id, "send.refuse", mailing.key)
        turn.answer.must(Bubble(turn.say("announcement.list_refused")))

    _with_one(turn, subject, do)


def _with_one(turn: Turn, subject: str, do: Callable[[Staff, Mailing], None]) -> None:
    staff = staff_of(turn.session, turn.person_account.id)
    mailing = _waiting(turn.session, subject, locked=True)
    if staff is None:
        turn.tell("announcement.for_staff")
    elif mailing is None:
        turn.tell("announcement.list_decided")
    elif not _may_decide(staff, mailing):
        turn.tell("announcement.list_not_theirs")
    else:
        do(staff, mailing)


def _may_decide(staff: Staff, mailing: Mailing) -> bool:
    return not staff.district_codes() and staff.id != mailing.urgent_by


def _waiting(session: Session, subject: str, *, locked: bool = False) -> Mailing | None:
    """The list, while it waits for this."""
    number = row_number(subject)
    if number is None:
        return None
    found = session.get(Mailing, number, with_for_update=locked)
    if found is None or found.state is not MailingState.WRITING:
        return None
    return found if found.hold_reason == SECOND else None


def _when(turn: Turn, mailing: Mailing) -> str:
    if mailing.urgent_by is not None:
        return turn.say("announcement.at_once_urgent")
    goes = service.the_morning(turn.now, turn.context.zone)
    return saying.when_in_words(goes, turn.language) if goes else turn.say("announcement.at_once")
