"""Inbox: what LINE sent, each event stored once, before anything is done with it."""

from __future__ import annotations

from datetime import datetime
from functools import cache

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, aliased, mapped_column

from models.claims import free, runs
from models.columns import Base, Claimable, UTCDateTime, choice_type
from models.database import insert
from models.words import EventState

EDITED = "messageEdited"  # LINE reference, "Message edited event"; in groups only


class Event(Base, Claimable):
    """One webhook event. `event_key` is a hash of LINE's webhookEventId, or of unreadable bytes.

    `payload` is the event object as JSON; emptied 30 days after it is finished, or when the person
    takes it back.
    """

    __tablename__ = "event"
    __table_args__ = (
        # SQLite counts the columns that fit and knows no sizes: with the chat and the state in one
        # index it looks at one chat, and not at all that waits. It finds a chat's rows of any
        # state as well; an index of the chat alone would only lead astray.
        sa.Index("ix_event_mailbox", "mailbox_key", "state", "occurred_at", "id"),
        sa.Index(
            "ix_event_leased",
            "mailbox_key",
            "leased_until",
            sqlite_where=sa.text("leased_until IS NOT NULL"),
            postgresql_where=sa.text("leased_until IS NOT NULL"),
        ),
        sa.Index("ix_event_state_due_at", "state", "due_at"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    event_key: Mapped[str] = mapped_column(sa.String(80), unique=True)
    mailbox_key: Mapped[str | None] = mapped_column(sa.String(80))
    message_id: Mapped[str | None] = mapped_column(sa.String(40), index=True)
    kind: Mapped[str] = mapped_column(sa.String(40))
    occurred_at: Mapped[datetime] = mapped_column(UTCDateTime)
    received_at: Mapped[datetime] = mapped_column(UTCDateTime)
    payload: Mapped[str | None] = mapped_column(sa.Text)
    state: Mapped[EventState] = mapped_column(choice_type(EventState))
    late: Mapped[bool] = mapped_column(default=False)


class Unsent(Base):
    """A message that was taken back; it may be so before the message itself is handled.

    In a group also one that was edited so that it is not for us: what was said before `at`."""

    __tablename__ = "unsent"
    message_id: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    at: Mapped[datetime] = mapped_column(UTCDateTime)


class Tally(Base):
    """How often something happened that leaves no row: group talk dropped, duplicates."""

    __tablename__ = "tally"
    name: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    count: Mapped[int] = mapped_column(default=0)


@cache
def next_event() -> sa.Select[int]:
    """The id to claim: due, at the head of its mailbox, and nobody at work in that mailbox."""
    other = aliased(Event)
    beside = sa.exists().where(
        other.mailbox_key == Event.mailbox_key, other.state == EventState.WAITING
    )
    # Two questions, each with an index of its own; joined by OR neither would be used.
    ahead = beside.where(
        sa.tuple_(other.occurred_at, other.id) < sa.tuple_(Event.occurred_at, Event.id)
    )
    in_hand = beside.where(runs(other.leased_until))
    return (
        sa.select(Event.id)
        .where(Event.state == EventState.WAITING, free(Event), ~ahead, ~in_hand)
        .order_by(Event.due_at, Event.id)
    )


def waiting_in(session: Session, mailbox_key: str, but: int) -> int:
    """How many other events of a chat still wait."""
    return session.scalar(_waiting_in(), {"mailbox": mailbox_key, "but": but}) or 0


@cache
def _waiting_in() -> sa.Select[int]:
    return (
        sa.select(sa.func.count())
        .select_from(Event)
        .where(
            Event.mailbox_key == sa.bindparam("mailbox"),
            Event.state == EventState.WAITING,
            Event.id != sa.bindparam("but"),
        )
    )


def count(session: Session, name: str, by: int = 1) -> None:
    """Add to a tally; safe when two processes do so at once, the first time too."""
    statement = insert(session, Tally).values(name=name, count=by)
    session.execute(
        statement.on_conflict_do_update(
            index_elements=[Tally.name], set_={"count": Tally.count + by}
        )
    )
