"""The lists that README shows can be loaded as they stand there."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

import pytest

from base.clock import FileClock
from base.settings import ROOT
from commands import people, places
from models.database import Database
from tests.commands.operator import Operator


def shown(first_words: str) -> str:
    """The block of README that begins with these words."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    blocks = [textwrap.dedent(one) for one in re.findall(r"```\n(.*?)```", text, re.DOTALL)]
    [found] = [one for one in blocks if one.startswith(first_words)]
    return found


@pytest.fixture
def province(sqlite_database: Database, clock: FileClock, tmp_path: Path) -> Operator:
    return Operator(places.group, sqlite_database, clock, tmp_path)


def test_the_lists_of_readme_can_be_loaded(
    province: Operator, clock: FileClock, tmp_path: Path
) -> None:
    roster = Operator(people.group, province.database, clock, tmp_path)
    assert province.load(shown("code,")).output == "villages: 1, new: 1\n"
    assert roster.load(shown("full_name,")).output == "people: 2, new: 2\n"
