"""What people leave for a person at the office: who may read it, and what stands in it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from base.i18n import say
from base.ids import row_number
from bot.messages.counting import clean
from handlers.staff.service import DISTRICT
from models.inbox import Event
from models.kept import Kept, whom_to_move
from models.people import Account, Person, account_of, memberships_of, people_of
from models.staff import Staff, all_staff
from models.words import KeptState, StaffRole

SHOWN = 6  # messages at once; the next ones are behind a button
_KINDS = {"image", "audio", "video", "file", "location", "sticker", "call"}
_WORDS = {"text", "call", "claim"}


def left(session: Session, subject: str) -> Kept | None:
    """The message a button names, if it is still there for staff to read."""
    number = row_number(subject)
    found = session.get(Kept, number) if number is not None else None
    return found if found is not None and found.state is KeptState.FOR_STAFF else None


def unheard(session: Session, subject: str) -> Kept | None:
    """What a message said that could not be handled, kept so that staff can read it and write
    back; None for anything else, and for what was taken back meanwhile."""
    number = row_number(subject)
    event = session.get(Event, number) if number is not None else None
    message = _message(event) if event is not None else None
    if event is None or message is None:
        return None
    mark = f"event:{event.id}"
    known = session.scalar(sa.select(Kept).where(Kept.used_for == mark).limit(1))
    if known is not None:
        return known if known.state is KeptState.FOR_STAFF else None
    line_id = (event.mailbox_key or "").partition(":")[2]
    account = account_of(session, line_id)
    text = message.get("text")
    row = Kept(
        mailbox_key=event.mailbox_key,
        account_id=account.id if account else None,
        message_id=event.message_id,
        kind=str(message.get("type", ""))[:20],
        text=clean(text) if isinstance(text, str) else None,
        state=KeptState.FOR_STAFF,
        used_for=mark,
        said_at=event.occurred_at,
    )
    session.add(row)
    session.flush()
    return row


def _message(event: Event) -> Mapping[str, Any] | None:
    """LINE's message of a one-to-one chat (LINE reference, "Message event")."""
    payload = json.loads(event.payload) if event.payload else None
    message = payload.get("message") if isinstance(payload, dict) else None
    alone = (event.mailbox_key or "").startswith("user:") and event.kind == "message"
    return message if alone and isinstance(message, dict) else None


def may_read(session: Session, staff: Staff, kept: Kept) -> bool:
    """Admins and the province read all; a district what its own people leave, and who asks for one
    of them: the account that asks may belong nowhere yet."""
    if staff.ended_at is not None:
        return False
    districts = staff.district_codes()
    if staff.role is StaffRole.ADMIN or not districts:
        return True
    theirs = _districts_of(session, people_of(session, kept.account_id or ""))
    return bool(districts & (theirs | _districts_of(session, _asked_for(session, kept))))


def who_may_read(session: Session, kept: Kept) -> list[Staff]:
    return [one for one in all_staff(session) if may_read(session, one, kept)]


def sender_of(session: Session, kept: Kept) -> Account | None:
    """Whom to write to; None when the account is erased."""
    account = session.get(Account, kept.account_id) if kept.account_id else None
    return account if account is not None and account.line_user_id else None


def name_of(session: Session, account: Account | None, language: str) -> str:
    """What the person is called, or the name on LINE."""
    if account is None:
        return say("staff.filer_nameless", language)
    names = [one.called for one in people_of(session, account.id) if one.called]
    shown = " / ".join(names) or account.display_name
    return shown or say("staff.filer_nameless", language)


def together(session: Session, first: Kept) -> list[Kept]:
    """This message and what the same person left after it, oldest first; one more than is shown."""
    if first.account_id is None:
        return [first]
    rows = session.scalars(
        sa.select(Kept)
        .where(
            Kept.account_id == first.account_id,
            Kept.state == KeptState.FOR_STAFF,
            Kept.id >= first.id,
        )
        .order_by(Kept.id)
        .limit(SHOWN + 1)
    )
    return list(rows)


def words_of(kept: Kept, language: str) -> str:
    """The words as they were typed, or what else it was."""
    if kept.kind in _WORDS and kept.text:
        return kept.text
    kind = kept.kind if kept.kind in _KINDS else "other"
    return say(f"staff.left_{kind}", language, place=_place(kept))


def _place(kept: Kept) -> str:
    """A title or address that LINE sent with a place, else its two numbers."""
    if kept.kind != "location" or not kept.text:
        return ""
    place = json.loads(kept.text)
    named = place.get("title") or place.get("address")
    return str(named or f"{place.get('latitude')}, {place.get('longitude')}")


def _asked_for(session: Session, kept: Kept) -> list[Person]:
    """Whose name in the roster a message asks for."""
    whom = whom_to_move(kept)
    person = session.get(Person, whom) if whom else None
    return [person] if person is not None else []


def _districts_of(session: Session, people: Iterable[Person]) -> set[str]:
    held = [one for person in people for one in memberships_of(session, person.id)]
    return {one.village_code[:DISTRICT] for one in held if one.village_code}
