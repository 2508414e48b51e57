"""Bytes that no row names: whoever stored them was killed before the row was written, and nobody
has tried again. After a day they go.

Another database may be looked at than the one whose bytes lie there (a demonstration's beside the
office's): where it names none of them, or many fewer than half, nothing is removed.
"""

from __future__ import annotations

import sqlalchemy as sa

from base.files import Files
from base.logs import get
from models.database import Database
from models.files import File

DIGITS = "0123456789abcdef"  # a part of the folder at a time: so many names are in memory
MANY = 100

log = get("files")


def remove(database: Database, files: Files) -> None:
    """May be repeated. Raises OSError."""
    lying = nobodys = 0
    for first in DIGITS:
        there, unnamed = _looked_at(database, files, first)
        lying, nobodys = lying + len(there), nobodys + len(unnamed)
    if nobodys and (nobodys == lying or (nobodys > MANY and nobodys * 2 > lying)):
        log.error("bytes of another database?", action="orphans_left", count=nobodys, of=lying)
        return
    gone = sum(_remove_some(database, files, first) for first in DIGITS) if nobodys else 0
    if gone:
        log.warning("bytes that no row names were removed", action="orphans_removed", count=gone)


def _remove_some(database: Database, files: Files, first: str) -> int:
    _, nobodys = _looked_at(database, files, first)
    for name in nobodys:
        files.delete_old(name)
    return len(nobodys)


def _looked_at(database: Database, files: Files, first: str) -> tuple[set[str], set[str]]:
    """(what lies there, what of it nobody names). The disk before the rows: who writes both writes
    the bytes first."""
    lying = set(files.stored_before(first))
    return lying, (lying - _named(database, first) if lying else set())


def _named(database: Database, first: str) -> set[str]:
    with database.read() as session:
        found = [
            session.scalars(sa.select(column).where(column.startswith(first)))
            for column in (File.path, File.thumbnail)
        ]
        return {name for names in found for name in names if name}
