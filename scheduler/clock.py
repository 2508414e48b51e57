"""The clock: one at a time by lease, any number standing by. It writes rows and nothing else.

APScheduler (memory job store) wakes it; which slots have passed since the last look is decided
from our own clock, so that a jump, a long sleep or a takeover plans each slot once.
"""

from __future__ import annotations

import threading
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from apscheduler.schedulers.background import BackgroundScheduler
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from base.clock import Clock
from base.ids import new_id
from base.logs import get, trouble
from models.database import Busy, Database, wake
from models.facts import CLOCK_LOOKED_AT, fact, learn
from models.tasks import Lease, plan
from scheduler.timetable import DAILY, Slot

NAME = "clock"
LEASE = timedelta(seconds=15)
LOOK_EVERY = 5
LOOK_BACK = timedelta(days=14)  # of so long a standstill each slot is planned, and ends as it says

log = get("clock")


class ClockDoor:
    def __init__(self, database: Database, clock: Clock, zone: ZoneInfo) -> None:
        self._database, self._clock, self._zone = database, clock, zone
        self._holder = new_id()
        self._stopping = threading.Event()

    def run(self) -> None:
        """Look every 5 s until `stop`."""
        scheduler = BackgroundScheduler(timezone=str(self._zone))
        scheduler.add_job(
            self.look,
            "interval",
            seconds=LOOK_EVERY,
            max_instances=1,
            coalesce=True,
            misfire_grace_time=None,
        )
        scheduler.start()
        log.info("clock started", action="clock_started")
        self.look()
        self._stopping.wait()
        scheduler.shutdown(wait=True)
        self.give_up()

    def stop(self) -> None:
        self._stopping.set()

    def look(self) -> int:
        """Plan the slots that have passed since anybody looked; returns how many were new."""
        try:
            with self._database.write() as session:
                now = self._clock.now()
                return self._planned(session, now) if self._holds(session, now) else 0
        except (Busy, SQLAlchemyError) as error:
            log.warning("the clock could not look", action="look_failed", error=trouble(error))
            return 0

    def _holds(self, session: Session, now: datetime) -> bool:
        """Take or renew the lease; False while another clock has it."""
        lease = session.get(Lease, NAME, with_for_update=True)
        if lease is None:
            session.add(Lease(name=NAME, holder=self._holder, until=now + LEASE))
            session.flush()
            return True
        # The shared clock was set back. Machines may differ by a few seconds without that.
        runs_too_long = lease.until > now + 2 * LEASE
        if lease.holder != self._holder and lease.until > now and not runs_too_long:
            return False
        lease.holder, lease.until = self._holder, now + LEASE
        return True

    def _planned(self, session: Session, now: datetime) -> int:
        looked = fact(session, CLOCK_LOOKED_AT)
        since = max(datetime.fromisoformat(looked) if looked else now, now - LOOK_BACK)
        new = sum(
            plan(session, slot.kind, "all", moment, now)
            for slot, moment in passed(since, now, self._zone)
        )
        learn(session, CLOCK_LOOKED_AT, now.isoformat())
        if new:
            wake(session)
        return new

    def give_up(self) -> None:
        """Let a standing-by clock go on at once."""
        with self._database.write() as session:
            session.execute(sa.delete(Lease).where(Lease.holder == self._holder))


def passed(since: datetime, now: datetime, zone: ZoneInfo) -> list[tuple[Slot, datetime]]:
    """The daily slots with since < moment <= now, in order of time."""
    day = since.astimezone(zone).date()
    last = now.astimezone(zone).date()
    found: list[tuple[Slot, datetime]] = []
    while day <= last:
        for slot in DAILY:
            moment = datetime.combine(day, time(slot.hour, slot.minute), zone)
            if since < moment <= now:
                found.append((slot, moment))
        day += timedelta(days=1)
    return sorted(found, key=lambda one: one[1])
