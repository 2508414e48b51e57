"""Webhooks while a worker drains what a standstill left, and a task writes many rows."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa

from base.clock import SystemClock, monotonic
from bench import load, sampler
from bench.door import ROWS
from bench.engines import Engines
from bench.figures import MILLI, Part, quantile
from bench.scale import Scale
from bench.site import running
from bench.webhooks import MENU, body, event, text, texts, user
from bot.inbox.store import store_body
from models.database import Database
from models.inbox import Event
from models.tasks import ScheduledTask, plan
from models.words import EventState, TaskState

EACH_SAYS = 10
A_BODY = 100
LOOK_EVERY = 0.5
SAID = (text("menu"), MENU, text("help"), text("the road floods after each rain"))


def measure(engines: Engines, engine: str, scale: Scale, *, profiled: bool = False) -> Part:
    part = Part(
        f"Webhooks beside a backlog, {engine}",
        f"A worker drains {scale.waiting:,} waiting events of {scale.waiting // EACH_SAYS:,} "
        f"people and runs a task that writes {scale.rows:,} rows; meanwhile {scale.rate:.0f} "
        "webhooks a second come in. Times count from the moment at which a webhook should have "
        "been sent.",
    )
    folder = engines.folder / f"backlog-{engine}-{profiled}"
    with running(folder, engines.fresh(engine), profiled=profiled) as site:
        database = Database(site.database_url)
        fill(database, scale)
        site.start_line()
        site.start_web()
        site.start_worker("bench.door")
        began = monotonic()
        watch = Watch(database, scale, began)
        sent = load.at_rate(site.port, texts(100_000), scale.rate, watch.goes_on)
        database.close()
    _tell(part, sent, watch)
    part.profile = sampler.told(Path(folder)) if profiled else []
    return part


def fill(database: Database, scale: Scale) -> None:
    """As if webhooks had stored them over the last ten minutes; the task is due as well."""
    people, clock = scale.waiting // EACH_SAYS, SystemClock()
    for begin in range(0, scale.waiting, A_BODY):
        numbers = range(begin, min(begin + A_BODY, scale.waiting))
        events = [
            event(
                user(number % people), SAID[number % len(SAID)], 600 * (1 - number / scale.waiting)
            )
            for number in numbers
        ]
        with database.write() as session:
            store_body(session, body(*events), clock.now(), None)
    with database.write() as session:
        plan(session, ROWS, str(scale.rows), clock.now(), clock.now())


class Watch:
    """Looks now and then whether backlog and task are done."""

    def __init__(self, database: Database, scale: Scale, began: float) -> None:
        self._database, self._scale, self.began = database, scale, began
        self._last = 0.0
        self.drained: float | None = None
        self.written: float | None = None
        self.left = 0

    def goes_on(self) -> bool:
        now = monotonic() - self.began
        if now - self._last > LOOK_EVERY:
            self._last = now
            self._look(now)
        both = self.drained is not None and self.written is not None
        return not both and now < self._scale.longest_drain

    def _look(self, now: float) -> None:
        old = sa.select(sa.func.count()).where(
            Event.state == EventState.WAITING, Event.id <= self._scale.waiting
        )
        ran = sa.select(ScheduledTask.id).where(
            ScheduledTask.kind == ROWS, ScheduledTask.state == TaskState.RAN
        )
        with self._database.read() as session:
            self.left = session.scalar(old) or 0
            if not self.left and self.drained is None:
                self.drained = now
            if self.written is None and session.scalar(ran) is not None:
                self.written = now


def _tell(part: Part, sent: list[load.Sent], watch: Watch) -> None:
    seconds = [one.seconds for one in sent]
    part.tell("webhooks sent", len(sent), "")
    part.tell("not answered with 200", sum(one.status != 200 for one in sent), "", 1)
    part.tell("median", quantile(seconds, 0.5) * MILLI, "ms")
    part.tell("p99", quantile(seconds, 0.99) * MILLI, "ms", 100)
    part.tell("slowest", max(seconds) * MILLI, "ms", 1000)
    beside = [one.seconds for one in sent if one.meant <= watch.began + (watch.written or 0)]
    if beside:
        part.tell("while the rows were written, too: webhooks", len(beside), "")
        part.tell("… p99", quantile(beside, 0.99) * MILLI, "ms", 100)
        part.tell("… slowest", max(beside) * MILLI, "ms", 1000)
    _tell_end(part, "backlog drained after", watch.drained, f"{watch.left:,} events were left")
    _tell_end(part, "rows written after", watch.written, "the task was not done")


def _tell_end(part: Part, what: str, seconds: float | None, otherwise: str) -> None:
    if seconds is None:
        part.notes.append(f"Stopped before the end: {otherwise}.")
    else:
        part.tell(what, seconds, "s")
