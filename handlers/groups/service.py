"""A group's chat as rows: closed when the bot must leave, and of an edited message the newest."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.outbox.ending import end
from bot.outbox.write import ANSWER
from models.erasing import plan_bytes
from models.inbox import EDITED, Event
from models.mailbox import Mailbox
from models.outbox import Outgoing
from models.words import OutboxState

SAID = ("message", EDITED)


def close(session: Session, mailbox: Mailbox, at: datetime, now: datetime) -> None:
    """The bot is out: what still waits to be said there is said to nobody."""
    mailbox.closed_at = max(mailbox.closed_at or at, at)
    for row in _waiting(session, Outgoing.mailbox_key == mailbox.key):
        _withdraw(row, now, "left the group")


def is_open(mailbox: Mailbox, at: datetime) -> bool:
    """Whether what happened at `at` finds us there; somebody who speaks to us has let us in."""
    if mailbox.closed_at is not None and at > mailbox.closed_at:
        mailbox.closed_at = None
    return mailbox.closed_at is None


def is_replaced(session: Session, event: Event) -> bool:
    """Whether a newer wording of the message is known (LINE: the largest timestamp is the newest,
    in whatever order they come)."""
    newer = _same_message(event).where(Event.occurred_at > event.occurred_at)
    return session.scalar(newer.limit(1)) is not None


def older_wordings(session: Session, event: Event) -> list[Event]:
    """What the event's message said before, oldest first, as far as it is still known."""
    rows = session.scalars(
        _same_message(event)
        .where(Event.occurred_at < event.occurred_at, Event.payload.is_not(None))
        .order_by(Event.occurred_at, Event.id)
    )
    return list(rows)


def forget(session: Session, wordings: Sequence[Event], now: datetime) -> None:
    """Nobody says that any more: the words go, as those of an unsent message do."""
    for row in wordings:
        row.payload = None
    if wordings:
        plan_bytes(session, now)


def unanswer(session: Session, wordings: Sequence[Event], now: datetime) -> None:
    """What was to be said to them is not, unless somebody has begun to send it."""
    keys = [f"{ANSWER}:{row.event_key}" for row in wordings]
    for row in _waiting(session, Outgoing.dedupe_key.in_(keys)):
        if row.attempts == 0 and row.unclear_tries == 0:
            _withdraw(row, now, "the question was edited")


def _same_message(event: Event) -> sa.Select[Event]:
    return sa.select(Event).where(
        Event.message_id == event.message_id,
        Event.mailbox_key == event.mailbox_key,
        Event.kind.in_(SAID),
        Event.id != event.id,
    )


def _waiting(session: Session, which: sa.ColumnElement[bool]) -> list[Outgoing]:
    rows = session.scalars(
        sa.select(Outgoing)
        .where(which, Outgoing.state.in_((OutboxState.WAITING, OutboxState.HELD)))
        .with_for_update()
    )
    return list(rows)


def _withdraw(row: Outgoing, now: datetime, reason: str) -> None:
    if row.unclear_tries or row.began_at is not None:
        reason = f"{reason}; an earlier try may have arrived"
    row.token = row.leased_until = None
    end(row, OutboxState.WITHDRAWN, now, reason)
