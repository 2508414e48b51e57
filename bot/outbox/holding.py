"""Held by an operator's hand, and let go again: one row, a list, or all pushes that wait."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.database import wake
from models.many import BY_HAND, Mailing, ask_first, hold_rows
from models.outbox import Outgoing
from models.words import MailingState, OutboxState

AT_ONCE = 1000
WAITING_LISTS = (MailingState.ASKING, MailingState.GOING, MailingState.HELD)


def hold(session: Session, row_id: int | None) -> bool:
    """A row that waits and that nobody has in hand, no answer. False: it is none."""
    row = _row(session, row_id)
    if row is None or row.answer or row.token is not None:
        return False
    if row.state is not OutboxState.WAITING:
        return False
    row.state, row.hold_reason = OutboxState.HELD, BY_HAND
    return True


def release(session: Session, row_id: int | None, now: datetime) -> bool:
    """A held row, whatever it is held for. False: it is not held."""
    row = _row(session, row_id)
    if row is None or row.state is not OutboxState.HELD:
        return False
    row.state, row.hold_reason, row.due_at = OutboxState.WAITING, None, now
    wake(session)
    return True


def _row(session: Session, row_id: int | None) -> Outgoing | None:
    return None if row_id is None else session.get(Outgoing, row_id, with_for_update=True)


def hold_list(session: Session, mailing: Mailing) -> bool:
    """All of it that is not in hand; LINE's figures do not release it. False: nothing waits."""
    if mailing.state not in WAITING_LISTS:
        return False
    mailing.state, mailing.look_at, mailing.hold_reason = MailingState.HELD, None, BY_HAND
    hold_rows(session, mailing.id, BY_HAND)
    return True


def release_list(session: Session, mailing: Mailing, now: datetime) -> bool:
    """It goes, once LINE has been asked whether enough is left. False: it is not held."""
    if mailing.state is not MailingState.HELD:
        return False
    ask_first(session, mailing, now)
    wake(session)
    return True


def hold_some(session: Session) -> int:
    """A step: at most 1,000 pushes that wait; answers and lists go on. 0 when none is left."""
    waits = sa.and_(Outgoing.state == OutboxState.WAITING, Outgoing.token.is_(None))
    return _some(session, waits, OutboxState.HELD, BY_HAND)


def release_some(session: Session) -> int:
    """A step of the way back: what is held by hand."""
    held = sa.and_(Outgoing.state == OutboxState.HELD, Outgoing.hold_reason == BY_HAND)
    return _some(session, held, OutboxState.WAITING, None)


def _some(
    session: Session, which: sa.ColumnElement[bool], state: OutboxState, reason: str | None
) -> int:
    pushes = sa.and_(which, sa.not_(Outgoing.answer), Outgoing.mailing_id.is_(None))
    chosen = sa.select(Outgoing.id).where(pushes).order_by(Outgoing.id).limit(AT_ONCE)
    done = session.execute(
        sa.update(Outgoing)
        .where(pushes, Outgoing.id.in_(chosen.scalar_subquery()))
        .values(state=state, hold_reason=reason)
        .execution_options(synchronize_session=False)
    )
    wake(session)
    return int(done.rowcount)  # type: ignore[attr-defined]
