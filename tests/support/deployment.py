"""A whole deployment in one process: web, worker and simulator over real HTTP and real rows."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from werkzeug.serving import make_server

import bootstrap
from base.clock import FileClock, monotonic, pause
from base.settings import Settings
from bot.inbox.facts import ask_bot
from commands.site import BOT_NAME
from scheduler.worker import Worker
from simulator.config import Config
from simulator.thread import running
from tests.support.control import Control
from tests.support.settings import SECRET as SECRET
from tests.support.settings import TOKEN as TOKEN
from tests.support.settings import settings_in

PATIENCE = 60.0


@dataclass
class Deployment:
    """`settle()` lets everything that is due now happen; `advance` moves the shared clock."""

    settings: Settings
    house: bootstrap.WorkerHouse
    worker: Worker
    control: Control
    clock: FileClock

    def settle(self) -> None:
        until = monotonic() + PATIENCE
        while monotonic() < until:
            self._delivered(until)
            if self.worker.drain() == 0:
                return
        raise TimeoutError("the deployment did not come to rest")

    def _delivered(self, until: float) -> None:
        while not self.control.idle():
            if monotonic() > until:
                raise TimeoutError("webhooks are still under way")
            pause(0.002)

    def advance(self, seconds: float) -> None:
        self.clock.advance(seconds)


@contextmanager
def deployed(database_url: str, folder: Path, start: datetime) -> Iterator[Deployment]:
    """The tables must exist already. Everything ends with the context."""
    clock_path = folder / "clock"
    clock = FileClock(clock_path)
    clock.set_now(start)
    config = Config(
        channel_secret=SECRET, channel_token=TOKEN, bot_name=BOT_NAME, clock_path=clock_path
    )
    with running(config) as url:
        settings = settings_in(folder, url, database_url=database_url)
        with _served(settings) as web_url:
            control = Control(url)
            control.set_webhook(f"{web_url}/callback")
            # As the README asks of a real channel: nothing is lost when the disk stands still.
            control.faults(redelivery={"on": True, "after_ms": 100, "times": 100})
            house = bootstrap.worker(settings)
            ask_bot(house.database, house.client, clock)
            try:
                yield Deployment(settings, house, Worker(house), control, clock)
            finally:
                house.stop()


@contextmanager
def _served(settings: Settings) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, bootstrap.web(settings), threaded=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join(timeout=PATIENCE)
