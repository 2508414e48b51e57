"""The first `.env`."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from dotenv import dotenv_values

from base.settings import Settings, read
from commands.dotenv import write_first

URL = "http://127.0.0.1:8100"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / ".env"


def test_only_its_owner_can_read_it_whatever_the_umask(path: Path) -> None:
    before = os.umask(0)
    try:
        assert write_first(path, URL)
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_it_holds_all_that_the_processes_need(path: Path) -> None:
    write_first(path, URL)
    settings = read(Settings, {}, path.parent)
    assert (settings.line_api_url, settings.clock) == (URL, "file:var/clock")


def test_no_two_have_a_secret_in_common(tmp_path: Path) -> None:
    write_first(tmp_path / "one", URL)
    write_first(tmp_path / "two", URL)
    one, two = dotenv_values(tmp_path / "one"), dotenv_values(tmp_path / "two")
    same = {name for name in one if one[name] == two[name]}
    assert same == {"LINE_API_URL", "LINE_DATA_API_URL", "CLOCK"}


def test_one_that_is_there_is_left_as_it_is(path: Path) -> None:
    path.write_text("SECRET_KEY=mine\n")
    assert not write_first(path, URL)
    assert path.read_text() == "SECRET_KEY=mine\n"


def test_no_draft_stays_behind(path: Path) -> None:
    write_first(path, URL)
    assert [one.name for one in path.parent.iterdir()] == [".env"]
