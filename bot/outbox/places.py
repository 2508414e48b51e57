"""A place on a list rides too: whoever writes while it is due gets it with the free reply.

The place moves to a row of its own, which from there on is a rider like any other: it ends carried,
and gets off an answer that is superseded. Nobody waits here for what a sender has in hand.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.outbox.caps import Chat, had_enough
from bot.outbox.hours import is_quiet
from bot.outbox.pausing import where_paused
from bot.outbox.rows import another
from bot.outbox.wanted import UnwantedByMany
from models.claims import NOW
from models.consents import refusing
from models.many import LIST, Addressee, Mailing
from models.outbox import Outgoing
from models.people import Account
from models.words import AddresseeState, MailingState, OutboxKind, OutboxState, Priority

USER = sa.bindparam("user", type_=sa.String)
Place = tuple[Addressee, Outgoing, Mailing]


@dataclass(frozen=True)
class Lists:
    """Where the office is, and who may say that something to many is not wanted any more."""

    zone: ZoneInfo
    unwanted: UnwantedByMany


def choose(
    session: Session, mailbox_key: str, room: int, now: datetime, lists: Lists
) -> Outgoing | None:
    """The row of the oldest place that is due to this person, if its bubbles fit into `room`; none
    in quiet hours, in a paused district, or for whoever had enough today."""
    user = mailbox_key.partition(":")[2]
    account_id = session.scalar(_due(Addressee.account_id), {"user": user, "now": now})
    if account_id is None or is_quiet(now, lists.zone) or where_paused(session, [account_id]):
        return None
    # Before any lock on a list: a sender that counts may wait for a list, with this one in hand.
    tired = had_enough(session, [Chat(mailbox_key, account_id)], 0, now, lists.zone)
    locked = _due(Addressee, Outgoing, Mailing).with_for_update(
        of=(Addressee, Outgoing, Mailing), skip_locked=True
    )
    for place in session.execute(locked, {"user": user, "now": now}):
        _, row, mailing = place
        capped = bool(tired) and mailing.priority is Priority.UNASKED
        if _fits(row, room) and not capped and _wanted(session, mailing, account_id, lists):
            return _alone(session, place, mailbox_key, now)
    return None


def _fits(row: Outgoing, room: int) -> bool:
    return 0 < len(json.loads(row.body or "[]")) <= room


def _wanted(session: Session, mailing: Mailing, account_id: str, lists: Lists) -> bool:
    if mailing.purpose is not None and refusing(session, [account_id], mailing.purpose):
        return False
    return account_id not in lists.unwanted(session, mailing.key, [account_id])


def _alone(session: Session, place: Place, mailbox_key: str, now: datetime) -> Outgoing:
    """The row that names this place only: its own since it got off, or a new one."""
    addressee, row, mailing = place
    if row.mailbox_key == mailbox_key:
        return row
    alone = another(session, row, mailing, now, row.due_at)
    alone.mailbox_key = mailbox_key
    addressee.outgoing_id = alone.id
    session.flush()
    return alone


@cache
def _due(*columns: Any) -> sa.Select[Any]:
    """Due at NOW, not urgent, and tried by nobody; of a list that goes, or waits for the month."""
    goes = sa.or_(
        Mailing.state == MailingState.GOING,
        sa.and_(
            Mailing.state.in_([MailingState.ASKING, MailingState.HELD]),
            Mailing.look_at.is_not(None),  # not held by hand
        ),
    )
    waits = sa.or_(
        Outgoing.state == OutboxState.WAITING,
        sa.and_(Outgoing.state == OutboxState.HELD, Outgoing.hold_reason.startswith(LIST)),
    )
    untried = sa.and_(
        Outgoing.token.is_(None),
        Outgoing.attempts == 0,
        Outgoing.unclear_tries == 0,
        Outgoing.began_at.is_(None),
    )
    return (
        sa.select(*columns)
        .select_from(Account)
        .join(Addressee, Addressee.account_id == Account.id)
        .join(Outgoing, Outgoing.id == Addressee.outgoing_id)
        .join(Mailing, Mailing.id == Addressee.mailing_id)
        .where(
            Account.line_user_id == USER,
            Addressee.state == AddresseeState.WAITING,
            Outgoing.kind == OutboxKind.MULTICAST,
            Outgoing.urgent_by.is_(None),
            Outgoing.due_at <= NOW,
            sa.or_(Outgoing.useful_until.is_(None), Outgoing.useful_until >= NOW),
            goes,
            waits,
            untried,
        )
        .order_by(Outgoing.due_at, Outgoing.id)
    )
