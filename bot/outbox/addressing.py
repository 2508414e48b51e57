"""Who of a list gets it now, looked at when its row is claimed; each who does not has a reason.

Once a try may have reached LINE the list stays as it was: the same key with another body «may not
work as expected» (LINE docs, "Retrying an API request"). Only who deletes their data leaves even
then.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.outbox import pausing
from bot.outbox.busy import PAUSE, busy
from bot.outbox.caps import Chat, had_enough
from bot.outbox.ending import end
from bot.outbox.hours import tomorrow
from bot.outbox.month import ASK_AGAIN
from bot.outbox.rows import another
from bot.outbox.wanted import UnwantedByMany
from models.consents import refusing
from models.many import (
    ASKED,
    Addressee,
    Mailing,
    Named,
    ask_first,
    leave,
    named_in,
    waiting_in,
    with_its_list,
)
from models.outbox import QUOTA, Outgoing, stops
from models.words import AddresseeState, MailingState, OutboxKind, OutboxState, Priority

LOOK_AGAIN = timedelta(minutes=15)
MOST = 500  # LINE reference, "Send multicast message": user IDs in one request


@dataclass(frozen=True)
class Moment:
    """When it is asked, and who may say that a message is not wanted any more."""

    now: datetime
    zone: ZoneInfo
    unwanted: UnwantedByMany


def to_all(session: Session, row: Outgoing) -> tuple[str, ...]:
    """The LINE user ids that a row's request names; none for whatever is no multicast."""
    if row.kind is not OutboxKind.MULTICAST:
        return ()
    return tuple(one.line_user_id for one in waiting_in(session, row.id))


def not_now(session: Session, row: Outgoing, at: Moment) -> bool:
    """Whether a mailing's row has to wait with the whole of it, or has nobody left to go to."""
    mailing = session.get_one(Mailing, row.mailing_id)
    used_up = QUOTA in stops(session)
    if used_up:  # somebody may take it back or hold it just now
        session.refresh(mailing, with_for_update=True)
    if mailing.state is MailingState.WITHDRAWN:
        end(row, OutboxState.WITHDRAWN, at.now, "taken back")
        return True
    if mailing.state is MailingState.GOING and used_up:
        ask_first(session, mailing, at.now + ASK_AGAIN)
    if mailing.state is not MailingState.GOING:
        row.state, row.hold_reason = OutboxState.HELD, with_its_list(mailing.hold_reason or ASKED)
        row.attempts -= 1
        return True
    if row.kind is OutboxKind.BROADCAST:
        return mailing.urgent_by is None and _while_paused(session, row, at.now)
    if row.unclear_tries == 0 and row.began_at is None:
        sort_out(session, row, mailing, at)
    if not waiting_in(session, row.id):
        end(row, OutboxState.WITHDRAWN, at.now, "nobody is left on it")
        return True
    return False


def _while_paused(session: Session, row: Outgoing, now: datetime) -> bool:
    """What goes to everybody cannot leave out a district."""
    if not pausing.paused(session):
        return False
    row.due_at = now + LOOK_AGAIN
    row.attempts -= 1
    return True


def sort_out(session: Session, row: Outgoing, mailing: Mailing, at: Moment) -> None:
    """Those who must not get it leave the row; those who may only later move to another."""
    people = waiting_in(session, row.id)
    for state, reasons in _leaving(session, mailing, people, at):
        for reason in sorted(set(reasons.values())):
            gone = [one.id for one in people if reasons.get(one.account_id) == reason]
            leave(session, gone, state, reason, at.now)
        people = [one for one in people if one.account_id not in reasons]
    if mailing.urgent_by is None and mailing.priority is Priority.UNASKED:
        people = _without_paused(session, row, mailing, people, at.now)
        people = _without_tired(session, row, mailing, people, at)
        _without_busy(session, row, mailing, people, at.now)


