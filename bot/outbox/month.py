"""LINE says that the month's messages are used up: is it so, and what then?

A 429 «monthly limit» can be a phantom (quota is reserved while another send runs: LINE reference,
"Send narrowcast message"), so LINE's own figures decide: ask again after 15 minutes, and only then
hold what is counted. What is held is released when the figures allow it again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from base.clock import Clock, pause
from bot.line.answers import LineTrouble, NotSent
from bot.line.client import LineClient
from bot.outbox.stopping import Alarm, begin, over
from models.database import Database, wake
from models.outbox import QUOTA, Outgoing, SendingStop, stop
from models.words import OutboxState

ASK_AGAIN = timedelta(minutes=15)
ASKED = "asked"  # hold_reason of what was refused and will be tried once more
BETWEEN = 0.005  # seconds
AT_ONCE = 1000  # rows released in one transaction


def month_refused(
    session: Session, row: Outgoing, now: datetime, alarm: Alarm, *, has_room: bool
) -> None:
    """Refused once, or LINE's own figures say that there is room: wait 15 minutes and try again.
    Refused again with no room: hold, and stop what is counted. The caller has given the row back.
    """
    if has_room or row.hold_reason != ASKED:
        row.hold_reason = ASKED
        row.due_at = now + ASK_AGAIN
        return
    row.state, row.hold_reason = OutboxState.HELD, QUOTA
    begin(session, QUOTA, now, now + ASK_AGAIN, alarm)


def release_due(database: Database, clock: Clock) -> bool:
    """Whether messages are held and it is time to ask LINE; says no to all others meanwhile."""
    now = clock.now()
    with database.read() as session:
        if not _is_due(session, now):
            return False
    with database.write() as session:
        if not _is_due(session, now, locked=True):
            return False
        stop(session, QUOTA, now, now)  # whoever released them died half-way
        session.get_one(SendingStop, QUOTA).ask_again_at = now + ASK_AGAIN
        return True


def _is_due(session: Session, now: datetime, *, locked: bool = False) -> bool:
    found = session.get(SendingStop, QUOTA, with_for_update=locked)
    if found is not None:
        return found.ask_again_at <= now
    return bool(session.scalar(sa.select(held_rows().exists())))


def held_rows() -> sa.Select[int]:
    return sa.select(Outgoing.id).where(
        Outgoing.state == OutboxState.HELD, Outgoing.hold_reason == QUOTA
    )


def ask_for_release(database: Database, client: LineClient, clock: Clock) -> bool:
    """Ask LINE for its figures; True when what was held was released."""
    if not has_room(client):
        return False
    with database.write() as session:
        was_stopped = over(session, QUOTA)
    while was_stopped and _released_some(database, clock):
        pause(BETWEEN)
    return was_stopped


def has_room(client: LineClient) -> bool:
    """LINE's figures: `quota` minus `quota/consumption`; no limit means room."""
    try:
        left = left_of_month(client)
    except LineTrouble:
        return False
    return left is None or left > 0


@dataclass(frozen=True, slots=True)
class Month:
    """Counted messages of this month, by LINE's figures."""

    limit: int
    left: int

    def kept(self, percent: int) -> int:
        """How many of them wait for urgent news."""
        return self.limit * percent // 100


def left_of_month(client: LineClient) -> int | None:
    """How many counted messages are left; None: there is no limit. Raises LineTrouble."""
    month = figures_of_month(client)
    return None if month is None else month.left


def figures_of_month(client: LineClient) -> Month | None:
    """None: there is no limit. Raises LineTrouble."""
    limit, used = limit_and_used(client)
    return None if limit is None else Month(limit, limit - used)


def limit_and_used(client: LineClient) -> tuple[int | None, int]:
    """LINE's figures are approximate, and count what was sent by hand too (LINE reference, "Get
    number of messages sent this month"). The limit is None where there is none. Raises LineTrouble.
    """
    quota, used = client.quota(), client.consumption()
    for answer in (quota, used):
        if answer.status != 200:
            raise NotSent(f"no figures of the month: {answer.status}")
    limit, total = quota.json().get("value"), used.json().get("totalUsage")
    unlimited = quota.json().get("type") == "none"
    if not isinstance(total, int) or not (unlimited or isinstance(limit, int)):
        raise NotSent("no figures of the month in LINE's answer")
    return (None if unlimited else limit), total


def _released_some(database: Database, clock: Clock) -> bool:
    """A step: bulk work never keeps the write lock for long. False when none is left."""
    with database.write() as session:
        done = session.execute(
            sa.update(Outgoing)
            .where(
                # Once more of the row itself: it may be on an answer by the time it is ours.
                Outgoing.state == OutboxState.HELD,
                Outgoing.hold_reason == QUOTA,
                Outgoing.id.in_(held_rows().order_by(Outgoing.id).limit(AT_ONCE).scalar_subquery()),
            )
            .values(state=OutboxState.WAITING, hold_reason=None, due_at=clock.now())
            .execution_options(synchronize_session=False)
        )
        wake(session)
        return bool(done.rowcount)  # type: ignore[attr-defined]
