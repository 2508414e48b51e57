"""Mailbox: one chat (a user, a group, a room); its events are handled one after the other."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.columns import Base, Sealed, UTCDateTime, choice_type
from models.words import ConversationState


class Mailbox(Base):
    """Key is `user:U…`, `group:C…` or `room:R…`. After erasure the key is a random one.

    `conversation_id` is the open form. It is no foreign key: conversations point at mailboxes, and
    two tables that need each other could be created on no engine alike. `closed_at` is when the
    bot had to leave a group or room; whatever is said there later opens it again.

    Where several people speak through the phone, `speaker_id` is who does now and `speaker_on` the
    day on which they said so; `asked_about` are the ids of the events that wait to hear who it is,
    separated by commas, while that is asked.
    """

    __tablename__ = "mailbox"
    key: Mapped[str] = mapped_column(sa.String(80), primary_key=True)
    account_id: Mapped[str | None] = mapped_column(sa.ForeignKey("account.id"), index=True)
    last_event_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    conversation_id: Mapped[int | None]
    speaker_id: Mapped[str | None] = mapped_column(sa.ForeignKey("person.id"))
    speaker_on: Mapped[date | None]
    asked_about: Mapped[str | None] = mapped_column(sa.Text)
    closed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


GROUPS = ("group:", "room:")
SEALED = "sealed:"  # how the subject of a form begins that must not say what it is about


def is_group(mailbox_key: str | None) -> bool:
    """Whether several people read along in this chat."""
    return (mailbox_key or "").startswith(GROUPS)


class Conversation(Base):
    """A form being filled in one chat: its state as the engine left it, and the turn it stands at.

    A person half-way keeps the version they began: `form_digest` names a row of FormVersion.
    `asked_at` is when the question at `asked_path` was first asked: what was said before that
    cannot be an answer to it. `person_id` is who fills it in, where that is known. The state holds
    phone numbers and names of people that nobody may know of: it is encrypted.
    """

    __tablename__ = "conversation"
    id: Mapped[int] = mapped_column(primary_key=True)
    mailbox_key: Mapped[str | None] = mapped_column(sa.ForeignKey("mailbox.key"), index=True)
    account_id: Mapped[str | None] = mapped_column(sa.ForeignKey("account.id"), index=True)
    person_id: Mapped[str | None] = mapped_column(sa.ForeignKey("person.id"), index=True)
    room: Mapped[str] = mapped_column(sa.String(40))
    form_digest: Mapped[str] = mapped_column(sa.ForeignKey("form_version.digest"))
    subject: Mapped[str] = mapped_column(sa.String(80), default="")
    state_json: Mapped[str | None] = mapped_column(Sealed)
    turn: Mapped[int] = mapped_column(default=0)
    state: Mapped[ConversationState] = mapped_column(choice_type(ConversationState))
    asked_path: Mapped[str | None] = mapped_column(sa.String(120))
    asked_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    opened_at: Mapped[datetime] = mapped_column(UTCDateTime)
    touched_at: Mapped[datetime] = mapped_column(UTCDateTime)
    nudged_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class FormVersion(Base):
    """The source of a form as it was when somebody began it."""

    __tablename__ = "form_version"
    digest: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    room: Mapped[str] = mapped_column(sa.String(40))
    source: Mapped[bytes]
    first_used_at: Mapped[datetime] = mapped_column(UTCDateTime)


def left_conversations(session: Session, mailbox_key: str) -> list[Conversation]:
    """Put aside and not ended, newest first."""
    rows = session.scalars(
        sa.select(Conversation)
        .where(
            Conversation.mailbox_key == mailbox_key,
            Conversation.state.in_([ConversationState.OPEN, ConversationState.LEFT]),
        )
        .order_by(Conversation.touched_at.desc(), Conversation.id.desc())
    )
    return list(rows)
