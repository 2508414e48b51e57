"""Forgetting who filed: in the transaction that files the case, or looks it up with a code.

What the conversation touched loses account, chat and time of day: events, answers, what was kept,
files, the conversation itself. docs/anonymity.md says what the order of numbers still tells.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.outbox.ending import end, forget
from handlers.feedback import words
from models.erasing import plan_bytes_unseen
from models.files import File
from models.forgetting import day_only
from models.inbox import Event
from models.kept import Kept
from models.mailbox import Conversation
from models.outbox import Outgoing
from models.tasks import ScheduledTask
from models.words import EventState, FileState, OutboxState, TaskState

NO_FORM = 0  # no conversation has that id
OF_A_FORM = "filling."  # how the kind of a task begins whose subject is a conversation


def forget_conversation(
    session: Session,
    mailbox_key: str,
    conversation: Conversation,
    event: Event | None,
    now: datetime,
    naming: str = "",
    until: datetime | None = None,
) -> None:
    """All rows of the conversation that ends with `event`, if something that was said ended it,
    and what this chat said earlier that has `naming` in it, in capitals. Where it was left long ago
    it ended `until` then, and what was said since stays.
    What was kept for it must still carry the mark of the form."""
    session.flush()
    kept = _kept(session, conversation.id)
    messages = {one.message_id for one in kept if one.message_id}
    kept += words.kept_beside(session, messages)
    events = _events(session, mailbox_key, (conversation.opened_at, until), messages, event)
    if naming:
        events += _events_naming(
            session, mailbox_key, naming, [*events, *([event] if event else [])]
        )
    messages |= {one.message_id for one in events if one.message_id}
    kept += _overheard(session, messages)
    _forget_answers(session, mailbox_key, [one.event_key for one in events], conversation.id, now)
    _forget_files(session, messages, [one.file_id for one in kept if one.file_id])
    for row in dict.fromkeys(kept):
        session.delete(row)
    for one in (*events, *([event] if event else [])):
        forget_event(one, now)
    _forget_tasks(session, conversation.id)
    _forget_form(conversation)
    plan_bytes_unseen(session, now)
    session.flush()


def forget_turn(session: Session, event: Event, now: datetime) -> None:
    """One turn that began no form: what was said, and what was answered."""
    session.flush()
    _forget_answers(session, event.mailbox_key or "", [event.event_key], NO_FORM, now)
    forget_event(event, now)
    plan_bytes_unseen(session, now)
    session.flush()


def forget_event(event: Event, now: datetime) -> None:
    """The event's key, state and claim stay; nothing tells who sent what, or when of the day."""
    event.payload = event.mailbox_key = event.message_id = None
    event.occurred_at = day_only(event.occurred_at)
    event.received_at = day_only(event.received_at)
    event.due_at = day_only(event.due_at)
    event.finished_at = day_only(event.finished_at or now)


def _kept(session: Session, conversation_id: int) -> list[Kept]:
    mark = f"conversation:{conversation_id}:"
    rows = session.scalars(sa.select(Kept).where(Kept.used_for.startswith(mark, autoescape=True)))
    return list(rows)


def _overheard(session: Session, messages: set[str]) -> list[Kept]:
    """What was kept of the conversation's messages for danger or as unheard, at any question; what
    waits to become something else stays its owner's."""
    of_nothing_else = (Kept.used_for.startswith(kind) for kind in ("danger:", "event:"))
    rows = session.scalars(
        sa.select(Kept).where(Kept.message_id.in_(messages), sa.or_(*of_nothing_else))
    )
    return list(rows)


def _events(
    session: Session,
    mailbox_key: str,
    times: tuple[datetime, datetime | None],
    messages: set[str],
    but: Event | None,
) -> list[Event]:
    """What this chat said since the form was opened, and what came before it and was used. Without
    an end also what a worker whose clock is ahead says to have done later than now.

    Dead ones stay: a person was promised to look at them, and the case has nothing of theirs.
    """
    since, until = times
    during = sa.and_(Event.finished_at >= since, Event.state == EventState.DONE)
    if until is not None:
        during = sa.and_(during, Event.finished_at <= until)
    rows = session.scalars(
        sa.select(Event).where(
            Event.mailbox_key == mailbox_key,
            Event.id != (but.id if but else None),
            sa.or_(during, Event.message_id.in_(messages)),
        )
    )
    return list(rows)


