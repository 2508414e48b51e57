"""Whoever types the commands of a group, on a database with its tables."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click
from click.testing import CliRunner, Result

from base.clock import Clock, FileClock
from models.database import Database

Group = Callable[[Callable[[], Database], Callable[[], Clock]], click.Group]


class Operator:
    def __init__(self, make: Group, database: Database, clock: FileClock, folder: Path) -> None:
        self.database = database
        self._group = make(lambda: database, lambda: clock)
        self._file = folder / "list.csv"

    def run(self, *words: str) -> Result:
        return CliRunner().invoke(self._group, list(words))

    def load(self, text: str | bytes) -> Result:
        """A file of these lines or bytes is loaded."""
        self._file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return self.run("load", str(self._file))
