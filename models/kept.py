"""Kept: what somebody said before (or without) saying what it is for."""

from __future__ import annotations

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.columns import Base, UTCDateTime, choice_type
from models.erasing import erase_file
from models.files import File
from models.mailbox import Conversation
from models.words import KeptState

LOOSE_FOR = timedelta(days=1)

# Kept.used_for of what staff settle by looking, not by writing back.
CLAIM = "claim"  # «I lead this village»
MOVE = "move"  # «I have a new phone»
WISH = "wish"  # help that somebody asks for in a survey
READ, ANSWERED = "kept.view", "kept.answer"  # what the audit log says; its subject is the row's id
WRITING_BACK = "staff_word"  # the form in which an officer does; its subject is the message's id


class Kept(Base):
    """One message: words, or a file, or a place; used, handed to staff or thrown away later.

    `person_id` is who said it, where that is known.
    """

    __tablename__ = "kept"
    id: Mapped[int] = mapped_column(primary_key=True)
    mailbox_key: Mapped[str | None] = mapped_column(sa.String(80), index=True)
    account_id: Mapped[str | None] = mapped_column(sa.ForeignKey("account.id"), index=True)
    person_id: Mapped[str | None] = mapped_column(sa.ForeignKey("person.id"), index=True)
    message_id: Mapped[str | None] = mapped_column(sa.String(40), index=True)
    kind: Mapped[str] = mapped_column(sa.String(20))
    text: Mapped[str | None] = mapped_column(sa.Text)
    file_id: Mapped[str | None] = mapped_column(sa.ForeignKey("file.id"))
    state: Mapped[KeptState] = mapped_column(choice_type(KeptState))
    used_for: Mapped[str] = mapped_column(sa.String(80), default="")
    said_at: Mapped[datetime] = mapped_column(UTCDateTime)


def for_move(person_id: str | None) -> str:
    """`Kept.used_for` of «I have a new phone», where it is known whom it is about."""
    return f"{MOVE}:{person_id}" if person_id else MOVE


def settled_as(row: Kept) -> str:
    """CLAIM, MOVE, or the first part of whatever else it is used for."""
    return row.used_for.partition(":")[0]


def whom_to_move(row: Kept) -> str | None:
    """The id of the person that `for_move` named."""
    return row.used_for.partition(":")[2] or None if settled_as(row) == MOVE else None


def for_wish(cohort_id: str) -> str:
    """`Kept.used_for` of help that somebody of a cohort asks for: its facilitators may read it."""
    return f"{WISH}:{cohort_id}"


def cohort_of_wish(row: Kept) -> str | None:
    """The id of the cohort that `for_wish` named."""
    return row.used_for.partition(":")[2] or None if settled_as(row) == WISH else None


def mark_of(person_id: str) -> str:
    """How what the audit log says of a facilitator, who is no staff, ends."""
    return f"person {person_id}"


def loose(session: Session, mailbox_key: str) -> list[Kept]:
    """What waits in a chat to hear what it is for, oldest first."""
    rows = session.scalars(
        sa.select(Kept)
        .where(Kept.mailbox_key == mailbox_key, Kept.state == KeptState.LOOSE)
        .order_by(Kept.said_at, Kept.id)
    )
    return list(rows)


def bundle(session: Session, mailbox_key: str, now: datetime, upto: str = "") -> list[Kept]:
    """What is offered together: of the last day, or what stood before `upto`, a row's id.

    An old button names the last row it was about: newer things stay untouched by it. What was said
    before that row belongs to it, though LINE may have delivered it later.
    """
    rows = loose(session, mailbox_key)
    if upto.isascii() and upto.isdecimal():
        rows = _upto(rows, int(upto))
        now = max((row.said_at for row in rows), default=now)
    return [row for row in rows if now - row.said_at <= LOOSE_FOR]


def _upto(rows: list[Kept], last: int) -> list[Kept]:
    said = max((row.said_at for row in rows if row.id <= last), default=None)
    return [row for row in rows if row.id <= last or (said is not None and row.said_at <= said)]


def use(rows: list[Kept], used_for: str) -> None:
    """These messages belong to something now: `report:<id>:<field>`, `conversation:<id>:…`."""
    for row in rows:
        row.state, row.used_for = KeptState.USED, used_for[:80]


def kept_for(session: Session, prefix: str) -> list[Kept]:
    """The messages that something was made of, oldest first."""
    rows = session.scalars(
        sa.select(Kept)
        .where(Kept.used_for.startswith(prefix, autoescape=True), Kept.state == KeptState.USED)
        .order_by(Kept.said_at, Kept.id)
    )
    return list(rows)


def discard(session: Session, rows: list[Kept], now: datetime) -> int:
    """Throw away for good: words emptied, files erased; how many there were."""
    for row in rows:
        file = session.get(File, row.file_id) if row.file_id else None
        if file is not None:
            erase_file(session, file, now)
        row.text, row.state = None, KeptState.DISCARDED
    session.flush()
    return len(rows)


def word_key(conversation_id: int) -> str:
    """The dedupe key of the push in which an officer writes back to what somebody left."""
    return f"word-back:{conversation_id}"


def word_keys(session: Session, account_id: str, person_id: str) -> list[str]:
    """Those of all that officers wrote back to what this person left on a phone."""
    left = sa.select(sa.cast(Kept.id, sa.String)).where(
        Kept.account_id == account_id,
        Kept.person_id == person_id,
        Kept.state == KeptState.FOR_STAFF,
    )
    forms = sa.select(Conversation.id).where(
        Conversation.room == WRITING_BACK, Conversation.subject.in_(left)
    )
    return [word_key(one) for one in session.scalars(forms)]
