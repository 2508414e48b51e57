"""Words into outbox rows, in the transaction that decided to say them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from base.ids import retry_key
from bot.messages.bubbles import Bubble
from bot.messages.fitting import MAX_MESSAGES
from bot.messages.render import render
from bot.outbox import places, riders
from bot.outbox.ending import get_off
from bot.outbox.superseding import Messages, frozen, merge, musts_of, supersede
from bot.outbox.wanted import Unwanted, always_wanted
from models.database import wake
from models.forgetting import day_only
from models.mailbox import is_group
from models.outbox import Outgoing, untried_answers
from models.words import Lane, OutboxKind, OutboxState, Priority

ANSWER = "answer"  # Reply.about of what an event is answered with
BURST = timedelta(seconds=2)
ANSWER_USEFUL = timedelta(days=2)
GROUP_USEFUL = timedelta(minutes=20)  # as long as a reply token is tried: nothing is pushed there


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
    about: str = ANSWER
    musts: Sequence[Bubble] = ()
    deferred: bool = False
    forget: bool = False
    takes_riders: bool = True
    conversation: str = ""
    turn: int = 0


def put_reply(
    session: Session,
    reply: Reply,
    now: datetime,
    unwanted: Unwanted = always_wanted,
    lists: places.Lists | None = None,
) -> Outgoing:
    """One row answers this event and whatever earlier answers to the chat still waited.

    Saying the same event's answer twice is refused by the unique dedupe key. Without `lists`
    nothing that nobody asked for rides along.
    """
    own = render(reply.bubbles, conversation=reply.conversation, turn=reply.turn)
    musts = [musts_of(bubble, reply.conversation, reply.turn) for bubble in reply.musts]
    said = merge(untried_answers(session, reply.mailbox_key, now), own, musts)
    if said.earlier:
        get_off(session, reply.mailbox_key, said.earlier)
    forget = reply.forget or any(one.forget for one in said.earlier)
    useful_until = _useful_until(reply, now)
    carries = reply.takes_riders and reply.reply_token and not forget
    room = MAX_MESSAGES - len(said.messages) if carries else 0
    riding = _riding(session, reply.mailbox_key, room, now, unwanted, lists) if room else []
    row = Outgoing(
        kind=OutboxKind.REPLY if reply.reply_token else OutboxKind.PUSH,
        state=OutboxState.WAITING,
        answer=True,
        mailbox_key=reply.mailbox_key,
        to=reply.to,
        body=frozen(_with_riders(said.messages, riding)),
        must_say=said.must_say,
        retry_key=retry_key(),
        reply_token=reply.reply_token,
        event_at=reply.event_at,
        dedupe_key=f"{reply.about}:{reply.event_key}",
        priority=Priority.ANSWER,
        deferred=reply.deferred,
        forget=forget,
        due_at=now + BURST if reply.deferred else now,
        useful_until=day_only(useful_until) if forget else useful_until,
        created_at=now,
    )
    session.add(row)
    session.flush()
    supersede(said.earlier, row, now)
    riders.carry(riding, row, now)
    wake(session)
    return row


def _riding(
    session: Session,
    mailbox_key: str,
    room: int,
    now: datetime,
    unwanted: Unwanted,
    lists: places.Lists | None,
) -> list[Outgoing]:
    """What goes to this chat alone comes first; a place on a list not beside something unasked."""
    zone = lists.zone if lists else None
    riding = riders.choose(session, mailbox_key, room, now, unwanted, zone)
    room -= sum(len(json.loads(row.body or "[]")) for row in riding)
    unasked = any(row.priority is Priority.UNASKED for row in riding)
    if lists is None or room == 0 or unasked:
        return riding
    place = places.choose(session, mailbox_key, room, now, lists)
    return [*riding, place] if place else riding


def _useful_until(reply: Reply, now: datetime) -> datetime:
    in_group = is_group(reply.mailbox_key)
    return reply.event_at + GROUP_USEFUL if in_group else now + ANSWER_USEFUL


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
        body=frozen(render(push.bubbles)),
        retry_key=retry_key(),
        dedupe_key=push.dedupe_key,
        priority=push.priority,
        lane=Lane.URGENT if push.urgent_by or push.priority is Priority.ANSWER else Lane.PUSH,
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


def is_answered(session: Session, event_key: str, about: str = ANSWER) -> bool:
    """Whether `put_reply` was called for this key before, in this transaction or an earlier one."""
    known = sa.select(Outgoing.id).where(Outgoing.dedupe_key == f"{about}:{event_key}")
    return session.scalar(known) is not None


def _with_riders(messages: Messages, riding: Sequence[Outgoing]) -> Messages:
    """Before the answer's last bubble, whose buttons and quick replies must stay at the end."""
    carried = [message for row in riding for message in json.loads(row.body or "[]")]
    return [*messages[:-1], *carried, messages[-1]]
