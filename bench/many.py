"""One thing said to very many people, and what chat answers cost meanwhile."""

from __future__ import annotations

import threading
from collections.abc import Callable
from math import ceil
from pathlib import Path

import sqlalchemy as sa

from base.clock import Clock, SystemClock, monotonic, pause
from bench import load, sampler
from bench.engines import Engines
from bench.figures import MILLI, Part, quantile
from bench.replies import arrived
from bench.scale import Scale
from bench.site import Site, running
from bench.webhooks import talk, user
from bot.messages.bubbles import Bubble
from bot.outbox.addressing import MOST
from bot.outbox.many import Many, fill
from models.database import Database
from models.people import Account, Whom

BY_DAY = 10  # o'clock where the office is said to be: at night nothing goes to many
AT_ONCE = 1000
FIRST = 1_000_000  # user numbers of those who only listen
LOOK_EVERY = 0.2


def measure(engines: Engines, engine: str, scale: Scale, *, profiled: bool = False) -> Part:
    part = Part(
        f"To {scale.crowd:,} people, {engine}",
        f"One worker sends one text to {scale.crowd:,} people in requests of {MOST}, while "
        f"{scale.rate:.0f} turns a second of {scale.users} others are answered; before, the same "
        f"turns alone for {scale.talk:.0f} s. From the webhook to its reply's arrival at LINE.",
    )
    folder = engines.folder / f"many-{engine}-{profiled}"
    with running(folder, engines.fresh(engine), profiled=profiled) as site:
        site.more["TIMEZONE"] = where_it_is_day(SystemClock())
        database = Database(site.database_url)
        people = _come(database, scale.crowd)
        site.start_line()
        site.start_web()
        site.start_worker(*(["bench.door"] if profiled else []))
        pause(scale.settle)
        _answers(site, scale, load.for_seconds(scale.users / scale.rate))  # their accounts are made
        alone = _answers(site, scale, load.for_seconds(scale.talk))
        began = monotonic()
        writing = _Writing(database, people)
        beside = _answers(site, scale, _until_all_have_it(site, scale, writing))
        writing.join()
        _tell(part, site, scale, writing)
        _compare(part, alone, beside)
        part.tell("all of it sent after", site.sent_to_many()["last"] - began, "s")
        database.close()
    part.profile = sampler.told(Path(folder)) if profiled else []
    return part


def where_it_is_day(clock: Clock) -> str:
    """The zone in which it is about ten in the morning."""
    east = (BY_DAY - clock.now().hour + 11) % 24 - 11
    return f"Etc/GMT{-east:+d}" if east else "Etc/GMT"


class _Writing(threading.Thread):
    """The list is written by a process of its own in real life; here beside the load."""

    def __init__(self, database: Database, people: list[Whom]) -> None:
        super().__init__()
        self._database, self._people = database, people
        self.seconds, self.rows = 0.0, 0
        self.start()

    def run(self) -> None:
        began, clock = monotonic(), SystemClock()
        said = Many("bench:1", [Bubble("Tomorrow at nine.")], clock.now())
        fill(self._database, clock, said, self._people, self._count)
        self.seconds = monotonic() - began

    def _count(self, _named: int) -> None:
        self.rows += 1


def _come(database: Database, count: int) -> list[Whom]:
    now = SystemClock().now()
    for begin in range(0, count, AT_ONCE):
        with database.write() as session:
            rows = [
                {
                    "id": f"bench-{number}",
                    "line_user_id": user(FIRST + number),
                    "friend": True,
                    "created_at": now,
                }
                for number in range(begin, min(count, begin + AT_ONCE))
            ]
            session.execute(sa.insert(Account), rows)
    return [Whom(f"bench-{number}") for number in range(count)]


def _until_all_have_it(site: Site, scale: Scale, writing: threading.Thread) -> Callable[[], bool]:
    """Asks LINE now and then, and at most for as long as a backlog may take."""
    began, looked = monotonic(), [0.0]
    at_least = load.for_seconds(min(2.0, scale.talk))

    def goes_on() -> bool:
        now = monotonic()
        if now - began > scale.longest_drain:
            return False
        if now - looked[0] < LOOK_EVERY or at_least() or writing.is_alive():
            return True
        looked[0] = now
        return site.sent_to_many()["people"] < scale.crowd

    return goes_on


def _answers(site: Site, scale: Scale, goes_on: Callable[[], bool]) -> list[float]:
    """How long each turn's answer took, in seconds; one that never came took as long as we wait."""
    sent = load.at_rate(site.port, talk(scale.users, {}), scale.rate, goes_on)
    arrivals = arrived(site, sent)
    return [max(0.0, arrivals.get(one.key, monotonic()) - one.answered) for one in sent]


def _tell(part: Part, site: Site, scale: Scale, writing: _Writing) -> None:
    said = site.sent_to_many()
    calls = ceil(scale.crowd / MOST)
    part.tell("requests to LINE", said["requests"], "", calls + 1)
    part.tell("people without it", scale.crowd - said["people"], "", 1)
    part.tell("outbox rows", writing.rows, "", calls + 1)
    part.tell("list written in", writing.seconds, "s")


def _compare(part: Part, alone: list[float], beside: list[float]) -> None:
    for name, share in (("median", 0.5), ("p99", 0.99)):
        before, meanwhile = quantile(alone, share), quantile(beside, share)
        part.tell(f"answers alone: {name}", before * MILLI, "ms")
        part.tell(f"answers beside it: {name}", meanwhile * MILLI, "ms")
    ratio = quantile(beside, 0.5) / max(quantile(alone, 0.5), 1e-6)
    part.tell("answers beside it: median, times as long", ratio, "", 2)
