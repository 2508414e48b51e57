"""What other phones hear of a claim: the one that has the name now, the one that asked, the one
that loses it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from base.i18n import say
from base.ids import row_number
from bot.messages.bubbles import Act, Bubble, Button
from bot.outbox.write import Push, put_push
from models.kept import Kept
from models.outbox import Outgoing
from models.people import Account, Person, accounts_of_person
from models.words import KeptState, Priority

ASKED_OLD = "claim"  # first part of the dedupe keys of `ask_old_phones`
HUMAN = ("registration.human", Act("talk.human"))


def ask_old_phones(
    session: Session, note: Kept, person: Person, new: Account, now: datetime
) -> None:
    """«มีอีกเครื่องขอใช้ชื่อนี้ ใช่คุณไหมคะ»: who holds the old phone can settle it at once."""
    offers = (
        ("registration.yes_me", Act("registration.same", str(note.id))),
        ("registration.not_me", Act("registration.other", str(note.id))),
    )
    for old in accounts_of_person(session, person.id):
        if old.id != new.id:
            key = f"{ASKED_OLD}:{note.id}:{old.id}"
            _tell(session, old, "asks_old", key, now, person, offers, Priority.UNASKED)


def unwanted(session: Session, row: Outgoing) -> str | None:
    """Once it is settled nobody is asked any more (bot/outbox/wanted.py)."""
    number = row_number(row.dedupe_key.split(":")[1])
    note = session.get(Kept, number) if number is not None else None
    waits = note is not None and note.state is KeptState.FOR_STAFF
    return None if waits else "the claim is settled"


def moved_away(
    session: Session, person: Person, olds: Iterable[Account], new: Account, now: datetime
) -> None:
    """Told where the name was: whoever did not want it can say so."""
    for old in olds:
        if old.id != new.id:
            key = f"moved-away:{person.id}:{old.id}:{new.id}:{now.isoformat()}"
            _tell(session, old, "moved_away", key, now, person, (HUMAN,))


def denied(session: Session, note: Kept, now: datetime) -> None:
    """The one who asked hears that it did not go, and where to go on."""
    account = session.get(Account, note.account_id) if note.account_id else None
    if account is not None:
        _tell(session, account, "claim_denied", f"denied:{note.id}", now, None, (HUMAN,))


def taken_back(session: Session, person: Person, account: Account, now: datetime) -> None:
    """An officer undid it: the name is no longer this phone's."""
    key = f"taken-back:{person.id}:{account.id}:{now.isoformat()}"
    _tell(session, account, "taken_back", key, now, person, (HUMAN,))


def _tell(
    session: Session,
    account: Account,
    what: str,
    key: str,
    now: datetime,
    person: Person | None,
    offers: Sequence[tuple[str, Act]],
    priority: Priority = Priority.ASKED,
) -> None:
    if account.line_user_id is None:
        return
    language = account.language
    values = {"called": person.called or ""} if person else {}
    buttons = tuple(Button(say(label, language), act) for label, act in offers)
    push = Push(
        to=account.line_user_id,
        mailbox_key=f"user:{account.line_user_id}",
        bubbles=[Bubble(say(f"registration.{what}", language, **values), buttons=buttons)],
        dedupe_key=key[:120],
        priority=priority,
        due_at=now,
    )
    put_push(session, push, now)
