"""Our own account of the messages that LINE counts: people reached by pushes and lists."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.many import Addressee, Mailing
from models.outbox import Outgoing
from models.words import AddresseeState, MailingState, OutboxKind, OutboxState


def counted_since(session: Session, since: datetime, until: datetime | None, most: int) -> int:
    """How many were due from `since` on, before `until` if it is named, and went out, counted up to
    `most` (LINE docs, "Messaging API pricing": replies are free, a list counts each person). What
    goes to everybody LINE alone can count; here it is one."""
    due = Outgoing.due_at < until if until is not None else sa.true()
    sent = sa.and_(Outgoing.state == OutboxState.SENT, Outgoing.due_at >= since, due)
    alone = sa.select(Outgoing.id).where(
        sent, Outgoing.kind.in_([OutboxKind.PUSH, OutboxKind.BROADCAST])
    )
    on_lists = (
        sa.select(Addressee.id)
        .join(Outgoing, Outgoing.id == Addressee.outgoing_id)
        .where(sent, Outgoing.mailing_id.is_not(None), Addressee.state == AddresseeState.SENT)
    )
    return min(most, sum(_up_to(session, chosen, most) for chosen in (alone, on_lists)))


def _up_to(session: Session, chosen: sa.Select[int], most: int) -> int:
    """How many rows there are; nobody waits for the counting of more than matter."""
    counted = sa.select(sa.func.count()).select_from(chosen.limit(most).subquery())
    return session.scalar(counted) or 0


def carried_in(session: Session, mailing_ids: list[int]) -> int:
    """How many of these lists' people got it with a free reply, and cost nothing."""
    counted = sa.select(sa.func.count()).select_from(Addressee)
    carried = Addressee.state == AddresseeState.CARRIED
    return session.scalar(counted.where(Addressee.mailing_id.in_(mailing_ids), carried)) or 0


def went_since(session: Session, moment: datetime) -> int:
    """Counted messages that LINE took from then on: after its figures of that moment, ours."""
    lately = sa.and_(_ended_since(moment), Outgoing.state == OutboxState.SENT)
    alone = sa.select(sa.func.count()).select_from(Outgoing)
    alone = alone.where(lately, Outgoing.kind.in_([OutboxKind.PUSH, OutboxKind.BROADCAST]))
    listed = _named_by(lately).where(Addressee.state == AddresseeState.SENT)
    return (session.scalar(alone) or 0) + (session.scalar(listed) or 0)


def in_hand(session: Session, but: int) -> int:
    """Pushes to one chat that a sender has now, the row `but` left out."""
    counted = sa.select(sa.func.count()).select_from(Outgoing)
    held = (Outgoing.token.is_not(None), Outgoing.kind == OutboxKind.PUSH, Outgoing.id != but)
    return session.scalar(counted.where(*held)) or 0


def lists_still_take(session: Session, most: int) -> int:
    """How many messages the lists that are going still take; counted up to `most`."""
    going = sa.select(Mailing.id).where(Mailing.state == MailingState.GOING)
    waiting = sa.select(Outgoing.id).where(
        Outgoing.mailing_id.in_(going), Outgoing.state == OutboxState.WAITING
    )
    some = (
        sa.select(Addressee.id)
        .where(Addressee.outgoing_id.in_(waiting), Addressee.state == AddresseeState.WAITING)
        .limit(most)
    )
    return session.scalar(sa.select(sa.func.count()).select_from(some.subquery())) or 0


def unsure_since(session: Session, since: datetime, asked_at: datetime) -> int:
    """Messages of which nobody can say whether LINE's figures of `asked_at` count them: tried
    without a clear answer since the month began, in hand, or taken just then."""
    doubtful = sa.or_(
        sa.and_(Outgoing.first_try_at >= since, Outgoing.unclear_tries > 0),
        Outgoing.token.is_not(None),
        sa.and_(_ended_since(asked_at), Outgoing.state == OutboxState.SENT),
    )
    counted = sa.and_(Outgoing.kind != OutboxKind.REPLY, doubtful)
    alone = sa.select(sa.func.count()).select_from(Outgoing)
    alone = alone.where(counted, Outgoing.kind != OutboxKind.MULTICAST)
    return (session.scalar(alone) or 0) + (session.scalar(_named_by(counted)) or 0)


def _ended_since(moment: datetime) -> sa.ColumnElement[bool]:
    """As the index of counted messages has it."""
    return sa.and_(Outgoing.kind != OutboxKind.REPLY, Outgoing.finished_at >= moment)


def _named_by(rows: sa.ColumnElement[bool]) -> sa.Select[int]:
    """How many people such rows of lists name."""
    chosen = sa.select(Outgoing.id).where(rows, Outgoing.kind == OutboxKind.MULTICAST)
    counted = sa.select(sa.func.count()).select_from(Addressee)
    return counted.where(Addressee.outgoing_id.in_(chosen))
