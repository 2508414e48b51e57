from __future__ import annotations

from pathlib import Path

import pytest

from tests.journeys.choice import PARTS
from tests.journeys.ground import Ground, on_postgres, on_sqlite
from tests.journeys.play import BRINGING, CROWD, FOLLOWUP, JOURNEY, REMINDERS

ENGINES = ("sqlite", "postgres")


@pytest.fixture(scope="session", params=ENGINES)
def ground(request: pytest.FixtureRequest) -> Ground:
    """Where this test process plays its journeys; the undisturbed one is played once."""
    return _ground(request, JOURNEY)


@pytest.fixture(scope="session", params=ENGINES)
def crowd(request: pytest.FixtureRequest) -> Ground:
    """The same for the journey of groups, albums and lists."""
    return _ground(request, CROWD)


@pytest.fixture(scope="session", params=ENGINES)
def followup(request: pytest.FixtureRequest) -> Ground:
    """The same for a wave and an announcement."""
    return _ground(request, FOLLOWUP)


@pytest.fixture(scope="session", params=ENGINES)
def reminders(request: pytest.FixtureRequest) -> Ground:
    """The same for reminders to one person each."""
    return _ground(request, REMINDERS)


@pytest.fixture(scope="session", params=ENGINES)
def bringing(request: pytest.FixtureRequest) -> Ground:
    """The same for a form that staff bring."""
    return _ground(request, BRINGING)


def _ground(request: pytest.FixtureRequest, journey: Path) -> Ground:
    if request.param == "sqlite":
        template: Path = request.getfixturevalue("template_file")
        return on_sqlite(template, journey)
    server = request.getfixturevalue("postgres_server")
    return on_postgres(server, request.getfixturevalue("postgres_template"), journey)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "part" in metafunc.fixturenames:
        metafunc.parametrize("part", range(PARTS))
