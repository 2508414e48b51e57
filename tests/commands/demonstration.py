"""Demonstrations for tests: settings of one in a folder, and a database that dies on its way."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.orm import Session

import bootstrap
from base.crypto import Cipher
from base.settings import Settings
from models import migrate
from models.database import WRITE_PATIENCE, Database
from tests.support import settings

LINE = "http://127.0.0.1:8100"


def settings_in(folder: Path, **others: object) -> Settings:
    """A demonstration speaks to the simulator beside it."""
    return settings.settings_in(folder, LINE, **others)


@contextmanager
def opened(made: Settings) -> Iterator[Database]:
    """With all tables."""
    database = bootstrap.database(made, pool_size=2)
    try:
        migrate.upgrade(database)
        yield database
    finally:
        database.close()


def silent(_sentence: str) -> None:
    """Who listens to nothing."""


class Killed(BaseException):
    """The process ended here."""


class Dying(Database):
    """Dies at the start of its n-th write transaction, or (with `late`) just before its commit."""

    def __init__(self, url: str, writes: int, *, late: bool) -> None:
        super().__init__(url, Cipher([settings.KEY]))
        self._left = writes
        self._late = late

    @contextmanager
    def write(self, patience: float = WRITE_PATIENCE) -> Iterator[Session]:
        self._left -= 1
        if self._left == 0 and not self._late:
            raise Killed
        with super().write(patience) as session:
            yield session
            if self._left == 0:
                raise Killed
