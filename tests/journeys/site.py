"""A site of real processes that heals itself: whoever is killed is started again.

It has the face of `tests.support.deployment.Deployment`, so that golden conversations can be
played on it.
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Any

import bootstrap
from base.clock import FileClock, monotonic, pause
from base.settings import Settings
from commands.site import BOT_NAME
from models.database import Database, wake
from models.inbox import count
from simulator.config import Config
from simulator.thread import running
from tests.journeys import doors, rest
from tests.journeys.points import Plan
from tests.support.control import Control
from tests.support.ports import free_port
from tests.support.settings import SECRET, TOKEN, settings_in

PATIENCE = 60.0
RESTART_TAKES = 10.0  # seconds of the shared clock: as long as the lease of whoever died
MOST_DEATHS = 3  # one is planned
LOOK_EVERY = 0.015
# Each worker asks for its own; the site's clock ends it long before the worker's own does.
SHORT_LIVED = {"line_channel_id": Config.channel_id, "line_channel_access_token": None}
COUNTED = ("rung", "events_known_already")  # tallies of attempts: a row each, whatever happens


@dataclass
class House:
    """What a golden conversation asks of a deployment's house."""

    database: Database
    clock: FileClock
    context: Any


@dataclass
class Site:
    settings: Settings
    plan: Plan
    folder: Path
    control: Control
    clock: FileClock
    house: House
    port: int
    deaths: int = 0
    _children: dict[str, ForkServerProcess] = field(default_factory=dict)
    _ending: threading.Event = field(default_factory=threading.Event)
    _moving: threading.Lock = field(default_factory=threading.Lock)

    def start(self) -> None:
        self._children = {name: self._start(name) for name in ("web", "worker")}
        self._watch = threading.Thread(target=self._heal, daemon=True)
        self._watch.start()
        self._answered()

    def stop(self) -> None:
        self._ending.set()
        self._watch.join(timeout=PATIENCE)
        for name, child in self._children.items():
            doors.end(child, is_web=name == "web")
        self.house.database.close()

    def settle(self) -> None:
        """Until nothing is under way and nothing is due, seen twice; waits for retries are skipped.

        An answer that waits for the rest of its burst may go on waiting.
        """
        until = monotonic() + PATIENCE
        quiet = 0
        while quiet < 2:
            quiet = quiet + 1 if self._is_quiet() else 0
            if monotonic() > until:
                raise TimeoutError(f"not at rest: {rest.told(self.house.database)}")
            if self.deaths > MOST_DEATHS:
                raise RuntimeError(f"a part dies again and again: {self._last_words()}")
            pause(LOOK_EVERY)

    def learn(self) -> None:
        """Until a worker has asked LINE who the bot is; its tries go by the machine's own time."""
        until = monotonic() + PATIENCE
        while not rest.is_learnt(self.house.database):
            if monotonic() > until:
                raise TimeoutError("nobody knows who the bot is")
            pause(LOOK_EVERY)

    def advance(self, seconds: float) -> None:
        """Move the shared clock, and let everybody notice at once instead of within 5 s.

        Whoever heals the site moves it too; of two moves at once one would be lost, and the clock
        set back.
        """
        with self._moving:
            self.clock.advance(seconds)
        self._ring()

    def until(self, moment: datetime) -> None:
        """The shared clock stands there, and everybody knows."""
        with self._moving:
            self.clock.set_now(moment)
        self._ring()

    def _ring(self) -> None:
        with self.house.database.write() as session:
            count(session, "rung")
            wake(session)

    def _is_quiet(self) -> bool:
        if rest.is_due(self.house.database, self.clock.now()) or not self.control.idle():
            return False
        wait = rest.next_retry(self.house.database, self.clock.now())
        if wait is not None:
            self.advance(max(0.0, wait.total_seconds()))
        return wait is None

    def _last_words(self) -> str:
        return "\n".join(path.read_text()[-2000:] for path in sorted(self.folder.glob("*.log")))

    def _start(self, name: str) -> ForkServerProcess:
        log = self.folder / f"{name}.log"
        if name == "web":
            return doors.start_web(self.settings, self.plan, log, self.port)
        return doors.start_worker(self.settings, self.plan, log)

    def _heal(self) -> None:
        """Start again whoever died (gunicorn's master replaces its own worker)."""
        while not self._ending.wait(0.02):
            for name, child in list(self._children.items()):
                if not child.is_alive() and not self._ending.is_set():
                    self.deaths += 1
                    self.advance(RESTART_TAKES)
                    self._children[name] = self._start(name)

    def _answered(self) -> None:
        until = monotonic() + PATIENCE
        while monotonic() < until:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            pause(0.02)
        raise TimeoutError("the web did not start")


@contextmanager
def site(
    database_url: str,
    folder: Path,
    start: datetime,
    plan: Plan,
    *,
    short_lived_token: bool = False,
    shows_pictures: bool = False,
    **others: object,
) -> Iterator[Site]:
    """Tables must exist. The simulator runs in this process; all else are children. Pictures lead
    to its web if it `shows_pictures`, to a port that differs each time. `others` are settings."""
    clock = FileClock(folder / "clock")
    clock.set_now(start)
    config = Config(
        channel_secret=SECRET, channel_token=TOKEN, bot_name=BOT_NAME, clock_path=clock.path
    )
    with running(config) as url:
        port = free_port()
        others |= SHORT_LIVED if short_lived_token else {}
        if shows_pictures:
            others["public_url"] = f"http://127.0.0.1:{port}"
        settings = settings_in(folder, url, database_url=database_url, **others)
        control = Control(url)
        control.set_webhook(f"http://127.0.0.1:{port}/callback")
        control.faults(redelivery={"on": True, "after_ms": 100, "times": 200})
        database = bootstrap.database(settings, pool_size=2)
        with database.write() as session:
            for name in COUNTED:
                count(session, name)
        house = House(database, clock, bootstrap.clock(settings))
        one = Site(settings, plan, folder, control, clock, house, port)
        one.start()
        try:
            yield one
        finally:
            one.stop()