def _events_naming(
    session: Session, mailbox_key: str, naming: str, but: list[Event]
) -> list[Event]:
    """What was typed or pressed before the form was open, such as a forum's code."""
    rows = session.scalars(
        sa.select(Event).where(
            Event.mailbox_key == mailbox_key,
            Event.state == EventState.DONE,
            sa.func.upper(Event.payload).contains(naming, autoescape=True),
        )
    )
    return [one for one in rows if one not in but]


def _forget_answers(
    session: Session,
    mailbox_key: str,
    event_keys: Iterable[str],
    conversation_id: int,
    now: datetime,
) -> None:
    """What was said in the conversation, and what repeats or follows from it."""
    names = [f"{about}:{key}" for key in event_keys for about in ("answer", "sorry")]
    nudge = f"nudge:{conversation_id}"
    chosen = sa.or_(
        Outgoing.dedupe_key.in_(names),
        Outgoing.dedupe_key == nudge,
        Outgoing.dedupe_key.startswith(f"{nudge}:", autoescape=True),
    )
    rows = list(session.scalars(sa.select(Outgoing).where(chosen).with_for_update()))
    later = [f"{kind}:{row.id}" for row in rows for kind in ("again", "sorry")]
    more = sa.select(Outgoing).where(Outgoing.dedupe_key.in_(later)).with_for_update()
    for row in (*rows, *session.scalars(more)):
        _forget_answer(row, now)
    _untie(session, mailbox_key, rows)


def _untie(session: Session, mailbox_key: str, rows: list[Outgoing]) -> None:
    """What still has this chat's address does not name an answer that has lost it. What rides on
    one that is replaced only now is let off then, and is found by it until then."""
    gone = [row.id for row in rows if row.state is not OutboxState.WAITING]
    for column, ids in (
        (Outgoing.superseded_by, [row.id for row in rows]),
        (Outgoing.carried_by, gone),
    ):
        session.execute(
            sa.update(Outgoing)
            .where(Outgoing.mailbox_key == mailbox_key, column.in_(ids))
            .values({column: None})
        )


def _forget_answer(row: Outgoing, now: datetime) -> None:
    """A finished one is emptied; one that nobody tried is not sent any more; one under way is
    emptied with its end. A deferred one is superseded by the answer to come."""
    row.forget = True
    row.useful_until = day_only(row.useful_until) if row.useful_until else None
    if row.state is not OutboxState.WAITING:
        forget(row)
    elif row.attempts == 0 and not row.deferred:
        end(row, OutboxState.WITHDRAWN, now, "forgotten")


def _forget_files(session: Session, messages: set[str], file_ids: list[str]) -> None:
    """A file still to be fetched keeps LINE's message id until then (File.forget)."""
    chosen = sa.or_(File.message_id.in_(messages), File.id.in_(file_ids))
    for file in session.scalars(sa.select(File).where(chosen)):
        file.account_id = file.mailbox_key = file.image_set = file.image_total = None
        file.forget = True
        if file.state is FileState.WAITING:
            file.sent_at = day_only(file.sent_at) if file.sent_at else None
            continue
        file.message_id = file.sent_at = None
        file.due_at = day_only(file.due_at)
        file.finished_at = day_only(file.finished_at) if file.finished_at else None


def _forget_tasks(session: Session, conversation_id: int) -> None:
    """What was planned for the form while it waited names it beside a moment; one that is being
    done at this moment stays its worker's."""
    nobodys = sa.or_(ScheduledTask.token.is_(None), ScheduledTask.state != TaskState.WAITING)
    session.execute(
        sa.delete(ScheduledTask).where(
            ScheduledTask.kind.startswith(OF_A_FORM, autoescape=True),
            ScheduledTask.subject == str(conversation_id),
            nobodys,
        )
    )


def _forget_form(conversation: Conversation) -> None:
    conversation.mailbox_key = conversation.account_id = conversation.person_id = None
    conversation.state_json = None
    conversation.subject = ""
    conversation.opened_at = day_only(conversation.opened_at)
    conversation.touched_at = day_only(conversation.touched_at)
    for name in ("asked_at", "nudged_at", "ended_at"):
        moment = getattr(conversation, name)
        setattr(conversation, name, day_only(moment) if moment else None)
