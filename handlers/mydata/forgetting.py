"""What was said in a chat, taken out of inbox, outbox, forms and what was kept."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from base.ids import new_id
from models.inbox import Event
from models.kept import Kept
from models.mailbox import GROUPS, Conversation, Mailbox
from models.outbox import Outgoing
from models.words import ConversationState, EventState, OutboxState

UNSENT = (OutboxState.WAITING, OutboxState.HELD)
OPEN = (ConversationState.OPEN, ConversationState.LEFT)


def chat(session: Session, mailbox_key: str, account_id: str, event_id: int, now: datetime) -> None:
    """Everything of one chat up to the event that is being handled; what came later is new."""
    _events(session, mailbox_key, event_id)
    _groups(session, mailbox_key.partition(":")[2])
    _outgoing(session, mailbox_key, now)
    mine = sa.or_(Kept.account_id == account_id, Kept.mailbox_key == mailbox_key)
    session.execute(sa.delete(Kept).where(mine))
    _conversations(session, mailbox_key, account_id, now)
    _mailbox(session, mailbox_key)


def _events(session: Session, mailbox_key: str, event_id: int) -> None:
    handled = sa.or_(Event.state != EventState.WAITING, Event.id == event_id)
    session.execute(
        sa.update(Event)
        .where(Event.mailbox_key == mailbox_key, handled)
        .values(payload=None, mailbox_key=None, message_id=None, last_error=None)
    )


def _groups(session: Session, line_user_id: str) -> None:
    """What the person said to us in a group, and what could not be read, names them inside."""
    elsewhere = sa.or_(
        *(Event.mailbox_key.startswith(kind) for kind in GROUPS),
        Event.mailbox_key.is_(None),
    )
    session.execute(
        sa.update(Event)
        .where(elsewhere, Event.payload.contains(line_user_id, autoescape=True))
        .values(payload=None, message_id=None, last_error=None)
    )


def _outgoing(session: Session, mailbox_key: str, now: datetime) -> None:
    mine = sa.or_(Outgoing.mailbox_key == mailbox_key, Outgoing.to == mailbox_key.partition(":")[2])
    session.execute(
        sa.update(Outgoing)
        .where(mine, Outgoing.state.in_(UNSENT))
        .values(state=OutboxState.WITHDRAWN, outcome="erased", finished_at=now)
    )
    session.execute(
        sa.update(Outgoing)
        .where(mine)
        .values(
            body=None,
            to=None,
            mailbox_key=None,
            must_say=None,
            reply_token=None,
            about_person=None,
            last_error=None,
            token=None,
            leased_until=None,
            line_request_id=None,
            forget=True,
        )
    )


def _conversations(session: Session, mailbox_key: str, account_id: str, now: datetime) -> None:
    mine = sa.or_(Conversation.account_id == account_id, Conversation.mailbox_key == mailbox_key)
    session.execute(
        sa.update(Conversation)
        .where(mine, Conversation.state.in_(OPEN))
        .values(state=ConversationState.CANCELLED, ended_at=now)
    )
    session.execute(
        sa.update(Conversation)
        .where(mine)
        .values(state_json=None, mailbox_key=None, account_id=None, person_id=None, subject="")
    )


def _mailbox(session: Session, mailbox_key: str) -> None:
    """The row keeps only a random key; the turn goes on with the one it knows, to say goodbye."""
    row = session.get(Mailbox, mailbox_key)
    if row is not None:
        session.expunge(row)
    session.execute(
        sa.update(Mailbox)
        .where(Mailbox.key == mailbox_key)
        .values(
            key=f"erased:{new_id()}",
            account_id=None,
            conversation_id=None,
            last_event_at=None,
            speaker_id=None,
            speaker_on=None,
            asked_about=None,
        )
    )
