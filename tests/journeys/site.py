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

import sqlalchemy as sa
from cryptography.fernet import Fernet

import bootstrap
from base.clock import FileClock, monotonic, pause
from base.settings import Settings
from models.database import Database
from models.files import File
from models.inbox import Event
from models.outbox import Outgoing
from models.people import Account
from models.tasks import ScheduledTask
from models.words import EventState, FileState, OutboxState, TaskState
from simulator.config import Config
from simulator.thread import running
from tests.journeys import doors
from tests.journeys.points import Plan
from tests.support.control import Control
from tests.support.deployment import SECRET, TOKEN

PATIENCE = 60.0
RESTART_TAKES = 10.0  # seconds of the shared clock: as long as the lease of whoever died
MOST_DEATHS = 3  # one is planned
DUE: tuple[tuple[Any, Any], ...] = (
    (Event, EventState.WAITING),
    (Outgoing, OutboxState.WAITING),
    (File, FileState.WAITING),
    (ScheduledTask, TaskState.WAITING),
)


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

    def start(self) -> None:
        self._children = {name: self._start(name) for name in ("web", "worker")}
        self._watch = threading.Thread(target=self._heal, daemon=True)
        self._watch.start()
        self._answered()

    def stop(self) -> None:
        self._ending.set()
        self._watch.join(timeout=5)
        for child in self._children.values():
            doors.end(child)
        self.house.database.close()

    def settle(self) -> None:
        """Until nothing is under way and nothing is due, seen twice."""
        until = monotonic() + PATIENCE
        quiet = 0
        while quiet < 2:
            quiet = quiet + 1 if self._is_quiet() else 0
            if monotonic() > until:
                raise TimeoutError(f"not at rest: {self._unrest()}")
            if self.deaths > MOST_DEATHS:
                raise RuntimeError(f"a part dies again and again: {self._last_words()}")
            pause(0.01)

    def advance(self, seconds: float) -> None:
        self.clock.advance(seconds)

    def _is_quiet(self) -> bool:
        return self.control.idle() and not self._unrest()

    def _unrest(self) -> list[str]:
        now = self.clock.now()
        with self.house.database.read() as session:
            found = [
                f"{table.__tablename__} {row.id} due {row.due_at} {row.last_error}"
                for table, waiting in DUE
                for row in session.scalars(
                    sa.select(table).where(table.state == waiting, table.due_at <= now)
                )
            ]
            asked = session.scalar(sa.select(Account.id).where(Account.profile_due_at <= now))
        return [*found, "a profile"] if asked else found

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
                    self.clock.advance(RESTART_TAKES)
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
def site(database_url: str, folder: Path, start: datetime, plan: Plan) -> Iterator[Site]:
    """Tables must exist. The simulator runs in this process; all else are children."""
    clock = FileClock(folder / "clock")
    clock.set_now(start)
    config = Config(channel_secret=SECRET, channel_token=TOKEN, clock_path=clock.path)
    with running(config) as url:
        settings = _settings(database_url, folder, url)
        port = _free_port()
        control = Control(url)
        control.set_webhook(f"http://127.0.0.1:{port}/callback")
        control.faults(redelivery={"on": True, "after_ms": 100, "times": 200})
        database = bootstrap.database(settings, pool_size=2)
        house = House(database, clock, bootstrap.clock(settings))
        one = Site(settings, plan, folder, control, clock, house, port)
        one.start()
        try:
            yield one
        finally:
            one.stop()


def _settings(database_url: str, folder: Path, url: str) -> Settings:
    return Settings.model_validate(
        {
            "database_url": database_url,
            "clock": f"file:{folder / 'clock'}",
            "media_dir": folder / "media",
            "data_keys": Fernet.generate_key().decode(),
            "secret_key": "secret-of-a-test",
            "line_channel_secret": SECRET,
            "line_channel_access_token": TOKEN,
            "line_api_url": url,
            "line_data_api_url": url,
        }
    )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
