"""Mailing and Addressee: one thing said to many people, and what became of it for each of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, aliased, mapped_column

from models.claims import NOW
from models.columns import Base, UTCDateTime, choice_type
from models.outbox import Outgoing
from models.people import Account
from models.words import AddresseeState, MailingState, OutboxKind, OutboxState, Priority

LIST = "list: "  # how the hold_reason of a row begins when its whole mailing is held
WRITTEN = LIST + "being written"
ASKED = LIST + "LINE is asked how much is left"
BY_HAND = "by hand"
SECOND = "a second officer has to agree"  # hold_reason of a list that is whole and not closed
ASKING_TAKES = timedelta(seconds=50)  # a lease; longer than two requests to LINE may take
TOO_LONG = sa.bindparam("asking_too_long", type_=UTCDateTime)


class Mailing(Base):
    """One body to many. Its requests are outbox rows that name at most 500 addressees each.

    The first part of `key` names the room that wrote it, like a dedupe key. `body` is kept while
    the list is being written and stands in the rows afterwards. `cursor` is how far the writer got,
    in the writer's own words. `purpose` is the consent whose «no» leaves a person out. `look_at` is
    when LINE is next asked whether enough of the month's messages are left for all of it, and
    `asking_until` the lease of who is asking. `asked_by` is the officer for whom an operator wrote
    it, `reason` why a second one said no.
    """

    __tablename__ = "mailing"
    __table_args__ = (sa.UniqueConstraint("key"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(sa.String(80))
    kind: Mapped[OutboxKind] = mapped_column(choice_type(OutboxKind))
    state: Mapped[MailingState] = mapped_column(choice_type(MailingState))
    priority: Mapped[Priority] = mapped_column(choice_type(Priority))
    body: Mapped[str | None] = mapped_column(sa.Text)
    people: Mapped[int] = mapped_column(default=0)
    cursor: Mapped[str | None] = mapped_column(sa.Text)
    purpose: Mapped[str | None] = mapped_column(sa.String(40))
    urgent_by: Mapped[str | None] = mapped_column(sa.ForeignKey("staff.id"))
    asked_by: Mapped[str | None] = mapped_column(sa.ForeignKey("staff.id"))
    reason: Mapped[str | None] = mapped_column(sa.Text)
    due_at: Mapped[datetime] = mapped_column(UTCDateTime)
    useful_until: Mapped[datetime | None] = mapped_column(UTCDateTime)
    look_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    asking_until: Mapped[datetime | None] = mapped_column(UTCDateTime)
    hold_reason: Mapped[str | None] = mapped_column(sa.String(80))
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class Addressee(Base):
    """One account named in one outbox row, and what became of it. Never twice in a mailing.

    The LINE user id is the account's own: who deletes their data is in no list any more.
    """

    __tablename__ = "addressee"
    __table_args__ = (
        sa.UniqueConstraint("mailing_id", "account_id"),
        sa.Index("ix_addressee_outgoing_id_state", "outgoing_id", "state"),
        sa.Index("ix_addressee_account_id_state", "account_id", "state", "finished_at"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    mailing_id: Mapped[int] = mapped_column(sa.ForeignKey("mailing.id"))
    outgoing_id: Mapped[int] = mapped_column(sa.ForeignKey("outgoing.id"))
    account_id: Mapped[str | None] = mapped_column(sa.ForeignKey("account.id"))
    person_id: Mapped[str | None] = mapped_column(sa.ForeignKey("person.id"))
    state: Mapped[AddresseeState] = mapped_column(choice_type(AddresseeState))
    reason: Mapped[str] = mapped_column(sa.String(80), default="")
    finished_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


@dataclass(frozen=True, slots=True)
class Named:
    """An addressee who still waits, as the sender needs it: `id` is the addressee's."""

    id: int
    account_id: str
    line_user_id: str
    blocked: bool
    friend: bool | None


def mailing_named(session: Session, key: str, *, locked: bool = False) -> Mailing | None:
    chosen = sa.select(Mailing).where(Mailing.key == key)
    return session.scalar(chosen.with_for_update() if locked else chosen)


def named_in(session: Session, row_id: int) -> int:
    """How many an outbox row names, whatever became of them."""
    counted = sa.select(sa.func.count()).select_from(Addressee)
    return session.scalar(counted.where(Addressee.outgoing_id == row_id)) or 0


