"""A second officer decides about a list that was written by command: in the chat, or by command in
their name. Who asked for it never does; whatever is decided is told to whoever asked."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from base.i18n import say
from bot.dialogue.reasons import kept
from bot.messages.bubbles import Bubble
from bot.outbox import many
from bot.outbox.officers import push_to
from handlers.announce import service
from models.many import SECOND, Mailing
from models.staff import Staff, all_staff, note
from models.words import MailingState

TOO_LATE = "its time had passed when it was agreed to"


class Became(StrEnum):
    """What came of a decision; the last two changed nothing."""

    GOES = "goes"
    REFUSED = "refused"
    TOO_LATE = "too_late"
    NOT_THEIRS = "not_theirs"
    DECIDED = "decided"


def deciders(session: Session, mailing: Mailing) -> list[Staff]:
    """Who looks after the whole province, and neither asked for it nor answers for it."""
    return [one for one in all_staff(session) if may_decide(one, mailing)]


def may_decide(staff: Staff, mailing: Mailing) -> bool:
    asked = (mailing.asked_by, mailing.urgent_by)
    return staff.ended_at is None and not staff.district_codes() and staff.id not in asked


def waits(mailing: Mailing) -> bool:
    """Whether it waits for this."""
    return mailing.state is MailingState.WRITING and mailing.hold_reason == SECOND


def is_late(mailing: Mailing, now: datetime, zone: ZoneInfo) -> bool:
    """Whether nobody would get it any more: what is not urgent rests at night."""
    goes = max(now, mailing.due_at)
    if mailing.urgent_by is None:
        goes = service.the_morning(goes, zone) or goes
    return mailing.useful_until is not None and mailing.useful_until <= goes


def agree(
    session: Session, mailing: Mailing, staff: Staff, now: datetime, zone: ZoneInfo
) -> Became:
    """It goes; what nobody would get any more is taken back instead."""
    if not waits(mailing):
        return Became.DECIDED
    if not may_decide(staff, mailing):
        return Became.NOT_THEIRS
    if is_late(mailing, now, zone):
        many.withdraw(session, mailing, now, TOO_LATE)
        note(session, now, staff.id, "send.too_late", mailing.key)
        _tell(session, mailing, "list_told_late", now, staff)
        return Became.TOO_LATE
    mailing.hold_reason = None
    many.close(session, mailing, now)
    note(session, now, staff.id, "send.approve", mailing.key, f"{mailing.people} named")
    _tell(session, mailing, "list_told_agreed", now, staff)
    return Became.GOES


def refuse(session: Session, mailing: Mailing, staff: Staff, why: str, now: datetime) -> Became:
    """Nothing of it ever goes; `why` is told to whoever asked for it."""
    if not waits(mailing):
        return Became.DECIDED
    if not may_decide(staff, mailing):
        return Became.NOT_THEIRS
    many.withdraw(session, mailing, now, "a second officer said no")
    mailing.reason = kept(why)
    note(session, now, staff.id, "send.refuse", mailing.key)
    _tell(session, mailing, "list_told_refused", now, staff)
    return Became.REFUSED


def _tell(session: Session, mailing: Mailing, what: str, now: datetime, second: Staff) -> None:
    """In the chat, where an officer asked for it; an operator reads it in `flask send show`."""
    asked = session.get(Staff, mailing.asked_by) if mailing.asked_by else None
    if asked is None or asked.ended_at is not None:
        return
    told = {"who": second.name, "messages": mailing.people, "why": mailing.reason or ""}
    text = say(f"announcement.{what}", asked.account.language, **told)
    push_to(session, asked, f"list-told:{mailing.id}", Bubble(text), now)
