"""Demonstrations for tests: settings of one in a folder, and a database that dies on its way."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cryptography.fernet import Fernet
from sqlalchemy.orm import Session

import bootstrap
from base.crypto import Cipher
from base.settings import Settings
from models import migrate
from models.database import WRITE_PATIENCE, Database

KEY = Fernet.generate_key().decode()


def settings_in(folder: Path, **others: object) -> Settings:
    values: dict[str, object] = {
        "database_url": f"sqlite:///{folder / 'wethi.db'}",
        "clock": f"file:{folder / 'clock'}",
        "media_dir": folder / "media",
        "data_keys": KEY,
        "secret_key": "secret-of-a-test",
        "line_channel_secret": "secret",
        "line_channel_access_token": "token",
        "line_api_url": "http://127.0.0.1:8100",
        "line_data_api_url": "http://127.0.0.1:8100",
    }
    return Settings.model_validate(values | others)


@contextmanager
def opened(settings: Settings) -> Iterator[Database]:
    """With all tables."""
    database = bootstrap.database(settings, pool_size=2)
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
        super().__init__(url, Cipher([KEY]))
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
