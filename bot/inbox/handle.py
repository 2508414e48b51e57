"""Handling one claimed event: the turn's transaction, and what happens when it fails.

No network, file or child process in here. If the claim was lost meanwhile, all of it is undone.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from base.i18n import say
from base.ids import new_id
from base.logs import get, trouble
from bot.inbox.router import route
from bot.inbox.turn import Context, Turn, token_of
from bot.inbox.untied import untie
from bot.media.register import register
from bot.messages.bubbles import Bubble
from bot.outbox.write import Reply, is_answered, put_reply
from models.claims import LostClaim, finish, is_due, take
from models.database import Busy, Database
from models.erasing import plan_bytes
from models.inbox import Event, Unsent, next_event, waiting_in
from models.mailbox import Mailbox
from models.people import Account, account_of
from models.words import EventState

TRIES = (0.0, 0.5, 1.0, 2.0, 4.0)  # seconds to wait before each try; then a person must look
MOST_CLAIMS = 10  # an event whose turns end with their worker's death is not tried for ever

log = get("inbox")


class NeverEnds(Exception):
    """Workers die of this event, again and again."""


def claim(database: Database, context: Context) -> tuple[int, str] | None:
    """Claim the next event, in a transaction of its own: its id and our token."""
    now = context.clock.now()
    with database.read() as session:
        if not is_due(session, next_event(), now):
            return None
    with database.write() as session:
        row: Event | None = take(session, Event, next_event(), now)
        return None if row is None or row.token is None else (row.id, row.token)


def handle(database: Database, context: Context, event_id: int, token: str) -> None:
    """Handle a claimed event: done, or due again later, or dead with staff told."""
    try:
        with database.write() as session:
            _turn(session, context, event_id, token)
    except LostClaim:
        log.warning("another worker took this event over", action="claim_lost", event_id=event_id)
    except Busy:
        log.warning("the write lock was not to be had", action="turn_put_off", event_id=event_id)
        _give_back(database, context, event_id, token)
    except Exception as error:
        log.exception("an event could not be handled", action="turn_failed", event_id=event_id)
        _failed(database, context, event_id, token, trouble(error))


def _turn(session: Session, context: Context, event_id: int, token: str) -> None:
    event = session.get_one(Event, event_id)
    if event.token != token or event.state is not EventState.WAITING:
        raise LostClaim
    if event.attempts > MOST_CLAIMS:
        raise NeverEnds(f"claimed {event.attempts} times")
    now = context.clock.now()
    payload = _payload(event)
    late = False
    unread = _taken_back(session, event, now)
    if event.mailbox_key is not None and payload is not None and not unread:
        turn = _open(session, context, event, payload, now)
        late, occurred_at = turn.late, event.occurred_at
        # LINE's clock may be ahead of ours; the token is never younger than its arrival here.
        said_at = min(event.occurred_at, event.received_at)
        route(turn)  # may empty the event, so that nothing tells who sent it
        _answer(turn, said_at)
        turn.mailbox.last_event_at = max(filter(None, (turn.mailbox.last_event_at, occurred_at)))
    session.flush()
    finish(
        session,
        Event,
        event_id,
        token,
        state=EventState.DONE,
        late=late,
        finished_at=event.finished_at or now,
        last_error=None,
    )


def _payload(event: Event) -> Mapping[str, Any] | None:
    payload = json.loads(event.payload) if event.payload else None
    return payload if isinstance(payload, dict) else None


def _taken_back(session: Session, event: Event, now: datetime) -> bool:
    """A message whose unsend came first: its words go unread."""
    if event.kind != "message" or event.message_id is None:
        return False
    if session.get(Unsent, event.message_id) is None:
        return False
    event.payload = None
    plan_bytes(session, now)
    return True


def _open(
    session: Session, context: Context, event: Event, payload: Mapping[str, Any], now: datetime
) -> Turn:
    key = event.mailbox_key or ""
    account = _account(session, key, now)
    mailbox = _mailbox(session, key, account)
    late = mailbox.last_event_at is not None and event.occurred_at < mailbox.last_event_at
    turn = Turn(session, context, event, payload, mailbox, account, now, late)
    turn.file = register(session, turn.message, account, key, event.occurred_at, now)
    return turn


def _mailbox(session: Session, key: str, account: Account | None) -> Mailbox:
    """The chat's row, locked: its events are handled one after the other."""
    mailbox = session.get(Mailbox, key, with_for_update=True)
    if mailbox is None:
        mailbox = Mailbox(key=key, account_id=account.id if account else None)
        session.add(mailbox)
        session.flush()
    return mailbox


