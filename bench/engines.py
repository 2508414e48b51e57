"""A fresh database with all tables, on either engine, each as it keeps its promises."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from base.clock import SystemClock, monotonic
from models import migrate
from models.database import Database
from models.facts import learn
from tests.support import postgres

SQLITE, POSTGRES = "SQLite", "PostgreSQL"
ENGINES = (SQLITE, POSTGRES)


@dataclass
class Engines:
    """PostgreSQL with its own defaults: a commit is on the disk before it is told."""

    folder: Path
    server: postgres.Server
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def fresh(self, engine: str) -> str:
        """The URL of a new database."""
        name = f"bench_{next(self._numbers)}"
        sqlite = f"sqlite:///{self.folder / name}.db"
        url = sqlite if engine == SQLITE else self.server.create(name)
        database = Database(url)
        migrate.upgrade(database)
        database.close()
        return url

    def new_folder(self) -> Path:
        """For the processes of one site; nothing is in it yet."""
        return self.folder / f"site-{next(self._numbers)}"


@contextmanager
def engines(folder: Path) -> Iterator[Engines]:
    with postgres.running(["max_connections=100"]) as server:
        yield Engines(folder, server)


def commit_seconds(url: str, times: int = 50) -> list[float]:
    """What a commit of one row costs here: the measure for everything that must be on the disk."""
    database, clock = Database(url), SystemClock()
    costs = []
    for number in range(times):
        began = monotonic()
        with database.write() as session:
            learn(session, f"bench-{number}", clock.now().isoformat())
        costs.append(monotonic() - began)
    database.close()
    return costs
