"""A village and its headman as rows, for tests that need no chat."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy.orm import Session

from models.database import Database
from tests.golden.cast import base


def session_at(now: datetime) -> Any:
    """A fixture: a transaction on each engine, in which บ้านโนนสมมุติ has its headman at `now`."""

    @pytest.fixture(name="session")
    def made(any_database: Database) -> Iterator[Session]:
        with any_database.write() as session:
            base.nonsommut(session, now)
            base.headman(session, now)
            yield session

    return made