def _account(session: Session, key: str, now: datetime) -> Account | None:
    kind, _, line_id = key.partition(":")
    if kind != "user":
        return None
    account = account_of(session, line_id)
    if account is None:
        account = Account(id=new_id(), line_user_id=line_id, created_at=now, profile_due_at=now)
        session.add(account)
        session.flush()
    return account


def _answer(turn: Turn, said_at: datetime) -> None:
    answer = turn.answer
    if not answer.bubbles:
        return
    more_waits = waiting_in(turn.session, turn.mailbox.key, turn.event.id) > 0
    row = put_reply(
        turn.session,
        Reply(
            mailbox_key=turn.mailbox.key,
            to=turn.mailbox.key.partition(":")[2],
            reply_token=turn.reply_token,
            event_key=turn.event.event_key,
            event_at=said_at,
            bubbles=answer.bubbles,
            musts=answer.musts,
            deferred=not answer.at_once and (answer.deferred or more_waits),
            forget=answer.forget,
            takes_riders=answer.takes_riders,
            conversation=answer.conversation,
            turn=answer.turn,
        ),
        turn.now,
    )
    if row.forget:
        untie(turn.session, row)


def _give_back(database: Database, context: Context, event_id: int, token: str) -> None:
    """A busy database says nothing about the event: this was no try of it."""
    with contextlib.suppress(Busy), database.write() as session:
        event = session.get_one(Event, event_id, with_for_update=True)
        if event.token == token:
            event.token = event.leased_until = None
            event.attempts -= 1
            event.due_at = context.clock.now() + timedelta(seconds=TRIES[1])


def _failed(database: Database, context: Context, event_id: int, token: str, error: str) -> None:
    now = context.clock.now()
    with database.write() as session:
        event = session.get_one(Event, event_id, with_for_update=True)
        if event.token != token:
            return
        event.last_error = error
        event.token = event.leased_until = None
        if event.attempts < len(TRIES):
            event.due_at = now + timedelta(seconds=TRIES[event.attempts])
            return
        event.state = EventState.DEAD
        event.finished_at = now
        _tell(session, context, event, now)


def _tell(session: Session, context: Context, event: Event, now: datetime) -> None:
    """The person and staff; if that fails too, the row is dead and seen by staff all the same."""
    _told(session, event, partial(_confess, session, event, now))
    _told(session, event, partial(context.alarm, session, "event", str(event.id), now))


def _told(session: Session, event: Event, tell: Callable[[], None]) -> None:
    try:
        with session.begin_nested():
            tell()
    except Exception:
        log.exception("nobody heard of a dead event", action="tell_failed", event_id=event.id)


def _confess(session: Session, event: Event, now: datetime) -> None:
    """One honest sentence to whoever wrote what we could not handle.

    Its key is not the answer's: the event may be tried again, and then be answered.
    """
    payload = _payload(event) or {}
    token = token_of(payload)
    if token is None or not (event.mailbox_key or "").startswith("user:"):
        return
    if is_answered(session, event.event_key, about="sorry"):
        return  # it was said when the event died the first time
    line_id = (event.mailbox_key or "").partition(":")[2]
    account = account_of(session, line_id)
    text = say("chat.could_not_handle", account.language if account else "th")
    reply = Reply(
        mailbox_key=event.mailbox_key or "",
        to=line_id,
        reply_token=token,
        event_key=event.event_key,
        event_at=min(event.occurred_at, event.received_at),
        bubbles=[Bubble(text)],
        about="sorry",
        takes_riders=False,
    )
    put_reply(session, reply, now)


def replay(session: Session, event_id: int, now: datetime) -> bool:
    """Try a dead event once more from the start (operator, staff)."""
    done = session.execute(
        sa.update(Event)
        .where(Event.id == event_id, Event.state == EventState.DEAD)
        .values(state=EventState.WAITING, attempts=0, due_at=now, finished_at=None)
    )
    return bool(done.rowcount)  # type: ignore[attr-defined]
