"""Databases for tests: tables are made once, each test gets a copy of its own."""

from __future__ import annotations

from pathlib import Path

from models import migrate
from models.database import Database


def prepare(database: Database) -> None:
    """Make the tables: by migrations, as every deployment does."""
    migrate.upgrade(database)


def sqlite_template(folder: Path) -> Path:
    """A file with empty tables; closing it folds its write-ahead log in, so it may be copied."""
    path = folder / "template.db"
    database = Database(f"sqlite:///{path}")
    prepare(database)
    database.close()
    return path
