from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from sqlalchemy.orm import Session

from tests.conftest import START
from tests.fuzz.house import House, built
from tests.golden.cast import base, feedback
from tests.support.postgres import Server

settings.register_profile(
    "fuzz", suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
settings.load_profile("fuzz")
CAST: tuple[Callable[[Session, datetime], None], ...] = (
    base.nonsommut,
    base.headman,
    base.saifon,
    base.officer,
    feedback.kham,
    feedback.open_case,
)


@pytest.fixture(scope="module")
def house(template_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """โนนสมมุติ, its headman, a trainee with a code, ลุงคำ with a case of his, and an officer."""
    folder = tmp_path_factory.mktemp("fuzz")
    shutil.copy(template_file, folder / "wethi.db")
    one = _peopled(built(folder, START, f"sqlite:///{folder / 'wethi.db'}"))
    yield one
    one.worker.stop()


@pytest.fixture(scope="module")
def postgres_house(
    postgres_server: Server, postgres_template: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[House]:
    url = postgres_server.create("wethi_fuzz", postgres_template)
    one = _peopled(built(tmp_path_factory.mktemp("fuzz"), START, url))
    yield one
    one.worker.stop()
    postgres_server.drop("wethi_fuzz")


@pytest.fixture(scope="module", params=["house", "postgres_house"], ids=["sqlite", "postgres"])
def any_house(request: pytest.FixtureRequest) -> House:
    found: House = request.getfixturevalue(request.param)
    return found


def _peopled(one: House) -> House:
    with one.worker.database.write() as session:
        for builder in CAST:
            builder(session, START - timedelta(days=1))
    one.remember()
    return one
