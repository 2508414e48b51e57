"""A dead message: a person has looked, and has it tried again or calls it settled."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from bot.outbox.ending import end
from models.many import wait_again
from models.outbox import Outgoing
from models.words import AddresseeState, OutboxKind, OutboxState


def replay(session: Session, row_id: int, now: datetime) -> bool:
    """Try a dead row once more (operator, staff), with a new day for its key. False: not dead."""
    row = session.get(Outgoing, row_id, with_for_update=True)
    if row is None or row.state is not OutboxState.DEAD or row.body is None:
        return False
    row.state = OutboxState.WAITING
    if row.mailing_id is None:
        row.kind = OutboxKind.PUSH
    else:
        wait_again(session, [row.id], AddresseeState.DEAD)
    row.attempts, row.unclear_tries = 0, 0
    row.first_try_at = row.began_at = row.finished_at = None
    row.useful_until = None  # a person has decided that it is still worth saying
    row.due_at = now
    return True


def settle(session: Session, row_id: int, now: datetime) -> bool:
    """It will not be sent, and nobody needs to look any more (operator). False: it is not dead."""
    row = session.get(Outgoing, row_id, with_for_update=True)
    if row is None or row.state is not OutboxState.DEAD:
        return False
    end(row, OutboxState.WITHDRAWN, now, "settled by hand")
    return True
