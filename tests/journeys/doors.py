"""The site's processes: gunicorn and a worker, each as a real process that can be killed.

They are forked from a server that has everything imported already, so that a start costs
milliseconds and a hundred journeys fit into minutes.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from multiprocessing.context import ForkServerContext, ForkServerProcess
from pathlib import Path
from typing import Any

from base.settings import ROOT, Settings
from tests.journeys.points import Plan, install

LOOK_EVERY = 0.1  # seconds
WARM = ["tests.journeys.warm"]


def context() -> ForkServerContext:
    found = multiprocessing.get_context("forkserver")
    found.set_forkserver_preload(WARM)
    return found


def start_worker(settings: Settings, plan: Plan, log: Path) -> ForkServerProcess:
    return _started(_worker, settings, plan, log)


def start_web(settings: Settings, plan: Plan, log: Path, port: int) -> ForkServerProcess:
    return _started(_web, settings, plan, log, port)


def start_clock(settings: Settings, log: Path) -> ForkServerProcess:
    """One that looks as often as a test has patience for."""
    return _started(_clock, settings, log)


def end(process: ForkServerProcess, *, is_web: bool) -> None:
    """At once: gunicorn takes its own worker along when it is asked to quit."""
    if process.pid is not None and process.is_alive():
        os.kill(process.pid, signal.SIGQUIT if is_web else signal.SIGKILL)
    process.join(timeout=30)
    if process.is_alive():
        process.kill()
        process.join(timeout=60)


def _started(target: Any, *words: Any) -> ForkServerProcess:
    process = context().Process(target=target, args=words)
    process.start()
    return process


def _worker(settings: Settings, plan: Plan, log: Path) -> None:
    _to_log(log)
    install(plan)
    import bootstrap
    from scheduler.worker import Worker

    worker = Worker(bootstrap.worker(settings))
    signal.signal(signal.SIGTERM, lambda *_: worker.stop())
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    worker.run()


def _clock(settings: Settings, log: Path) -> None:
    _to_log(log)
    import bootstrap
    from scheduler import clock

    clock.LOOK_EVERY = LOOK_EVERY  # type: ignore[assignment]
    house = bootstrap.clock(settings)
    door = clock.ClockDoor(house.database, house.clock, house.zone)
    signal.signal(signal.SIGTERM, lambda *_: door.stop())
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    door.run()


def _web(settings: Settings, plan: Plan, log: Path, port: int) -> None:
    _to_log(log)
    install(plan)
    from gunicorn.app.base import BaseApplication

    import bootstrap

    class Site(BaseApplication):  # type: ignore[misc]
        """The repository's gunicorn.conf.py, with one process and a port of its own."""

        def load_config(self) -> None:
            values: dict[str, Any] = {}
            exec((ROOT / "gunicorn.conf.py").read_text(encoding="utf-8"), values)
            for name, value in values.items():
                if name in self.cfg.settings:
                    self.cfg.set(name, value)
            self.cfg.set("bind", f"127.0.0.1:{port}")
            self.cfg.set("workers", 1)

        def load(self) -> Any:
            return bootstrap.web(settings)

    Site().run()


def _to_log(log: Path) -> None:
    handle = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.dup2(handle, 1)
    os.dup2(handle, 2)
    os.close(handle)
