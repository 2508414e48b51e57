"""A search that finds nothing proves something only if it would have found it."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from models.database import Database
from models.people import Person
from tests.support.searching import columns_with, files_with, holds

WORD = "น้ำ9173"
MOMENT = datetime(2026, 7, 13, tzinfo=UTC)


@pytest.mark.parametrize(
    "data", [WORD.encode(), json.dumps({"x": WORD}).encode(), WORD.encode("utf-16")]
)
def test_a_word_is_found_however_it_is_written(data: bytes) -> None:
    assert holds(b"before" + data + b"after", WORD)


def test_what_is_encrypted_is_searched_as_it_reads(any_database: Database) -> None:
    with any_database.write() as session:
        session.add(Person(id="p1", phone=WORD, created_at=MOMENT))
    assert columns_with(any_database, WORD) == {"person.phone"}


def test_a_file_is_found_by_what_it_holds_and_by_its_name(tmp_path: Path) -> None:
    (tmp_path / WORD).mkdir()
    (tmp_path / WORD / "a").write_bytes(b"")
    (tmp_path / "b").write_bytes(WORD.encode())
    assert sorted(files_with(tmp_path, WORD)[WORD]) == ["a", "b"]
    assert files_with(tmp_path, "nowhere") == {}
