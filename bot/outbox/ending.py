"""How a row ends: its state, the reason, and what must not stay behind."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session, object_session

from models.forgetting import day_only
from models.many import all_leave, wait_again
from models.outbox import Outgoing
from models.words import AddresseeState, OutboxState

ENDS = {
    OutboxState.SENT: AddresseeState.SENT,
    OutboxState.CARRIED: AddresseeState.CARRIED,
    OutboxState.WITHDRAWN: AddresseeState.WITHDRAWN,
    OutboxState.DEAD: AddresseeState.DEAD,
}


def end(row: Outgoing, state: OutboxState, now: datetime, outcome: str = "") -> None:
    """Finish a row, for whoever is named in it too; one that must be forgotten loses body, address
    and time with its end. What rode on an answer that certainly came to nobody waits again."""
    session = object_session(row)
    if session is not None and row.answer and _came_to_nobody(row, state):
        row.body = _without(row.body, get_off(session, row.mailbox_key or "", [row]))
    row.state = state
    row.finished_at = now
    row.outcome = outcome or row.outcome
    row.began_at = row.hold_reason = None
    if row.mailing_id is not None:
        _for_all(row, now)
    if row.forget:
        forget(row)


def _came_to_nobody(row: Outgoing, state: OutboxState) -> bool:
    """LINE refused it, or it was not tried. Of an unclear try nobody can know."""
    if row.unclear_tries:
        return False
    untried = state is OutboxState.WITHDRAWN and row.began_at is None
    return untried or state is OutboxState.DEAD


def get_off(session: Session, mailbox_key: str, carriers: Sequence[Outgoing]) -> list[str]:
    """What rode on an answer that is not said would be lost with it: it waits again. Its bodies."""
    off = session.execute(
        sa.update(Outgoing)
        .where(
            Outgoing.mailbox_key == mailbox_key,  # by index, not through all rows
            Outgoing.state == OutboxState.CARRIED,
            Outgoing.carried_by.in_([row.id for row in carriers]),
        )
        .values(state=OutboxState.WAITING, carried_by=None, finished_at=None)
        .returning(Outgoing.id, Outgoing.body)
    ).all()
    if off:
        wait_again(session, [rider for rider, _ in off], AddresseeState.CARRIED)
    return [body for _, body in off if body]


def _without(body: str | None, off: Sequence[str]) -> str | None:
    """The answer is tried again by hand, perhaps; what got off it comes by itself by then."""
    if body is None or not off:
        return body
    gone = [message for one in off for message in json.loads(one)]
    left = [message for message in json.loads(body) if message not in gone]
    return json.dumps(left, ensure_ascii=False, separators=(",", ":")) if left else body


def _for_all(row: Outgoing, now: datetime) -> None:
    session = object_session(row)
    if session is not None and row.state in ENDS:
        reason = "" if row.state is OutboxState.SENT else row.outcome or ""
        all_leave(session, row.id, ENDS[row.state], reason, now)


def forget(row: Outgoing) -> None:
    """Nothing is left that says to whom, what, or at what time of the day."""
    row.forget = True
    row.body = row.to = row.mailbox_key = row.reply_token = row.must_say = None
    row.event_at = row.first_try_at = row.line_request_id = None
    row.created_at, row.due_at = day_only(row.created_at), day_only(row.due_at)
    row.useful_until = day_only(row.useful_until) if row.useful_until else None
    row.finished_at = day_only(row.finished_at) if row.finished_at else None
