"""Handling one claimed event: the turn's transaction, and what happens when it fails.

No network, file or child process in here. If the claim was lost meanwhile, all of it is undone.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Hashable, Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from base.i18n import say
from base.ids import new_id
from base.logs import get, trouble
from bot.dialogue.rooms import NotOnShelf
from bot.inbox.router import HEARD_KINDS, route
from bot.inbox.turn import Context, LookFirst, Turn, token_of
from bot.media.register import register
from bot.messages.bubbles import Bubble
from bot.outbox.places import Lists
from bot.outbox.write import Reply, is_answered, put_reply
from models.claims import LostClaim, finish, is_due, take
from models.database import Busy, Database, TooSlow, insert
from models.erasing import plan_bytes
from models.inbox import EDITED, Event, Unsent, next_event, waiting_in
from models.late import ask_late_through
from models.mailbox import Mailbox
from models.people import Account, account_of
from models.words import EventState

TRIES = (0.0, 0.5, 1.0, 2.0, 4.0)  # seconds to wait before each try; then a person must look
WITHIN = 8.0  # seconds for a turn, so that it ends before its lease does
MOST_BEGINNINGS = 5  # of one turn: forms to read, and counts that take long
MOST_CLAIMS = 10  # an event whose turns end with their worker's death is not tried for ever

Looked = dict[Hashable, object]
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
        _whole_turn(database, context, event_id, token)
    except LostClaim:
        log.warning("another worker took this event over", action="claim_lost", event_id=event_id)
    except TooSlow as error:
        log.warning("a turn took too long", action="turn_too_slow", event_id=event_id)
        _failed(database, context, event_id, token, trouble(error))
    except Busy:
        log.warning("the write lock was not to be had", action="turn_put_off", event_id=event_id)
        _give_back(database, context, event_id, token)
    except Exception as error:
        log.exception("an event could not be handled", action="turn_failed", event_id=event_id)
        _failed(database, context, event_id, token, trouble(error))


def _whole_turn(database: Database, context: Context, event_id: int, token: str) -> None:
    """Once more where it met a form that has to be read first, or a count that takes long."""
    looked: Looked = {}
    for tries_left in reversed(range(MOST_BEGINNINGS)):
        try:
            with database.write(patience=WITHIN) as session:
                _turn(session, context, event_id, token, looked)
            return
        except NotOnShelf as wanted:
            if not tries_left:
                raise
            context.shelf.read(wanted)
        except LookFirst as asked:
            if not tries_left:
                raise
            with database.read() as session:
                looked[asked.what] = asked.look(session)


def _turn(session: Session, context: Context, event_id: int, token: str, looked: Looked) -> None:
    mailbox_key = session.scalar(sa.select(Event.mailbox_key).where(Event.id == event_id))
    mailbox = _locked(session, mailbox_key, context.clock.now()) if mailbox_key else None
    event = session.get_one(Event, event_id)
    if event.token != token or event.state is not EventState.WAITING:
        raise LostClaim
    if event.attempts > MOST_CLAIMS:
        raise NeverEnds(f"claimed {event.attempts} times")
    now = context.clock.now()
    payload = _payload(event)
    late = False
    unread = _taken_back(session, event, now)
    if mailbox is not None and payload is not None and not unread:
        turn = _open(session, context, event, payload, mailbox, now)
        turn.looked = looked
        late = _heard(turn)
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


def _heard(turn: Turn) -> bool:
    """Route it and answer; whether it came late."""
    event, mailbox = turn.event, turn.mailbox
    occurred_at = event.occurred_at
    # LINE's clock may be ahead of ours; the token is never younger than its arrival here.
    said_at = min(event.occurred_at, event.received_at)
    route(turn)  # may empty the event, so that nothing tells who sent it
    _answer(turn, said_at)
    mailbox.last_event_at = max(filter(None, (mailbox.last_event_at, occurred_at)))
    return turn.late


def _payload(event: Event) -> Mapping[str, Any] | None:
    payload = json.loads(event.payload) if event.payload else None
    return payload if isinstance(payload, dict) else None


def _taken_back(session: Session, event: Event, now: datetime) -> bool:
    """A message whose unsend came first: its words go unread. Edited, they are newer words."""
    if event.kind not in ("message", EDITED) or event.message_id is None:
        return False
    unsent = session.get(Unsent, event.message_id)
    if unsent is None or (event.kind == EDITED and event.occurred_at > unsent.at):
        return False
    event.payload = None
    plan_bytes(session, now)
    return True


def _open(
    session: Session,
    context: Context,
    event: Event,
    payload: Mapping[str, Any],
    mailbox: Mailbox,
    now: datetime,
) -> Turn:
    account = session.get(Account, mailbox.account_id) if mailbox.account_id else None
    late = mailbox.last_event_at is not None and event.occurred_at < mailbox.last_event_at
    turn = Turn(session, context, event, payload, mailbox, account, now, late)
    if account is not None and event.kind in HEARD_KINDS and not late:
        if account.blocked:
            ask_late_through(session, account.id, now)
        account.blocked = False  # whoever speaks to us hears us
    turn.file = register(session, turn.message, account, mailbox.key, event.occurred_at, now)
    return turn


def _locked(session: Session, key: str, now: datetime) -> Mailbox:
    """The chat's row, locked before anything else is read: its events are handled one by one."""
    mailbox = session.get(Mailbox, key, with_for_update=True)
    if mailbox is None:
        account = _account(session, key, now)
        new = insert(session, Mailbox).values(key=key, account_id=account and account.id)
        session.execute(new.on_conflict_do_nothing())
        mailbox = session.get_one(Mailbox, key, with_for_update=True)
    return mailbox


def _account(session: Session, key: str, now: datetime) -> Account | None:
    """The account of a one-to-one chat, made if LINE never spoke of it before."""
    kind, _, line_id = key.partition(":")
    if kind != "user":
        return None
    if account_of(session, line_id) is None:
        new = insert(session, Account).values(
            id=new_id(), line_user_id=line_id, language="th", created_at=now, profile_due_at=now
        )
        session.execute(new.on_conflict_do_nothing())
    return account_of(session, line_id)


def _answer(turn: Turn, said_at: datetime) -> None:
    answer = turn.answer
    # LINE reference, "Common properties": in standby somebody else answers, and we must not.
    if not answer.bubbles or turn.payload.get("mode") == "standby":
        return
    more_waits = waiting_in(turn.session, turn.mailbox.key, turn.event.id) > 0
    put_reply(
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
        turn.context.unwanted,
        Lists(turn.context.zone, turn.context.unwanted_by_many),
    )


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
