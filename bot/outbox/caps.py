"""At most one unasked message a day and three a week to one person, in whatever way it comes.

Counted are pushes, places on a list, what rode along on a reply, and what went to everybody; one
that is under way counts too. A person with two accounts is one person.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from models.many import Addressee, Mailing
from models.outbox import Outgoing
from models.people import Account, AccountPerson
from models.words import AddresseeState, OutboxKind, OutboxState, Priority

A_DAY = 1
A_WEEK = 3
LOCK = 4_238_120  # two senders on PostgreSQL must not both find that there is room
TOLD = (OutboxState.SENT, OutboxState.CARRIED)
Said = tuple[str, datetime]  # to which account or chat, and when


@dataclass(frozen=True, slots=True)
class Chat:
    """Where something is to be said; `account_id` None: nobody is known there yet."""

    key: str
    account_id: str | None


def had_enough(
    session: Session, chats: Sequence[Chat], but: int, now: datetime, zone: ZoneInfo
) -> set[str]:
    """The keys of those chats that may get no more today; the row `but` is not counted."""
    _one_at_a_time(session)
    midnight = datetime.combine(now.astimezone(zone).date(), time(0), zone)
    week = midnight - timedelta(days=6)
    whose = _with_other_accounts(session, chats)
    names = {name for one in whose.values() for name in one}
    said = [*_pushed(session, names, but, week), *_listed(session, names, but, week)]
    to_all = list(_to_everybody(session, but, week))
    when: defaultdict[str, list[datetime]] = defaultdict(list)
    for name, moment in said:
        when[name].append(moment)
    return {
        key
        for key, theirs in whose.items()
        if _is_enough([*to_all, *(moment for name in theirs for moment in when[name])], midnight)
    }


def _is_enough(moments: Sequence[datetime], midnight: datetime) -> bool:
    today = sum(moment >= midnight for moment in moments)
    return today >= A_DAY or len(moments) >= A_WEEK


def _one_at_a_time(session: Session) -> None:
    """SQLite's writers take turns anyway."""
    if session.get_bind().dialect.name != "sqlite":
        session.execute(sa.select(sa.func.pg_advisory_xact_lock(LOCK)))


def _with_other_accounts(session: Session, chats: Sequence[Chat]) -> dict[str, set[str]]:
    """Chat and account of each, and those of the same people on other phones."""
    whose = {one.key: {one.key} | ({one.account_id} if one.account_id else set()) for one in chats}
    keys = {one.account_id: one.key for one in chats if one.account_id}
    mine, other = aliased(AccountPerson), aliased(AccountPerson)
    found = session.execute(
        sa.select(mine.account_id, other.account_id, Account.line_user_id)
        .join(other, other.person_id == mine.person_id)
        .join(Account, Account.id == other.account_id)
        .where(
            mine.account_id.in_(keys),
            mine.until.is_(None),
            other.until.is_(None),
            other.account_id != mine.account_id,
        )
    )
    for account_id, others_id, line_user_id in found:
        whose[keys[account_id]] |= {others_id, f"user:{line_user_id}"}
    return whose


def _pushed(session: Session, names: set[str], but: int, since: datetime) -> Iterable[Said]:
    found = session.execute(
        sa.select(Outgoing.mailbox_key, _moment(Outgoing.finished_at)).where(
            Outgoing.mailbox_key.in_(names),
            Outgoing.priority == Priority.UNASKED,
            Outgoing.mailing_id.is_(None),  # a place on a list is counted as such
            Outgoing.id != but,
            _told(since),
        )
    )
    return [(key or "", moment) for key, moment in found]


def _listed(session: Session, names: set[str], but: int, since: datetime) -> Iterable[Said]:
    sent = Addressee.state.in_([AddresseeState.SENT, AddresseeState.CARRIED])
    under_way = sa.and_(
        Addressee.state == AddresseeState.WAITING,
        Outgoing.state == OutboxState.WAITING,
        Outgoing.first_try_at >= since,
    )
    found = session.execute(
        sa.select(Addressee.account_id, _moment(Addressee.finished_at))
        .join(Outgoing, Outgoing.id == Addressee.outgoing_id)
        .join(Mailing, Mailing.id == Addressee.mailing_id)
        .where(
            Addressee.account_id.in_(names),
            Addressee.outgoing_id != but,
            Mailing.priority == Priority.UNASKED,
            sa.or_(sa.and_(sent, Addressee.finished_at >= since), under_way),
        )
    )
    return [(account_id, moment) for account_id, moment in found if account_id]


def _to_everybody(session: Session, but: int, since: datetime) -> Iterable[datetime]:
    return session.scalars(
        sa.select(_moment(Outgoing.finished_at)).where(
            Outgoing.mailing_id.is_not(None),
            Outgoing.kind == OutboxKind.BROADCAST,
            Outgoing.priority == Priority.UNASKED,
            Outgoing.id != but,
            _told(since),
        )
    )


def _told(since: datetime) -> sa.ColumnElement[bool]:
    return sa.or_(
        sa.and_(Outgoing.state.in_(TOLD), Outgoing.finished_at >= since),
        sa.and_(Outgoing.state == OutboxState.WAITING, Outgoing.first_try_at >= since),
    )


def _moment(ended: Any) -> sa.ColumnElement[datetime]:
    """When it was said; of what is under way, when its first try began."""
    return sa.func.coalesce(ended, Outgoing.first_try_at)
