from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bot.menus.stage import Stage, opened
from tests.conftest import START
from tests.support.deployment import deployed


@pytest.fixture
def stage(sqlite_url: str, tmp_path: Path) -> Iterator[Stage]:
    with deployed(sqlite_url, tmp_path, START) as site:
        yield opened(site)


@pytest.fixture
def any_stage(any_url: str, tmp_path: Path) -> Iterator[Stage]:
    """The same on both engines."""
    with deployed(any_url, tmp_path, START) as site:
        yield opened(site)
