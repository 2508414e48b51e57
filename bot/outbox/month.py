"""LINE says that the month's messages are used up: is it so, and what then?

A 429 «monthly limit» can be a phantom (quota is reserved while another send runs: LINE reference,
"Send narrowcast message"), so LINE's own figures decide: ask again after 15 minutes, and only then
hold what is counted. What is held is released when the figures allow it again.
"""

from __future__ import annotations

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from base.clock import Clock
from bot.line.answers import LineTrouble
from bot.line.client import LineClient
from bot.outbox.stopping import Alarm, begin, over
from models.database import Database, wake
from models.outbox import QUOTA, Outgoing, SendingStop
from models.words import OutboxState

ASK_AGAIN = timedelta(minutes=15)


def month_refused(session: Session, row: Outgoing, now: datetime, alarm: Alarm) -> None:
    """First time: wait 15 minutes. Refused again after that: hold, and stop what is counted."""
    row.began_at = None
    row.attempts -= 1
    if row.hold_reason != "asked":
        row.hold_reason = "asked"
        row.due_at = now + ASK_AGAIN
        return
    row.state, row.hold_reason = OutboxState.HELD, QUOTA
    begin(session, QUOTA, now, now + ASK_AGAIN, alarm)


def release_due(database: Database, clock: Clock) -> bool:
    """Whether messages are held and it is time to ask LINE; says no to all others meanwhile."""
    now = clock.now()
    with database.read() as session:
        stop = session.get(SendingStop, QUOTA)
        if stop is None or stop.ask_again_at > now:
            return False
    with database.write() as session:
        stop = session.get(SendingStop, QUOTA, with_for_update=True)
        if stop is None or stop.ask_again_at > now:
            return False
        stop.ask_again_at = now + ASK_AGAIN
        return True


def ask_for_release(database: Database, client: LineClient, clock: Clock) -> bool:
    """Ask LINE for its figures; True when what was held was released."""
    if not _has_room(client):
        return False
    with database.write() as session:
        if not over(session, QUOTA):
            return False
        _release(session, clock.now())
        return True


def _has_room(client: LineClient) -> bool:
    """LINE's figures: `quota` minus `quota/consumption`; no limit means room."""
    try:
        quota, used = client.quota(), client.consumption()
    except LineTrouble:
        return False
    if quota.status != 200 or used.status != 200:
        return False
    if quota.json().get("type") == "none":
        return True
    limit, total = quota.json().get("value"), used.json().get("totalUsage")
    return isinstance(limit, int) and isinstance(total, int) and total < limit


def _release(session: Session, now: datetime) -> None:
    session.execute(
        sa.update(Outgoing)
        .where(Outgoing.state == OutboxState.HELD, Outgoing.hold_reason == QUOTA)
        .values(state=OutboxState.WAITING, hold_reason=None, due_at=now)
    )
    wake(session)
