from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.support.databases import sqlite_template


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sqlite_template(tmp_path_factory.mktemp("template"))


@pytest.fixture
def sqlite_url(template: Path, tmp_path: Path) -> str:
    path = tmp_path / "wethi.db"
    shutil.copy(template, path)
    return f"sqlite:///{path}"
