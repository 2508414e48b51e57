"""What people leave for a person at the office: who may read it, and what stands in it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from base.i18n import DEFAULT_LANGUAGE, say
from base.ids import row_number
from bot.messages.counting import clean
from handlers.staff.service import DISTRICT
from models.facilitators import heard_by
from models.inbox import Event
from models.kept import Kept, mark_of, whom_to_move
from models.people import Account, Person, account_of, memberships_of, people_of
from models.places import Village
from models.staff import Staff, all_staff, staff_of
from models.words import KeptState, StaffRole

SHOWN = 6  # messages at once; the next ones are behind a button
_KINDS = {"image", "audio", "video", "file", "location", "sticker", "call"}
_WORDS = {"text", "call", "claim"}


@dataclass(frozen=True, slots=True)
class Reader:
    """Who may read what was left: an officer, or (without `staff`) the facilitator of a cohort,
    who reads what one of its people wishes for and nothing else of them."""

    name: str
    staff: Staff | None = None
    person: Person | None = None

    @property
    def staff_id(self) -> str | None:
        return self.staff.id if self.staff else None

    @property
    def mark(self) -> str:
        """What the audit log says of a facilitator, who is no staff."""
        return mark_of(self.person.id) if self.person else ""


def reader_of(session: Session, account_id: str, kept: Kept) -> Reader | None:
    """None for whoever may not read this message."""
    staff = staff_of(session, account_id)
    if staff is not None and may_read(session, staff, kept):
        return Reader(staff.name, staff)
    person = heard_by(session, account_id, kept)
    return Reader(_shown_as(session, person, kept), person=person) if person else None


def _shown_as(session: Session, facilitator: Person, kept: Kept) -> str:
    """What stands above their words: never nothing, which would look as if we said them."""
    name = facilitator.called or facilitator.full_name
    to = sender_of(session, kept)
    return name or say("staff.facilitator", to.language if to else DEFAULT_LANGUAGE)


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


def whose_wish(session: Session, kept: Kept, language: str) -> str:
    """«คุณสายฝน บ้านโนนสมมุติ หมู่ 94»: of a wish it is known who of a phone has it."""
    person = session.get(Person, kept.person_id) if kept.person_id else None
    held = memberships_of(session, person.id) if person else []
    code = next((one.village_code for one in held if one.village_code), None)
    village = session.get(Village, code) if code else None
    nameless = say("staff.filer_nameless", language)
    name = (person.called or person.full_name if person else None) or nameless
    return f"{name} {village_named(village, language)}" if village else name


def village_named(village: Village, language: str) -> str:
    """«บ้านโนนสมมุติ หมู่ 94»"""
    name = village.name_en if language == "en" else village.name_th
    bare = name.removeprefix("บ้าน").removeprefix("Ban ").strip()
    return say("staff.village", language, name=bare, moo=village.moo)


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
