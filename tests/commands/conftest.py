"""A demonstration that is loaded once, to be looked at by many tests; and a cohort's life."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session

from base.clock import FileClock
from base.settings import Settings
from commands import demo
from models.database import Database
from tests.commands.demonstration import opened, settings_in, silent
from tests.commands.life import begin
from tests.conftest import START


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return settings_in(tmp_path_factory.mktemp("demonstration"))


@pytest.fixture(scope="module")
def loaded(settings: Settings) -> Iterator[Database]:
    with opened(settings) as database:
        demo.load(settings, database, START, silent)
        yield database


@pytest.fixture
def rows(loaded: Database) -> Iterator[Session]:
    with loaded.read() as session:
        yield session


@pytest.fixture
def life(any_database: Database, clock: FileClock) -> Database:
    with any_database.write() as session:
        begin(session, clock.now())
    return any_database
