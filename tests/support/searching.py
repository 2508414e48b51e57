"""Looking for marked words wherever bytes may stand: every table decrypted, every file raw."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from models import Base
from models.database import Database

Row = dict[str, Any]
Word = str | bytes


def spellings(word: Word) -> tuple[bytes, ...]:
    """The ways in which a word may be written: UTF-8, JSON's \\uXXXX, UTF-16; bytes as they are."""
    if isinstance(word, bytes):
        return (word,)
    escaped = json.dumps(word)[1:-1].encode()
    return word.encode(), escaped, word.encode("utf-16-le"), word.encode("utf-16-be")


def holds(data: bytes, word: Word) -> bool:
    return any(one in data for one in spellings(word))


def rows_of(database: Database) -> dict[str, list[Row]]:
    """Every row of every table as it reads with the keys, by table name."""
    with database.read() as session:
        return {
            table.name: [dict(row) for row in session.execute(sa.select(table)).mappings()]
            for table in Base.metadata.sorted_tables
        }


def columns_with(database: Database, *words: Word) -> set[str]:
    """`table.column` of every value, whatever its type, that holds one of the words."""
    return {
        f"{name}.{column}"
        for name, rows in rows_of(database).items()
        for row in rows
        for column, value in row.items()
        if any(holds(as_bytes(value), word) for word in words)
    }


def tables_with(database: Database, *words: Word) -> set[str]:
    return {place.partition(".")[0] for place in columns_with(database, *words)}


def as_bytes(value: object) -> bytes:
    return value if isinstance(value, bytes) else str(value).encode("utf-8", "surrogatepass")


def files_in(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def files_with(folder: Path, *words: Word) -> dict[Word, list[str]]:
    """Names of files that hold a word, or are named so; a word that is nowhere is not in it."""
    found: dict[Word, list[str]] = {}
    for path, data in _read(folder):
        for word in words:
            if holds(data, word) or holds(str(path).encode(), word):
                found.setdefault(word, []).append(path.name)
    return found


def _read(folder: Path) -> Iterator[tuple[Path, bytes]]:
    """With paths relative to the folder, so that its own name proves nothing."""
    for path in files_in(folder):
        try:
            yield path.relative_to(folder), path.read_bytes()
        except FileNotFoundError:  # a draft that was finished meanwhile
            continue
