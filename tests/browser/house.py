"""A whole Wethi for a browser: simulator and web in this process, the worker one of its own.

The worker is the real door, `python -m scheduler worker`, and may be killed and started again.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from cryptography.fernet import Fernet
from werkzeug.serving import make_server

import bootstrap
from base.clock import FileClock
from base.settings import ROOT, Settings
from commands.site import BOT_NAME
from models.database import Database
from simulator.config import Config
from simulator.thread import running
from tests.browser.chat import TOKEN, Chat
from tests.golden.cast import base as cast
from tests.support.control import Control
from tests.support.run import free_ports

MORNING = datetime.fromisoformat("2026-07-13T10:00:00+07:00")  # a Monday
SECRET = "secret-of-the-browser-tests"


@dataclass
class House:
    """`control` and `chat` speak to the simulator, `database` is Wethi's own."""

    environment: dict[str, str]
    folder: Path
    chat: Chat
    control: Control
    database: Database
    clock: FileClock
    worker: subprocess.Popen[bytes] | None = None

    def start_worker(self) -> None:
        with (self.folder / "worker.log").open("ab") as log:
            command = [sys.executable, "-m", "scheduler", "worker"]
            environment = {**os.environ, **self.environment}
            self.worker = subprocess.Popen(
                command, cwd=ROOT, env=environment, stdout=log, stderr=log
            )

    def kill_worker(self) -> None:
        """SIGKILL: no time to put anything in order. Fails if the worker had died by itself."""
        assert self.worker is not None
        assert self.worker.poll() is None, (self.folder / "worker.log").read_text()[-2000:]
        self.worker.kill()
        self.worker.wait(timeout=60)

    def enter(self, *names: str) -> None:
        """These of the golden conversations' cast are known to Wethi since yesterday."""
        with self.database.write() as session:
            for name in names:
                getattr(cast, name)(session, MORNING - timedelta(days=1))

    def old_friend(self, name: str, shown: str) -> str:
        """A phone for one of the cast, whose follow event is long past; the LINE user id."""
        self.control.webhook_on(False)
        user = self.control.person(shown, user_id=cast.user_id(name))
        self.control.webhook_on(True)
        return user

    def rows(self, table: Any) -> list[Any]:
        """All rows of a model."""
        with self.database.read() as session:
            found = list(session.scalars(sa.select(table)))
            session.expunge_all()
        return found


@contextmanager
def copied(template_file: Path, folder: Path) -> Iterator[House]:
    """A house whose database is a copy of that file, in the folder."""
    shutil.copy(template_file, folder / "wethi.db")
    with house(f"sqlite:///{folder / 'wethi.db'}", folder) as one:
        yield one


@contextmanager
def house(database_url: str, folder: Path) -> Iterator[House]:
    """The tables must exist. A worker is running; everything ends with the context."""
    clock = FileClock(folder / "clock")
    clock.set_now(MORNING)
    config = Config(
        channel_secret=SECRET, channel_token=TOKEN, bot_name=BOT_NAME, clock_path=clock.path
    )
    with running(config) as url:
        port, _ = free_ports()
        environment = _environment(database_url, folder, url, port)
        settings = Settings.model_validate({k.lower(): v for k, v in environment.items()})
        control, database = Control(url), bootstrap.database(settings, pool_size=2)
        with _served(settings, port) as web_url:
            control.set_webhook(f"{web_url}/callback")
            control.faults(redelivery={"on": True, "after_ms": 100, "times": 100})
            one = House(environment, folder, Chat(url), control, database, clock)
            one.enter("nonsommut")
            one.start_worker()
            try:
                yield one
            finally:
                database.close()
                one.kill_worker()


def _environment(database_url: str, folder: Path, line_url: str, port: int) -> dict[str, str]:
    return {
        "PUBLIC_URL": f"http://127.0.0.1:{port}",
        "DATABASE_URL": database_url,
        "CLOCK": f"file:{folder / 'clock'}",
        "MEDIA_DIR": str(folder / "media"),
        "DATA_KEYS": Fernet.generate_key().decode(),
        "SECRET_KEY": "secret-of-a-test",
        "LINE_CHANNEL_SECRET": SECRET,
        "LINE_CHANNEL_ACCESS_TOKEN": TOKEN,
        "LINE_API_URL": line_url,
        "LINE_DATA_API_URL": line_url,
    }


@contextmanager
def _served(settings: Settings, port: int) -> Iterator[str]:
    server = make_server("127.0.0.1", port, bootstrap.web(settings), threaded=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join(timeout=60)
