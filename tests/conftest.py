"""Fixtures that every test may use: databases on both engines, a movable clock, a cipher."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from cryptography.fernet import Fernet
from hypothesis import HealthCheck, settings

from base.clock import FileClock
from base.crypto import Cipher
from models.database import Database
from tests.support import loopback, postgres
from tests.support.databases import prepare, sqlite_template
from tests.support.lanes import LONG, Lanes

loopback.guard()
# No example is judged by how fast the machine is that makes it or tries it.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")

START = datetime.fromisoformat("2026-07-13T10:00:00+07:00")  # a Monday
_numbers = count(1)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--every-kill", action="store_true", help="crash tests: every point, not the fixed part"
    )
    parser.addoption(
        "--whole-year",
        action="store_true",
        help="the programme's year: all of it, not its first weeks",
    )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes longest begins first."""
    items.sort(key=lambda item: not item.nodeid.startswith(LONG))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Tests that start many processes run one after the other; with --every-kill in four lanes."""
    return Lanes(config, log, 4 if config.getoption("--every-kill") else 1)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What a test wants to be read: it records a property «told»."""
    reports = terminalreporter.getreports("passed")
    told = {str(value) for one in reports for name, value in one.user_properties if name == "told"}
    for line in sorted(told):
        terminalreporter.write_line(line)


@pytest.fixture(scope="session")
def every_kill(pytestconfig: pytest.Config) -> bool:
    """Whether crash tests go through every point (`make crash`) or the fixed part."""
    return bool(pytestconfig.getoption("--every-kill"))


@pytest.fixture(scope="session")
def whole_year(pytestconfig: pytest.Config) -> bool:
    """Whether the programme's year is lived whole (`make year`) or its first weeks."""
    return bool(pytestconfig.getoption("--whole-year"))


@pytest.fixture
def zone() -> ZoneInfo:
    return ZoneInfo("Asia/Bangkok")


@pytest.fixture
def clock(tmp_path: Path) -> FileClock:
    """Monday 13 July 2026, 10:00 in Bangkok; moves on by itself and by `advance`."""
    clock = FileClock(tmp_path / "clock")
    clock.set_now(START)
    return clock


@pytest.fixture
def cipher() -> Cipher:
    return Cipher([Fernet.generate_key().decode()])


@pytest.fixture(scope="session")
def template_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sqlite_template(tmp_path_factory.mktemp("template"))


@pytest.fixture
def sqlite_url(template_file: Path, tmp_path: Path) -> str:
    """A fresh database file with all tables."""
    path = tmp_path / "wethi.db"
    shutil.copy(template_file, path)
    return f"sqlite:///{path}"


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[postgres.Server]:
    """One a test process, started by the first test that wants it."""
    with postgres.running() as server:
        yield server


@pytest.fixture(scope="session")
def postgres_template(postgres_server: postgres.Server) -> str:
    """The name of a database with all tables, to be copied."""
    database = Database(postgres_server.create("wethi_template"))
    prepare(database)
    database.close()
    return "wethi_template"


@pytest.fixture
def postgres_url(postgres_server: postgres.Server, postgres_template: str) -> Iterator[str]:
    """A fresh database with all tables."""
    name = f"wethi_{next(_numbers)}"
    yield postgres_server.create(name, postgres_template)
    postgres_server.drop(name)


@pytest.fixture
def sqlite_database(sqlite_url: str, cipher: Cipher) -> Iterator[Database]:
    database = Database(sqlite_url, cipher, pool_size=5)
    yield database
    database.close()


@pytest.fixture
def postgres_database(postgres_url: str, cipher: Cipher) -> Iterator[Database]:
    database = Database(postgres_url, cipher, pool_size=5)
    yield database
    database.close()


@pytest.fixture(params=["sqlite", "postgres"])
def any_url(request: pytest.FixtureRequest) -> str:
    """The same test on both engines."""
    return str(request.getfixturevalue(f"{request.param}_url"))


@pytest.fixture
def any_database(any_url: str, cipher: Cipher) -> Iterator[Database]:
    """The same test on both engines."""
    database = Database(any_url, cipher, pool_size=5)
    yield database
    database.close()