def mailings_under(session: Session, prefix: str) -> list[Mailing]:
    """Those whose key begins with this, newest first."""
    chosen = sa.select(Mailing).where(Mailing.key.startswith(prefix, autoescape=True))
    return list(session.scalars(chosen.order_by(Mailing.id.desc())))


def unsent_under(session: Session, prefix: str) -> list[Mailing]:
    """Those of them that are still being written, or of which a row still waits."""
    waits = (
        sa.select(Outgoing.id)
        .where(
            Outgoing.mailing_id == Mailing.id,
            Outgoing.state.in_((OutboxState.WAITING, OutboxState.HELD)),
        )
        .exists()
    )
    chosen = sa.select(Mailing).where(
        Mailing.key.startswith(prefix, autoescape=True),
        sa.or_(Mailing.state == MailingState.WRITING, waits),
    )
    return list(session.scalars(chosen.order_by(Mailing.id.desc())))


def looking(now: datetime) -> dict[str, datetime]:
    """What `to_be_looked_at` leaves open. As of any lease (models/claims.py), one that ends too far
    ahead is none: the clock was set back."""
    return {"now": now, "asking_too_long": now + 2 * ASKING_TAKES}


def to_be_looked_at() -> sa.ColumnElement[bool]:
    """Due at NOW, and nobody is asking."""
    until = Mailing.asking_until
    nobody = sa.or_(until.is_(None), until < NOW, until > TOO_LONG)
    return sa.and_(Mailing.look_at <= NOW, nobody)


@cache
def due_to_look() -> sa.Select[int]:
    """The mailing for which LINE is to be asked at NOW, whether enough is left for it."""
    return (
        sa.select(Mailing.id)
        .where(to_be_looked_at())
        .order_by(Mailing.look_at, Mailing.id)
        .limit(1)
    )


def waiting_in(session: Session, outgoing_id: int) -> list[Named]:
    """Who is still to get a row, in the order in which they were named."""
    found = session.execute(
        sa.select(Addressee.id, Account.id, Account.line_user_id, Account.blocked, Account.friend)
        .join(Account, Account.id == Addressee.account_id)
        .where(
            Addressee.outgoing_id == outgoing_id,
            Addressee.state == AddresseeState.WAITING,
            Account.line_user_id.is_not(None),
        )
        .order_by(Addressee.id)
    )
    return [Named(row[0], row[1], row[2] or "", row[3], row[4]) for row in found]


def newest(session: Session, most: int) -> list[Mailing]:
    return list(session.scalars(sa.select(Mailing).order_by(Mailing.id.desc()).limit(most)))


def became_of(session: Session, mailing_id: int) -> list[tuple[AddresseeState, str, int]]:
    """State, reason, how many people; those who wait are told by what they wait for."""
    columns = (Addressee.state, Addressee.reason)
    counted = sa.select(*columns, sa.func.count()).where(Addressee.mailing_id == mailing_id)
    found = session.execute(counted.group_by(*columns).order_by(*columns))
    return [(state, reason, count) for state, reason, count in found]


def is_held(session: Session, mailing_id: int | None) -> bool:
    mailing = session.get(Mailing, mailing_id) if mailing_id is not None else None
    return mailing is not None and mailing.state is MailingState.HELD


def how_many_wait(session: Session, mailing_id: int) -> int:
    counted = sa.select(sa.func.count()).select_from(Addressee)
    waiting = counted.where(
        Addressee.mailing_id == mailing_id, Addressee.state == AddresseeState.WAITING
    )
    return session.scalar(waiting) or 0


def leave(
    session: Session, ids: Sequence[int], state: AddresseeState, reason: str, now: datetime
) -> None:
    """These addressees are done with: what became of them, and why."""
    if ids:
        session.execute(
            sa.update(Addressee)
            .where(Addressee.id.in_(ids))
            .values(state=state, reason=reason[:80], finished_at=now)
            .execution_options(synchronize_session=False)
        )


def all_leave(
    session: Session, outgoing_id: int, state: AddresseeState, reason: str, now: datetime
) -> None:
    """Whoever still waits in a row shares its end."""
    session.execute(
        sa.update(Addressee)
        .where(Addressee.outgoing_id == outgoing_id, Addressee.state == AddresseeState.WAITING)
        .values(state=state, reason=reason[:80], finished_at=now)
        .execution_options(synchronize_session=False)
    )


