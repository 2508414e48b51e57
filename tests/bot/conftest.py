from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.conftest import START
from tests.support.deployment import deployed
from tests.support.desk import Desk, opened

# A promise does not depend on how fast the machine is.
settings.register_profile("bot", deadline=None)
settings.load_profile("bot")


@pytest.fixture
def desk(sqlite_url: str, tmp_path: Path) -> Iterator[Desk]:
    """A deployment with one chat; nothing is handled or sent but by the test."""
    with deployed(sqlite_url, tmp_path, START) as site:
        yield opened(site)


@pytest.fixture
def any_desk(any_url: str, tmp_path: Path) -> Iterator[Desk]:
    """The same on both engines."""
    with deployed(any_url, tmp_path, START) as site:
        yield opened(site)
