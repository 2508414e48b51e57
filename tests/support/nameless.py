"""Something sent without a name, played on real processes once an engine, to be looked for.

A test file has these fixtures of its own by `sqlite_sent, postgres_sent, sent = fixtures(…)`.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from models.database import Database
from tests.golden.conversation import Player, Step
from tests.support.postgres import Server
from tests.support.searching import Row, rows_of
from tests.support.whole import site_of, whole


@dataclass(frozen=True)
class Sent:
    """`who` is all by which its sender is known, `messages` are LINE's ids of what was said."""

    player: Player
    who: tuple[str, ...]
    messages: tuple[str, ...]

    @property
    def database(self) -> Database:
        return site_of(self.player).house.database

    @property
    def folder(self) -> Path:
        return site_of(self.player).folder

    @property
    def rows(self) -> dict[str, list[Row]]:
        return rows_of(self.database)


@dataclass(frozen=True)
class Play:
    """What is played: `golden` names cast and phone as a golden conversation does, `known` is asked
    before the first step."""

    name: str
    start: datetime
    golden: Mapping[str, Any]
    steps: list[Step]
    known: Callable[[Database], tuple[str, ...]]

    @contextmanager
    def on(self, url: str, folder: Path) -> Iterator[Sent]:
        with whole(url, folder, self.start, self.golden) as player:
            who = self.known(site_of(player).house.database)
            player.play(self.steps)
            yield Sent(player, who, tuple(player.phone.sent))


def fixtures(play: Play) -> tuple[Any, Any, Any]:
    """On SQLite, on PostgreSQL, and on each of the two."""

    @pytest.fixture(scope="module")
    def sqlite_sent(
        template_file: Path, tmp_path_factory: pytest.TempPathFactory
    ) -> Iterator[Sent]:
        folder = tmp_path_factory.mktemp(play.name)
        shutil.copy(template_file, folder / "wethi.db")
        with play.on(f"sqlite:///{folder / 'wethi.db'}", folder) as found:
            yield found

    @pytest.fixture(scope="module")
    def postgres_sent(
        postgres_server: Server, postgres_template: str, tmp_path_factory: pytest.TempPathFactory
    ) -> Iterator[Sent]:
        url = postgres_server.create(f"wethi_{play.name}", postgres_template)
        with play.on(url, tmp_path_factory.mktemp(play.name)) as found:
            yield found

    @pytest.fixture(scope="module", params=["sqlite", "postgres"])
    def sent(request: pytest.FixtureRequest) -> Sent:
        found: Sent = request.getfixturevalue(f"{request.param}_sent")
        return found

    return sqlite_sent, postgres_sent, sent


def writers(database: Database, *words: str) -> set[str]:
    """Numbers of the transactions that wrote the present rows of these tables, or of a table and
    what is asked of it (PostgreSQL)."""
    with database.read() as session:
        return {
            number
            for one in words
            for number in session.scalars(sa.text(f"SELECT xmin::text FROM {one}"))
        }