def redirect_addressee(
    session: Session, old_id: str, new_id: str, now: datetime, person_id: str | None = None
) -> None:
    """Another account takes the places on lists that nobody has begun to send; where it has one of
    its own, the old one goes. With `person_id` only the places at which that person is meant."""
    named = aliased(Addressee)
    there = sa.exists().where(named.mailing_id == Addressee.mailing_id, named.account_id == new_id)
    untried = sa.select(Outgoing.id).where(Outgoing.mailing_id.is_not(None), Outgoing.attempts == 0)
    theirs = sa.and_(
        Addressee.account_id == old_id,
        Addressee.state == AddresseeState.WAITING,
        Addressee.outgoing_id.in_(untried),
        Addressee.person_id == person_id if person_id is not None else sa.true(),
    )
    twice = {"state": AddresseeState.WITHDRAWN, "reason": "moved", "finished_at": now}
    for where, values in ((there, twice), (~there, {"account_id": new_id})):
        session.execute(
            sa.update(Addressee)
            .where(theirs, where)
            .values(values)
            .execution_options(synchronize_session=False)
        )


def shared_places(
    session: Session, account_id: str, meant: sa.ColumnElement[bool]
) -> list[Addressee]:
    """Where an account waits for what several people are to hear there, of mailings that are
    `meant`, and nobody has begun to send it."""
    chosen = (
        sa.select(Addressee)
        .join(Mailing, Mailing.id == Addressee.mailing_id)
        .join(Outgoing, Outgoing.id == Addressee.outgoing_id)
        .where(
            Addressee.account_id == account_id,
            Addressee.person_id.is_(None),
            Addressee.state == AddresseeState.WAITING,
            Outgoing.attempts == 0,
            meant,
        )
        .order_by(Addressee.id)
    )
    return list(session.scalars(chosen))


def leave_lists(
    session: Session, account_id: str, person_id: str, reason: str, now: datetime
) -> None:
    """Where this person is meant at an account, nothing more is sent."""
    session.execute(
        sa.update(Addressee)
        .where(
            Addressee.account_id == account_id,
            Addressee.person_id == person_id,
            Addressee.state == AddresseeState.WAITING,
        )
        .values(state=AddresseeState.WITHDRAWN, reason=reason[:80], finished_at=now)
        .execution_options(synchronize_session=False)
    )


def wait_again(session: Session, outgoing_ids: Sequence[int], ended: AddresseeState) -> None:
    """Whoever ended like this with one of these rows waits in it once more."""
    session.execute(
        sa.update(Addressee)
        .where(Addressee.outgoing_id.in_(outgoing_ids), Addressee.state == ended)
        .values(state=AddresseeState.WAITING, reason="", finished_at=None)
    )


def ask_first(session: Session, mailing: Mailing, at: datetime) -> None:
    """All of it waits until LINE has been asked, at that moment, whether enough is left for it."""
    mailing.state, mailing.look_at, mailing.hold_reason = MailingState.ASKING, at, None
    hold_rows(session, mailing.id, ASKED)


def hold_rows(session: Session, mailing_id: int, reason: str) -> None:
    """Its rows that nobody has in hand wait until the whole of it may go.

    One that is being claimed right now is left out: whoever does so may wait for the mailing, which
    we hold.
    """
    held = sa.and_(Outgoing.state == OutboxState.HELD, Outgoing.hold_reason.startswith(LIST))
    chosen = (
        sa.select(Outgoing.id)
        .where(
            Outgoing.mailing_id == mailing_id,
            sa.or_(Outgoing.state == OutboxState.WAITING, held),
            Outgoing.token.is_(None),
        )
        .with_for_update(skip_locked=True)
    )
    session.execute(
        sa.update(Outgoing)
        .where(Outgoing.id.in_(list(session.scalars(chosen))))
        .values(state=OutboxState.HELD, hold_reason=with_its_list(reason))
        .execution_options(synchronize_session=False)
    )


def with_its_list(reason: str) -> str:
    """The hold_reason of a row that is let go with the whole of its list."""
    return (LIST + reason.removeprefix(LIST))[:80]


def release_rows(session: Session, mailing_id: int) -> None:
    """What was held with the whole of it goes when it is due."""
    session.execute(
        sa.update(Outgoing)
        .where(
            Outgoing.mailing_id == mailing_id,
            Outgoing.state == OutboxState.HELD,
            Outgoing.hold_reason.startswith(LIST),
        )
        .values(state=OutboxState.WAITING, hold_reason=None)
        .execution_options(synchronize_session=False)
    )
