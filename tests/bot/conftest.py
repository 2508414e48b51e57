from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import START
from tests.support.deployment import deployed
from tests.support.desk import Desk, opened


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
