"""A programme's time on a site of real processes, two clocks among them, driven day by day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from base.clock import monotonic, pause
from models.facts import CLOCK_LOOKED_AT, fact
from models.many import Addressee, Mailing
from models.outbox import Outgoing
from models.people import Account
from models.tasks import Lease, ScheduledTask
from models.words import AddresseeState, OutboxKind, OutboxState, Priority
from scheduler.timetable import DAILY
from tests.journeys import doors
from tests.journeys.points import Plan
from tests.journeys.site import Site, site
from tests.support.control import Json

BANGKOK = ZoneInfo("Asia/Bangkok")
# A little after each slot of the timetable, and once more when what it planned is due.
MOMENTS = tuple(sorted({time(one.hour, one.minute, 30) for one in DAILY} | {time(17, 46)}))
NOON = time(12)
MORNING = tuple(one for one in MOMENTS if one < NOON)
AFTERNOON = tuple(one for one in MOMENTS if one > NOON)
PATIENCE = 60.0
Clocks = tuple[ForkServerProcess, ...]


@dataclass
class Year:
    """`site` with clocks beside it; `begins` is when they first looked. `asked` are the requests
    that LINE answered, as the simulator wrote them down, by number."""

    site: Site
    begins: datetime
    asked: dict[int, Json] = field(default_factory=dict)
    _clocks: list[ForkServerProcess] = field(default_factory=list)

    def start_clocks(self, count: int = 2) -> None:
        for number in range(count):
            log = self.site.folder / f"clock{number}.log"
            self._clocks.append(doors.start_clock(self.site.settings, log))
        self._looked()

    def end_clocks(self) -> None:
        """Killed, as by a power cut: the lease stays behind."""
        for one in self._clocks:
            doors.end(one, is_web=False)
        self._clocks.clear()

    def live(self, first: date, days: int, *, clocks: bool = True) -> None:
        """Each day from slot to slot; with `clocks` they have looked at each of them."""
        for day in (first + timedelta(days=n) for n in range(days)):
            self.live_through(day, MOMENTS, clocks=clocks)

    def live_through(self, day: date, moments: Iterable[time], *, clocks: bool = True) -> None:
        """Some of the moments of one day."""
        for moment in moments:
            self.site.until(datetime.combine(day, moment, BANGKOK))
            if clocks:
                self._looked()
            self.site.settle()
        self._note()

    def live_until(self, first: date, last: date) -> date:
        """From the first day to the last one, both included; the day after."""
        self.live(first, (last - first).days + 1)
        return last + timedelta(days=1)

    def _note(self) -> None:
        """The simulator forgets all but its newest requests."""
        newest = max(self.asked, default=0)
        found = self.site.control.get(f"requests?after={newest}")
        self.asked |= {one["n"]: one for one in found}

    def accepted(self) -> list[Json]:
        """The requests by which LINE took something that it counts, in their order."""
        self._note()
        paths = tuple(f"/v2/bot/message/{what}" for what in ("push", "multicast", "broadcast"))
        return [
            one
            for _, one in sorted(self.asked.items())
            if one["path"] in paths and one["status"] == 200
        ]

    def _looked(self) -> None:
        """Until one of the clocks has looked since this moment."""
        wanted, until = self.site.clock.now(), monotonic() + PATIENCE
        while monotonic() < until:
            with self.site.house.database.read() as session:
                looked = fact(session, CLOCK_LOOKED_AT)
            if looked and datetime.fromisoformat(looked) >= wanted:
                return
            pause(0.02)
        raise TimeoutError("no clock has looked")

    def tasks(self) -> list[ScheduledTask]:
        with self.site.house.database.read() as session:
            return list(session.scalars(sa.select(ScheduledTask).order_by(ScheduledTask.id)))

    def pushed(self, *kinds: OutboxKind) -> list[Outgoing]:
        """What LINE took and counted; pushes, one row a person, where no kind is named."""
        chosen = sa.select(Outgoing).where(
            Outgoing.kind.in_(kinds or (OutboxKind.PUSH,)), Outgoing.state == OutboxState.SENT
        )
        with self.site.house.database.read() as session:
            return list(session.scalars(chosen.order_by(Outgoing.finished_at)))

    def listed(self) -> list[tuple[str, datetime]]:
        """To whom LINE took something of a list that nobody asked for, and when."""
        chosen = (
            sa.select(Account.line_user_id, Addressee.finished_at)
            .join(Addressee, Addressee.account_id == Account.id)
            .join(Mailing, Mailing.id == Addressee.mailing_id)
            .where(Addressee.state == AddresseeState.SENT, Mailing.priority == Priority.UNASKED)
        )
        with self.site.house.database.read() as session:
            found = session.execute(chosen).all()
        return [(to, at.astimezone(BANGKOK)) for to, at in found if to and at]

    def holders(self) -> int:
        with self.site.house.database.read() as session:
            return len(session.scalars(sa.select(Lease)).all())


def slots(begins: datetime, ends: datetime) -> Sequence[tuple[str, datetime]]:
    """Every slot of the timetable between the two, by kind and moment."""
    days = (ends.date() - begins.date()).days + 1
    found = [
        (slot.kind, datetime.combine(begins.date() + timedelta(n), time(slot.hour, slot.minute)))
        for n in range(days)
        for slot in DAILY
    ]
    aware = [(kind, at.replace(tzinfo=BANGKOK)) for kind, at in found]
    return [one for one in aware if begins < one[1] <= ends]


@contextmanager
def year(database_url: str, folder: Path, begins: datetime) -> Iterator[Year]:
    with site(database_url, folder, begins, Plan(folder / "points")) as made:
        made.learn()
        one = Year(made, begins)
        try:
            yield one
        finally:
            one.end_clocks()
