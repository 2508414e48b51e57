"""One thing said to many people: what announcements and waves call.

A list is written in steps, each in the caller's own transaction (at most 1,000 rows; 5 ms pause
between them), and nothing of it goes out before `close`:

    mailing = open_list(session, Many("announcement:17", bubbles, due_at=now), now)
    add(session, mailing, people, now, cursor="320102-41")    # ≤ 500 people: one request to LINE
    close(session, mailing, now)

All three may be repeated after a kill: the list is known by its key, nobody is named in it twice,
and `mailing.cursor` says how far the writer got. «Together» means per person, never per list: what
belongs to one person (an invitation, say) is written in the transaction that names that person.

The sender then asks LINE whether enough of the month is left for all of them (`enough.py`), and
looks again at each person when a row is claimed (`addressing.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from base.clock import Clock, monotonic, pause
from bot.messages.bubbles import Bubble
from bot.messages.render import render
from bot.outbox.addressing import MOST
from bot.outbox.ending import end
from bot.outbox.rows import another, first
from bot.outbox.superseding import frozen
from models.consents import NUDGES
from models.database import Database, insert, wake
from models.many import (
    ASKED,
    WRITTEN,
    Addressee,
    Mailing,
    ask_first,
    mailing_named,
    named_in,
)
from models.outbox import Outgoing
from models.outcome import ended_at
from models.people import Whom, once_each
from models.words import AddresseeState, MailingState, OutboxKind, OutboxState, Priority

BETWEEN = 0.005  # seconds: webhooks write in between
CALM = 2  # times as long as a step took, an operator's own writing rests after it


@dataclass(frozen=True)
class Many:
    """What is said, and how. `key` («announcement:17», at most 80 characters) says it once; its
    first part names the room that is asked whether it is still wanted (`Part.unwanted_by_many`).

    `purpose`: who said «no» to it is left out; None asks nobody. `urgent_by` is the staff id of the
    officer who answers for it: it then goes at night, beyond the caps and to paused districts.
    """

    key: str
    bubbles: Sequence[Bubble]
    due_at: datetime
    priority: Priority = Priority.UNASKED
    useful_until: datetime | None = None
    urgent_by: str | None = None
    purpose: str | None = NUDGES


def open_list(session: Session, many: Many, now: datetime) -> Mailing:
    """The list of this key: a new one, or the one that was begun before."""
    known = mailing_named(session, many.key, locked=True)
    return known or _opened(session, many, OutboxKind.MULTICAST, now)


def add(
    session: Session,
    mailing: Mailing,
    people: Sequence[Whom],
    now: datetime,
    cursor: str | None = None,
) -> int:
    """Name at most 500 people more; how many were not named before. They fill the outbox row that
    was begun last, then a new one: a list has no more rows than LINE needs requests.

    ValueError for more, and for a list that is closed.
    """
    if len(people) > MOST:
        raise ValueError(f"one request names at most {MOST} people")
    if mailing.state is not MailingState.WRITING:
        raise ValueError("the list is closed")
    mailing.cursor = cursor or mailing.cursor
    wanted = list(once_each(people).values())
    last = _last(session, mailing)
    room = MOST - named_in(session, last.id) if last else 0
    count = _name(session, mailing, last, wanted[:room]) if last else 0
    if wanted[room:]:
        row = first(session, mailing, mailing.body or "[]", now, hold=WRITTEN)
        count += _begin(session, mailing, row, wanted[room:])
    mailing.people += count
    return count


def close(session: Session, mailing: Mailing, now: datetime) -> None:
    """Nobody more is named. It goes when it is due, if enough is left of the month."""
    if mailing.state is not MailingState.WRITING:
        return
    mailing.closed_at, mailing.body = now, None
    ask_first(session, mailing, max(now, mailing.due_at))
    wake(session)


def fill(
    database: Database,
    clock: Clock,
    many: Many,
    people: Sequence[Whom],
    told: Callable[[int], None],
    *,
    closes: bool = True,
) -> None:
    """Write a whole list whose people are known from the start (an operator's file), step by step
    from the stored cursor; `told` hears after each step how many stand in it. The cursor counts
    people by account, in whatever order they are given the next time. `closes` False: it is whole,
    and somebody else closes it."""
    people = sorted(people, key=lambda one: one.account_id)
    with database.write() as session:
        mailing = open_list(session, many, clock.now())
        begin, done = int(mailing.cursor or 0), mailing.state is not MailingState.WRITING
    for at in range(begin, 0 if done else len(people), MOST):
        began = monotonic()
        with database.write() as session:
            mailing = open_list(session, many, clock.now())
            add(session, mailing, people[at : at + MOST], clock.now(), str(at + MOST))
        told(mailing.people)
        pause(max(BETWEEN, CALM * (monotonic() - began)))
    if closes:
        with database.write() as session:
            close(session, open_list(session, many, clock.now()), clock.now())


def to_everybody(session: Session, many: Many, now: datetime, *, closes: bool = True) -> Mailing:
    """Broadcast: everybody who is a friend of the bot gets it, whoever they are and whatever they
    said no to. For what concerns a whole province only; where a list is meant, use `open_list`.

    Waits for quiet hours, and while any district is paused, unless it is urgent.
    """
    known = mailing_named(session, many.key, locked=True)
    if known is not None:
        return known
    mailing = _opened(session, many, OutboxKind.BROADCAST, now)
    first(session, mailing, mailing.body or "[]", now, hold=ASKED)
    if closes:
        close(session, mailing, now)
    return mailing


def withdraw(
    session: Session,
    mailing: Mailing,
    now: datetime,
    why: str = "taken back",
    most: int | None = None,
) -> int:
    """What was not sent yet never will be; how many rows those were, `most` in one step. One in
    hand may still go. A list that has ended stays as it ended.

    The mailing is read anew: LINE may have refused a row of it since the caller looked at it.
    """
    session.refresh(mailing, with_for_update=True)
    if ended_at(session, mailing) is not None:
        return 0
    mailing.state, mailing.look_at, mailing.body = MailingState.WITHDRAWN, None, None
    rows = session.scalars(
        sa.select(Outgoing)
        .where(
            Outgoing.mailing_id == mailing.id,
            Outgoing.state.in_([OutboxState.WAITING, OutboxState.HELD]),
            Outgoing.token.is_(None),
        )
        .order_by(Outgoing.id)
        .limit(most)
        .with_for_update(skip_locked=True)
    ).all()
    for row in rows:
        end(row, OutboxState.WITHDRAWN, now, why)
    return len(rows)


def say_anew(
    session: Session, mailing: Mailing, bubbles: Sequence[Bubble], until: datetime | None
) -> None:
    """Other words, of use until then, in all of it that nobody has tried to send. A request that
    was tried keeps its body: its retry key stands for that one."""
    body = frozen(render(bubbles))
    mailing.useful_until = until
    mailing.body = body if mailing.body is not None else None
    chosen = (
        sa.select(Outgoing.id)
        .where(
            Outgoing.mailing_id == mailing.id,
            Outgoing.state.in_((OutboxState.WAITING, OutboxState.HELD)),
            Outgoing.attempts == 0,
            Outgoing.token.is_(None),
        )
        .with_for_update(skip_locked=True)
    )
    session.execute(
        sa.update(Outgoing)
        .where(Outgoing.id.in_(list(session.scalars(chosen))))
        .values(body=body, useful_until=until)
        .execution_options(synchronize_session="fetch")
    )


def also(session: Session, place: Addressee, one: Whom, now: datetime) -> None:
    """Somebody who was meant at a place that still waits, and no longer is there, gets a place of
    their own on the list, in a row of its own; not if they have one."""
    mailing = session.get_one(Mailing, place.mailing_id, with_for_update=True)
    row = session.get_one(Outgoing, place.outgoing_id, with_for_update=True)
    made = another(session, row, mailing, now, row.due_at, hold=row.hold_reason)
    mailing.people += _begin(session, mailing, made, [one])


def _opened(session: Session, many: Many, kind: OutboxKind, now: datetime) -> Mailing:
    mailing = Mailing(
        key=many.key,
        kind=kind,
        state=MailingState.WRITING,
        priority=many.priority,
        body=frozen(render(many.bubbles)),
        purpose=many.purpose,
        urgent_by=many.urgent_by,
        due_at=many.due_at,
        useful_until=many.useful_until,
        created_at=now,
    )
    session.add(mailing)
    session.flush()
    return mailing


def _last(session: Session, mailing: Mailing) -> Outgoing | None:
    """The row that was begun last; nobody has sent it, for the list is not closed."""
    rows = sa.select(Outgoing).where(
        Outgoing.mailing_id == mailing.id, Outgoing.hold_reason == WRITTEN
    )
    return session.scalars(rows.order_by(Outgoing.id.desc()).limit(1)).first()


def _begin(session: Session, mailing: Mailing, row: Outgoing, people: Sequence[Whom]) -> int:
    """A new row, which goes again where the list names all of them already."""
    count = _name(session, mailing, row, people)
    if not count:
        session.delete(row)
    return count


def _name(session: Session, mailing: Mailing, row: Outgoing, people: Sequence[Whom]) -> int:
    """In this row whoever the list does not name already; how many those are."""
    if not people:
        return 0
    new = insert(session, Addressee).on_conflict_do_nothing().returning(Addressee.account_id)
    named = set(session.scalars(new, [_place(mailing, row, one) for one in people]))
    _shared(session, mailing, [one for one in people if one.account_id not in named])
    return len(named)


def _place(mailing: Mailing, row: Outgoing, one: Whom) -> dict[str, object]:
    return {
        "mailing_id": mailing.id,
        "outgoing_id": row.id,
        "account_id": one.account_id,
        "person_id": one.person_id,
        "state": AddresseeState.WAITING,
        "reason": "",
    }


def _shared(session: Session, mailing: Mailing, people: Sequence[Whom]) -> None:
    """A place at which two people are meant is neither's alone."""
    meant = {one.account_id: one.person_id for one in people}
    if not meant:
        return
    known = session.scalars(
        sa.select(Addressee).where(
            Addressee.mailing_id == mailing.id, Addressee.account_id.in_(meant)
        )
    )
    for place in known:
        if place.person_id != meant[place.account_id or ""]:
            place.person_id = None
