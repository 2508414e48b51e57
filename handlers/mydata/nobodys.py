"""Bytes that no row names: whoever stored them was killed before the row was written, and nobody
has tried again. After a day they go."""

from __future__ import annotations

import sqlalchemy as sa

from base.files import Files
from base.logs import get
from models.database import Database
from models.files import File

DIGITS = "0123456789abcdef"  # a part of the folder at a time: so many names are in memory

log = get("files")


def remove(database: Database, files: Files) -> None:
    """May be repeated. Raises OSError."""
    gone = sum(_remove_some(database, files, first) for first in DIGITS)
    if gone:
        log.warning("bytes that no row names were removed", action="orphans_removed", count=gone)


def _remove_some(database: Database, files: Files, first: str) -> int:
    """What lies there is looked at before the rows are: who writes both writes the bytes first."""
    lying = set(files.stored_before(first))
    nobodys = lying - _named(database, first) if lying else set()
    for name in nobodys:
        files.delete_old(name)
    return len(nobodys)


def _named(database: Database, first: str) -> set[str]:
    with database.read() as session:
        found = [
            session.scalars(sa.select(column).where(column.startswith(first)))
            for column in (File.path, File.thumbnail)
        ]
        return {name for names in found for name in names if name}