def _leaving(
    session: Session, mailing: Mailing, people: Sequence[Named], at: Moment
) -> Iterable[tuple[AddresseeState, Mapping[str, str]]]:
    """By account, why it is not said to them at all."""
    ids = [one.account_id for one in people]
    yield AddresseeState.BLOCKED, {one.account_id: "blocked" for one in people if one.blocked}
    strangers = {one.account_id: "no friend" for one in people if one.friend is False}
    yield AddresseeState.EXCLUDED, strangers
    if mailing.purpose is not None:
        no = refusing(session, ids, mailing.purpose)
        yield AddresseeState.EXCLUDED, dict.fromkeys(no, f"said no: {mailing.purpose}")
    yield AddresseeState.WITHDRAWN, at.unwanted(session, mailing.key, ids)


def _without_paused(
    session: Session, row: Outgoing, mailing: Mailing, people: Sequence[Named], now: datetime
) -> list[Named]:
    """Those of a paused district wait in a row of their own until it goes on."""
    where = pausing.where_paused(session, [one.account_id for one in people])
    for code in sorted(set(where.values())):
        theirs = [one for one in people if where.get(one.account_id) == code]
        reason = pausing.hold_reason(code)
        _move(session, theirs, reason, _later(session, row, mailing, len(theirs), now, hold=reason))
    return [one for one in people if one.account_id not in where]


def _without_tired(
    session: Session, row: Outgoing, mailing: Mailing, people: Sequence[Named], at: Moment
) -> list[Named]:
    """Who had enough today gets it tomorrow, if it is still useful then."""
    chats = [Chat(f"user:{one.line_user_id}", one.account_id) for one in people]
    enough = had_enough(session, chats, row.id, at.now, at.zone)
    tired = [one for one in people if f"user:{one.line_user_id}" in enough]
    rested = [one for one in people if f"user:{one.line_user_id}" not in enough]
    if not tired:
        return rested
    due = tomorrow(at.now, at.zone)
    if row.useful_until is not None and row.useful_until < due:
        ids = [one.id for one in tired]
        leave(
            session, ids, AddresseeState.EXCLUDED, "had enough for as long as it is useful", at.now
        )
        return rested
    _move(
        session,
        tired,
        "had enough that day",
        _later(session, row, mailing, len(tired), at.now, due),
    )
    return rested


def _without_busy(
    session: Session, row: Outgoing, mailing: Mailing, people: Sequence[Named], now: datetime
) -> None:
    """Who is in the middle of a form gets it half an hour later, if it is still useful then. Those
    who became busy within the same minutes share a row."""
    resting = busy(session, [f"user:{one.line_user_id}" for one in people], now)
    filling = [one for one in people if f"user:{one.line_user_id}" in resting]
    due = now.replace(second=0, microsecond=0) + PAUSE + timedelta(minutes=5 - now.minute % 5)
    if not filling or (row.useful_until is not None and row.useful_until < due):
        return
    _move(
        session,
        filling,
        "in the middle of a form",
        _later(session, row, mailing, len(filling), now, due),
    )


def _later(
    session: Session,
    row: Outgoing,
    mailing: Mailing,
    count: int,
    now: datetime,
    due: datetime | None = None,
    *,
    hold: str | None = None,
) -> Outgoing:
    """The row that takes those who wait: one that is there and has room, or a new one."""
    waits = (
        sa.and_(Outgoing.state == OutboxState.HELD, Outgoing.hold_reason == hold)
        if hold
        else sa.and_(Outgoing.state == OutboxState.WAITING, Outgoing.due_at == due)
    )
    found = session.scalars(
        sa.select(Outgoing)
        .where(
            Outgoing.mailing_id == mailing.id,
            Outgoing.id != row.id,
            Outgoing.token.is_(None),
            Outgoing.attempts == 0,
            Outgoing.half_of.is_(None),
            waits,
        )
        .order_by(Outgoing.id.desc())
        .limit(1)
        .with_for_update(skip_locked=True)
    ).first()
    if found is not None and named_in(session, found.id) + count <= MOST:
        return found
    return another(session, row, mailing, now, due or row.due_at, hold=hold)


def _move(session: Session, people: Sequence[Named], reason: str, to: Outgoing) -> None:
    session.execute(
        sa.update(Addressee)
        .where(Addressee.id.in_([one.id for one in people]))
        .values(outgoing_id=to.id, reason=reason)
        .execution_options(synchronize_session=False)
    )
