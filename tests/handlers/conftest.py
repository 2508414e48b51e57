"""One person's chat with the whole bot, on both engines, without LINE."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

import bootstrap
from base.clock import FileClock
from tests.golden.cast import base as cast
from tests.support.chat import Chat, house

Named = Callable[[str], Chat]


@pytest.fixture
def worker_house(
    sqlite_url: str, tmp_path: Path, clock: FileClock
) -> Iterator[bootstrap.WorkerHouse]:
    with house(sqlite_url, tmp_path, clock) as built:
        yield built


@pytest.fixture
def any_house(any_url: str, tmp_path: Path, clock: FileClock) -> Iterator[bootstrap.WorkerHouse]:
    with house(any_url, tmp_path, clock) as built:
        yield built


@pytest.fixture
def people(worker_house: bootstrap.WorkerHouse) -> Named:
    """Comes into the chat as somebody of the cast; the villages stand already."""
    return cast_in(worker_house)


def cast_in(built: bootstrap.WorkerHouse) -> Named:
    before = built.clock.now() - timedelta(days=1)
    with built.database.write() as session:
        cast.nonsommut(session, before)

    def come(name: str) -> Chat:
        with built.database.write() as session:
            getattr(cast, name)(session, before)
        return Chat(built, cast.user_id(name))

    return come
