"""Words into outbox rows, in the transaction that decided to say them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from base.ids import retry_key
from bot.messages.bubbles import Bubble
from bot.messages.fitting import MAX_MESSAGES
from bot.messages.render import render
from bot.outbox.ending import end
from models.database import wake
from models.outbox import Outgoing, untried_answers
from models.words import OutboxKind, OutboxState, Priority

BURST = timedelta(seconds=2)
ANSWER_USEFUL = timedelta(days=2)

Messages = list[dict[str, Any]]


@dataclass(frozen=True)
class Reply:
    """What is said to an event: to whom, with which token, whether it may be put off.

    `about` and the event's key together say what it is: the same is never said twice.
    """

    mailbox_key: str
    to: str
    reply_token: str | None
    event_key: str
    event_at: datetime
    bubbles: Sequence[Bubble]
    about: str = "answer"
    musts: Sequence[str] = ()
    deferred: bool = False
    forget: bool = False
    takes_riders: bool = True
    conversation: str = ""
    turn: int = 0


def put_reply(session: Session, reply: Reply, now: datetime) -> Outgoing:
    """One row answers this event and whatever earlier answers to the chat still waited.

    Saying the same event's answer twice is refused by the unique dedupe key.
    """
    earlier = untried_answers(session, reply.mailbox_key, now)
    owed = [text for row in earlier for text in json.loads(row.must_say or "[]")]
    owed = [text for text in dict.fromkeys(owed) if text not in reply.musts]
    bubbles = [*map(Bubble, owed), *reply.bubbles]
    messages = render(bubbles, conversation=reply.conversation, turn=reply.turn)
    riders = _riders(session, reply, messages, earlier, now)
    row = Outgoing(
        kind=OutboxKind.REPLY if reply.reply_token else OutboxKind.PUSH,
        state=OutboxState.WAITING,
        answer=True,
        mailbox_key=reply.mailbox_key,
        to=reply.to,
        body=_frozen(_with_riders(messages, riders)),
        must_say=json.dumps([*owed, *reply.musts], ensure_ascii=False)
        if owed or reply.musts
        else None,
        retry_key=retry_key(),
        reply_token=reply.reply_token,
        event_at=reply.event_at,
        dedupe_key=f"{reply.about}:{reply.event_key}",
        priority=Priority.ANSWER,
        deferred=reply.deferred,
        forget=reply.forget or any(one.forget for one in earlier),
        due_at=now + BURST if reply.deferred else now,
        useful_until=now + ANSWER_USEFUL,
        created_at=now,
    )
    session.add(row)
    session.flush()
    for one in earlier:
        end(one, OutboxState.SUPERSEDED, now)
        one.superseded_by = row.id
    for one in riders:
        end(one, OutboxState.CARRIED, now)
        one.carried_by = row.id
    wake(session)
    return row


@dataclass(frozen=True)
class Push:
    """Something nobody just asked for in this chat. `dedupe_key` makes saying it twice harmless."""

    to: str
    mailbox_key: str
    bubbles: Sequence[Bubble]
    dedupe_key: str
    priority: Priority
    due_at: datetime
    useful_until: datetime | None = None
    urgent_by: str | None = None
    about_person: str | None = None
    forget: bool = False


def put_push(session: Session, push: Push, now: datetime) -> Outgoing | None:
    """A row to be pushed; None when the same thing is said already."""
    known = session.scalar(sa.select(Outgoing.id).where(Outgoing.dedupe_key == push.dedupe_key))
    if known is not None:
        return None
    row = Outgoing(
        kind=OutboxKind.PUSH,
        state=OutboxState.WAITING,
        mailbox_key=push.mailbox_key,
        to=push.to,
        body=_frozen(render(push.bubbles)),
        retry_key=retry_key(),
        dedupe_key=push.dedupe_key,
        priority=push.priority,
        due_at=push.due_at,
        useful_until=push.useful_until,
        urgent_by=push.urgent_by,
        about_person=push.about_person,
        forget=push.forget,
        created_at=now,
    )
    session.add(row)
    session.flush()
    wake(session)
    return row


def withdraw(session: Session, dedupe_prefix: str, now: datetime, reason: str) -> int:
    """Take back pushes that were not tried yet, e.g. a nudge for a form that was sent meanwhile."""
    rows = session.scalars(
        sa.select(Outgoing)
        .where(
            Outgoing.dedupe_key.startswith(dedupe_prefix, autoescape=True),
            Outgoing.state == OutboxState.WAITING,
            Outgoing.attempts == 0,
        )
        .order_by(Outgoing.id)
        .with_for_update()  # one that a sender takes just now is looked at again, and then stays
    ).all()
    for row in rows:
        end(row, OutboxState.WITHDRAWN, now, reason)
    return len(rows)


def is_answered(session: Session, event_key: str, about: str = "answer") -> bool:
    """Whether `put_reply` was called for this key before, in this transaction or an earlier one."""
    known = sa.select(Outgoing.id).where(Outgoing.dedupe_key == f"{about}:{event_key}")
    return session.scalar(known) is not None


def _riders(
    session: Session,
    reply: Reply,
    messages: Messages,
    earlier: Sequence[Outgoing],
    now: datetime,
) -> list[Outgoing]:
    """Due, unasked, untried pushes to this chat that still fit in the five bubbles of a reply.

    What rode on an answer that is superseded now gets off first, or it would be lost with it.
    """
    if earlier:
        session.execute(
            sa.update(Outgoing)
            .where(
                Outgoing.mailbox_key == reply.mailbox_key,  # by index, not through all rows
                Outgoing.state == OutboxState.CARRIED,
                Outgoing.carried_by.in_([row.id for row in earlier]),
            )
            .values(state=OutboxState.WAITING, carried_by=None, finished_at=None)
        )
    if not (reply.takes_riders and reply.reply_token):
        return []
    waiting = session.scalars(
        sa.select(Outgoing)
        .where(
            Outgoing.mailbox_key == reply.mailbox_key,
            Outgoing.state == OutboxState.WAITING,
            Outgoing.answer == sa.false(),
            Outgoing.kind == OutboxKind.PUSH,
            Outgoing.priority == Priority.UNASKED,
            Outgoing.attempts == 0,
            Outgoing.due_at <= now,
            sa.or_(Outgoing.useful_until.is_(None), Outgoing.useful_until >= now),
            Outgoing.urgent_by.is_(None),
        )
        .order_by(Outgoing.due_at, Outgoing.id)
        .with_for_update(skip_locked=True)
    )
    room = MAX_MESSAGES - len(messages)
    chosen: list[Outgoing] = []
    for row in waiting:
        size = len(json.loads(row.body or "[]"))
        if 0 < size <= room:
            chosen.append(row)
            room -= size
    return chosen


def _with_riders(messages: Messages, riders: Sequence[Outgoing]) -> Messages:
    """Before the answer's last bubble, whose buttons and quick replies must stay at the end."""
    carried = [message for row in riders for message in json.loads(row.body or "[]")]
    return [*messages[:-1], *carried, messages[-1]]


def _frozen(messages: Messages) -> str:
    return json.dumps(messages, ensure_ascii=False, separators=(",", ":"))
