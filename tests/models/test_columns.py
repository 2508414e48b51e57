"""Column types mean the same on both engines."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from base.crypto import Cipher
from models.columns import Base
from models.database import Database
from models.inbox import Unsent
from models.people import Person

BANGKOK = ZoneInfo("Asia/Bangkok")
PHONE = "0812345678"


def _write(database: Database, moment: datetime) -> None:
    with database.write() as session:
        session.add(Unsent(message_id="m", at=moment))


def _person(database: Database) -> None:
    with database.write() as session:
        session.add(Person(id="p", phone=PHONE, created_at=datetime(2026, 7, 13, tzinfo=UTC)))


def test_a_moment_comes_back_in_utc(any_database: Database) -> None:
    _write(any_database, datetime(2026, 7, 13, 6, 30, 15, 123456, tzinfo=BANGKOK))
    with any_database.read() as session:
        moment = session.get_one(Unsent, "m").at
    assert moment == datetime(2026, 7, 12, 23, 30, 15, 123456, tzinfo=UTC)
    assert moment.tzinfo is UTC


def test_a_naive_moment_is_refused(any_database: Database) -> None:
    with pytest.raises(sa.exc.StatementError, match="naive"):
        _write(any_database, datetime(2026, 7, 13, 6, 30))  # noqa: DTZ001


def test_moments_are_compared_as_moments(any_database: Database) -> None:
    _write(any_database, datetime(2026, 7, 13, 6, 30, tzinfo=BANGKOK))
    before = sa.select(Unsent).where(Unsent.at < datetime(2026, 7, 13, 0, 0, tzinfo=UTC))
    with any_database.read() as session:
        assert session.scalar(before) is not None


def test_encrypted_text_is_read_back(any_database: Database) -> None:
    _person(any_database)
    with any_database.read() as session:
        assert session.get_one(Person, "p").phone == PHONE


def test_encrypted_text_is_nowhere_plain_in_the_files(
    sqlite_database: Database, tmp_path: Path
) -> None:
    _person(sqlite_database)
    files = [path for path in tmp_path.iterdir() if path.name.startswith("wethi.db")]
    assert "wethi.db-wal" in {path.name for path in files}
    assert not [path.name for path in files if PHONE.encode() in path.read_bytes()]


def test_encrypted_text_is_not_plain_in_the_table(any_database: Database) -> None:
    _person(any_database)
    with any_database.read() as session:
        stored = session.execute(sa.text("SELECT phone FROM person")).scalar_one()
    assert PHONE not in stored


def test_a_door_without_keys_cannot_read_what_is_encrypted(
    any_url: str, any_database: Database
) -> None:
    _person(any_database)
    keyless = Database(any_url)
    with pytest.raises(RuntimeError, match="DATA_KEYS"), keyless.read() as session:
        session.get_one(Person, "p")
    keyless.close()


def test_two_databases_in_one_process_keep_their_own_keys(
    any_url: str, any_database: Database
) -> None:
    other = Database(any_url, Cipher(["ZmFrZWZha2VmYWtlZmFrZWZha2VmYWtlZmFrZWZha2U="]))
    _person(any_database)
    with any_database.read() as session:
        assert session.get_one(Person, "p").phone == PHONE
    other.close()


def _worded() -> list[tuple[str, str]]:
    return [
        (table.name, column.name)
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, sa.Enum)
    ]


@pytest.mark.parametrize(("table", "column"), _worded())
def test_an_unknown_word_is_refused_by_the_sqlite_file_itself(
    sqlite_database: Database, table: str, column: str
) -> None:
    """The CHECK of each closed list stands in the table: other tools cannot write past it."""
    with sqlite_database.read() as session:
        made = session.execute(
            sa.text("SELECT sql FROM sqlite_master WHERE name = :name"), {"name": table}
        ).scalar_one()
    kind = Base.metadata.tables[table].c[column].type
    assert isinstance(kind, sa.Enum)
    words = ", ".join(f"'{word}'" for word in kind.enums)
    assert f"CHECK ({column} IN ({words}))" in made.replace('"', "")


def test_an_unknown_word_is_refused(any_database: Database) -> None:
    insert = sa.text(
        "INSERT INTO kept (kind, state, used_for, said_at)"
        " VALUES ('text', 'nonsense', '', CURRENT_TIMESTAMP)"
    )
    with pytest.raises(sa.exc.IntegrityError), any_database.write() as session:
        session.execute(insert)
