"""Is enough of the month left for everybody on a list? Asked of LINE before its first request.

Not enough: all of it is held with the reason, staff are told once, and LINE is asked again every 15
minutes. A 429 «monthly limit» in the middle may be a phantom (quota is reserved while another send
runs: LINE reference, "Send narrowcast message"): the rest waits 15 minutes, then the figures
decide.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from base.clock import Clock
from base.logs import get
from bot.line.answers import LineTrouble
from bot.line.client import LineClient
from bot.outbox.month import ASK_AGAIN, Month, figures_of_month
from bot.outbox.stopping import Alarm, over
from models.database import Database, wake
from models.many import (
    ASKING_TAKES,
    Addressee,
    Mailing,
    ask_first,
    due_to_look,
    hold_rows,
    how_many_wait,
    looking,
    release_rows,
)
from models.outbox import UNAUTHORIZED, Outgoing, is_stopped
from models.people import Account
from models.words import AddresseeState, MailingState, OutboxKind, OutboxState

SOON = timedelta(minutes=1)  # LINE gave no figures
HELD = "mailing_held"  # the kind of alarm
LOOKED_AT = (MailingState.ASKING, MailingState.HELD)

log = get("outbox")


@dataclass(frozen=True)
class Look:
    """Asks for one mailing. Threads may share it. `reserve`: percent of the month that only urgent
    news may use."""

    database: Database
    client: LineClient
    clock: Clock
    alarm: Alarm
    reserve: int = 0

    def due(self) -> int | None:
        """The mailing to ask for now; says no to all others meanwhile."""
        now = self.clock.now()
        with self.database.read() as session:
            if is_stopped(session, now) or session.scalar(due_to_look(), looking(now)) is None:
                return None
        with self.database.write() as session:
            chosen = due_to_look().with_for_update(skip_locked=True)
            found = session.scalar(chosen, looking(now))
            if found is not None:
                session.get_one(Mailing, found).asking_until = now + ASKING_TAKES
            return found

    def ask(self, mailing_id: int) -> None:
        """Let it go if enough is left for all who wait and for other lists that are under way."""
        try:
            month = figures_of_month(self.client)
        except LineTrouble as fault:
            log.warning("no figures of the month", action="quota_unknown", error=fault.cause)
            self._record(mailing_id, lambda _s, mailing: self._put_off(mailing))
        else:
            self._record(mailing_id, lambda s, mailing: self._decide(s, mailing, month))

    def _record(self, mailing_id: int, write: Callable[[Session, Mailing], None]) -> None:
        with self.database.write() as session:
            mailing = session.get_one(Mailing, mailing_id, with_for_update=True)
            mailing.asking_until = None
            if mailing.state in LOOKED_AT and mailing.look_at is not None:
                write(session, mailing)
                wake(session)

    def _put_off(self, mailing: Mailing) -> None:
        mailing.look_at = self.clock.now() + SOON

    def _decide(self, session: Session, mailing: Mailing, month: Month | None) -> None:
        over(session, UNAUTHORIZED)  # whoever gives us figures takes our token
        needed = needs(session, mailing)
        if month is not None:
            kept = 0 if mailing.urgent_by else month.kept(self.reserve)
            if month.left - kept - _promised(session, mailing) < needed:
                self._hold(session, mailing, needed, month.left, kept)
                return
        mailing.state, mailing.look_at, mailing.hold_reason = MailingState.GOING, None, None
        release_rows(session, mailing.id)

    def _hold(self, session: Session, mailing: Mailing, needed: int, left: int, kept: int) -> None:
        now = self.clock.now()
        reason = f"{needed} messages are needed, {max(0, left)} are left"
        if kept:
            reason += f" ({kept} kept)"
        first = mailing.state is not MailingState.HELD
        mailing.state, mailing.look_at = MailingState.HELD, now + ASK_AGAIN
        mailing.hold_reason = reason
        hold_rows(session, mailing.id, reason)
        if first:
            log.error("a list is held", action=HELD, mailing=mailing.id, reason=reason)
            self._tell(session, mailing, now)

    def _tell(self, session: Session, mailing: Mailing, now: datetime) -> None:
        try:
            with session.begin_nested():
                self.alarm(session, HELD, str(mailing.id), now)
        except Exception:  # it is held all the same
            log.exception("nobody could be told that a list is held", action="tell_failed")


def needs(session: Session, mailing: Mailing) -> int:
    """How many counted messages the rest of it takes: LINE counts people reached (LINE docs,
    "Messaging API pricing"). Of what goes to everybody: the friends we know of."""
    if mailing.kind is OutboxKind.MULTICAST:
        return how_many_wait(session, mailing.id)
    return friends(session)


def friends(session: Session) -> int:
    """Who gets what goes to everybody, as far as we know."""
    counted = sa.select(sa.func.count()).select_from(Account)
    known = counted.where(Account.friend.is_(True), Account.blocked.is_(False))
    return session.scalar(known) or 0


def refused_by_month(session: Session, row: Outgoing, now: datetime) -> None:
    """LINE said that the month is used up: the rest of the list waits with this row. Of a list that
    was taken back nothing waits: the row ends when it is claimed again."""
    mailing = session.get_one(Mailing, row.mailing_id, with_for_update=True)
    if mailing.state is MailingState.WITHDRAWN:
        return
    if mailing.state is MailingState.GOING:
        ask_first(session, mailing, now + ASK_AGAIN)
    hold_rows(session, mailing.id, mailing.hold_reason or "LINE is asked how much is left")


def _promised(session: Session, mailing: Mailing) -> int:
    """What other lists that are under way still take."""
    waits = sa.select(sa.func.count()).select_from(Addressee)
    going = sa.select(Mailing.id).where(
        Mailing.state == MailingState.GOING, Mailing.id != mailing.id
    )
    under_way = sa.select(Outgoing.id).where(Outgoing.state == OutboxState.WAITING)
    return (
        session.scalar(
            waits.where(
                Addressee.state == AddresseeState.WAITING,
                Addressee.mailing_id.in_(going),
                Addressee.outgoing_id.in_(under_way),
            )
        )
        or 0
    )
