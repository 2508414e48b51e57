"""Outbox: one row is one LINE request, written before the network is touched."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, aliased, mapped_column, validates

from models.claims import NOW, free, in_hand
from models.columns import Base, Claimable, UTCDateTime, choice_type
from models.database import insert
from models.words import Lane, OutboxKind, OutboxState, Priority

UNAUTHORIZED, QUOTA = "unauthorized", "quota"  # reasons of a SendingStop
RESERVE = "reserve"  # hold_reason of what would use what is kept for urgent news
FOR_MONTH = (QUOTA, RESERVE)  # hold_reasons that LINE's figures of the month end
MAILBOX = sa.bindparam("mailbox", type_=sa.String)
STANDSTILL = timedelta(seconds=10)  # an answer that nobody has tried to send for so long


class Outgoing(Base, Claimable):
    """`body` is the frozen JSON of `messages`; the target is spliced in when it is sent.

    `answer` rows keep their order within a chat; `deferred` ones may be superseded while untried.
    `must_say` holds the bubbles that a superseding answer has to repeat (a number, a refusal).
    `forget` empties body and address as soon as the row is finished (anonymous, erased).
    `began_at` is the start of a try whose end is not recorded; found again at the next claim it
    makes that try an unclear one.
    `lane` orders what is no answer. A row of a mailing has no `to`: it names its people in
    `addressee`; one that is a single person's, to ride on an answer, has that chat's `mailbox_key`.
    `half_of` is the row that LINE refused for somebody in it.
    """

    __tablename__ = "outgoing"
    __table_args__ = (
        sa.UniqueConstraint("dedupe_key"),
        sa.Index("ix_outgoing_state_due_at", "state", "due_at"),
        sa.Index("ix_outgoing_answers_first", "state", "answer", "due_at", "id"),
        sa.Index("ix_outgoing_mailbox", "mailbox_key", "state", "answer", "due_at", "id"),
        sa.Index(
            "ix_outgoing_lanes",
            *("state", "lane", "due_at", "id"),
            sqlite_where=sa.text("answer = 0"),
            postgresql_where=sa.text("NOT answer"),
        ),
        sa.Index(
            "ix_outgoing_mailing_id_state",
            *("mailing_id", "state"),
            sqlite_where=sa.text("mailing_id IS NOT NULL"),
            postgresql_where=sa.text("mailing_id IS NOT NULL"),
        ),
        in_hand("ix_outgoing_token"),
        sa.Index(
            "ix_outgoing_counted",
            "finished_at",
            sqlite_where=sa.text("kind <> 'reply' AND finished_at IS NOT NULL"),
            postgresql_where=sa.text("kind <> 'reply' AND finished_at IS NOT NULL"),
        ),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[OutboxKind] = mapped_column(choice_type(OutboxKind))
    state: Mapped[OutboxState] = mapped_column(choice_type(OutboxState))
    answer: Mapped[bool] = mapped_column(default=False)
    lane: Mapped[Lane] = mapped_column(
        choice_type(Lane), default=Lane.PUSH, server_default=Lane.PUSH.value
    )
    mailing_id: Mapped[int | None] = mapped_column(sa.ForeignKey("mailing.id"))
    half_of: Mapped[int | None] = mapped_column(sa.ForeignKey("outgoing.id"))
    mailbox_key: Mapped[str | None] = mapped_column(sa.String(80))
    to: Mapped[str | None] = mapped_column(sa.String(80))
    body: Mapped[str | None] = mapped_column(sa.Text)
    must_say: Mapped[str | None] = mapped_column(sa.Text)
    retry_key: Mapped[str] = mapped_column(sa.String(36))
    reply_token: Mapped[str | None] = mapped_column(sa.String(80))
    event_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    dedupe_key: Mapped[str] = mapped_column(sa.String(120))
    priority: Mapped[Priority] = mapped_column(choice_type(Priority))
    deferred: Mapped[bool] = mapped_column(default=False)
    forget: Mapped[bool] = mapped_column(default=False)
    useful_until: Mapped[datetime | None] = mapped_column(UTCDateTime)
    urgent_by: Mapped[str | None] = mapped_column(sa.ForeignKey("staff.id"))
    about_person: Mapped[str | None] = mapped_column(sa.ForeignKey("person.id"))
    carried_by: Mapped[int | None] = mapped_column(sa.ForeignKey("outgoing.id"))
    superseded_by: Mapped[int | None] = mapped_column(sa.ForeignKey("outgoing.id"))
    hold_reason: Mapped[str | None] = mapped_column(sa.String(80))
    outcome: Mapped[str | None] = mapped_column(sa.String(80))
    first_try_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    began_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    unclear_tries: Mapped[int] = mapped_column(default=0)
    line_request_id: Mapped[str | None] = mapped_column(sa.String(64))
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)

    @validates("outcome")
    def _as_much_as_fits(self, _name: str, outcome: str | None) -> str | None:
        """LINE's reasons are of any length, and PostgreSQL refuses what is too long: the row could
        never end. The whole reason stands in `last_error`."""
        return outcome[:80] if outcome else outcome


class SendingStop(Base):
    """Why nothing (401) or nothing counted (month's quota) is sent now, and when to ask again."""

    __tablename__ = "sending_stop"
    reason: Mapped[str] = mapped_column(sa.String(20), primary_key=True)
    since: Mapped[datetime] = mapped_column(UTCDateTime)
    ask_again_at: Mapped[datetime] = mapped_column(UTCDateTime)


@cache
def next_answer() -> sa.Select[int]:
    """The id to claim: due, and no earlier answer to that chat still waits.

    An answer that has become a push goes before later ones while it is due; when it must wait for
    another try, they do not wait with it.
    """
    other = aliased(Outgoing)
    ahead = sa.exists().where(
        other.mailbox_key == Outgoing.mailbox_key,
        other.state == OutboxState.WAITING,
        other.answer,
        other.id < Outgoing.id,
        sa.or_(other.kind == OutboxKind.REPLY, other.due_at <= NOW),
    )
    waiting = sa.and_(Outgoing.state == OutboxState.WAITING, Outgoing.answer == sa.true())
    return _in_order(waiting, free(Outgoing)).where(~ahead)


@cache
def next_in(lane: Lane) -> sa.Select[int]:
    """The id to claim of what nobody waits for on the other side. What goes to many waits until no
    push is due."""
    chosen = _in_order(waits_in(Outgoing, lane), free(Outgoing))
    if lane is not Lane.BULK:
        return chosen
    push = aliased(Outgoing)
    ahead = [sa.exists().where(waits_in(push, one), free(push)) for one in (Lane.URGENT, Lane.PUSH)]
    return chosen.where(*(~one for one in ahead))


def waits_in(table: Any, *lanes: Lane) -> sa.ColumnElement[bool]:
    """Waiting in one of these lanes; by the index of lanes."""
    lane = table.lane == lanes[0] if len(lanes) == 1 else table.lane.in_(lanes)
    return sa.and_(table.state == OutboxState.WAITING, sa.not_(table.answer), lane)


def _in_order(*where: sa.ColumnElement[bool]) -> sa.Select[int]:
    return sa.select(Outgoing.id).where(*where).order_by(Outgoing.due_at, Outgoing.id)


def untried_answers(session: Session, mailbox_key: str, now: datetime) -> list[Outgoing]:
    """Answers to a chat that a newer one may replace, oldest first.

    No sender has touched them yet, and they were put off, or nothing was sent for some time.
    """
    times = {"mailbox": mailbox_key, "since": now - STANDSTILL}
    return list(session.scalars(_untried_answers(), times))


@cache
def _untried_answers() -> sa.Select[Outgoing]:
    return (
        sa.select(Outgoing)
        .where(
            Outgoing.mailbox_key == MAILBOX,
            Outgoing.state == OutboxState.WAITING,
            Outgoing.answer,
            sa.or_(
                Outgoing.deferred, Outgoing.created_at < sa.bindparam("since", type_=UTCDateTime)
            ),
            Outgoing.attempts == 0,
            Outgoing.unclear_tries == 0,
        )
        .order_by(Outgoing.id)
        .with_for_update(skip_locked=True)
    )


def stop(session: Session, reason: str, now: datetime, ask_again_at: datetime) -> bool:
    """Stop sending for a reason; True when it was not stopped for it yet. Safe when two do so."""
    new = insert(session, SendingStop).values(reason=reason, since=now, ask_again_at=ask_again_at)
    done = new.on_conflict_do_nothing().returning(SendingStop.reason)
    return session.scalar(done) is not None


def stops(session: Session) -> dict[str, SendingStop]:
    return {row.reason: row for row in session.scalars(sa.select(SendingStop))}


def is_stopped(session: Session, now: datetime) -> bool:
    """LINE refused our access token: nothing is sent, nor asked, until it is time to ask again."""
    stop = stops(session).get(UNAUTHORIZED)
    return stop is not None and stop.ask_again_at > now
