"""`python -m bench.opener WAVE`: runs the tasks that are due until the wave is open, as a worker
does, and says how long each write transaction held the lock. A JSON line on stdout."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager

import sqlalchemy as sa

import bootstrap
from base.clock import monotonic
from base.heap import settle
from base.settings import Settings, read
from bench import sampler
from bench.figures import quantile
from models.database import Database
from models.tasks import ScheduledTask
from models.words import TaskState
from scheduler.run_tasks import run_one


class Timed(Database):
    """Notes for how many seconds each write transaction lasts, from its lock to its commit."""

    held: list[float]

    def _turn(self, connection: sa.Connection, patience: float) -> AbstractContextManager[None]:
        return self._noted(super()._turn(connection, patience))

    @contextmanager
    def _noted(self, turn: AbstractContextManager[None]) -> Iterator[None]:
        with turn:
            began = monotonic()
            try:
                yield
            finally:
                self.held.append(monotonic() - began)


def main() -> None:
    sampler.start("worker")
    settings = read(Settings)
    house = bootstrap.worker(settings)
    database = Timed(settings.database_url)
    database.held = []
    settle()
    began = monotonic()
    while not _is_open(database, sys.argv[1]):
        run_one(database, house.files, house.context, house.kinds)
    told = {"seconds": monotonic() - began, "turns": len(database.held)}
    held = {"held": max(database.held), "median": quantile(database.held, 0.5)}
    print(json.dumps(told | held))
    sampler.write("worker")
    house.client.close()


def _is_open(database: Database, wave: str) -> bool:
    """Whether the task that opens it has ended. RuntimeError when it died."""
    chosen = sa.select(ScheduledTask.state).where(
        ScheduledTask.kind == "wave_open", ScheduledTask.subject == wave
    )
    with database.read() as session:
        state = session.scalar(chosen)
    if state is TaskState.DEAD:
        raise RuntimeError("the task that opens the wave failed")
    return state is TaskState.RAN


if __name__ == "__main__":
    main()
