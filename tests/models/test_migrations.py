"""Migrations keep every row, on both engines, and end where the models are."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.script import ScriptDirectory

from models import migrate
from models.columns import Base
from models.database import Database
from tests.models.filling import EACH, counts, fill, reflected, rows
from tests.models.shape import shape
from tests.support import postgres

REBUILD = """
import sqlalchemy as sa
from alembic import op

revision, down_revision = "rebuilt", "{before}"


def upgrade() -> None:
    connection = op.get_bind()
    rebuild = "always" if connection.dialect.name == "sqlite" else "auto"
    for name in sa.inspect(connection).get_table_names():
        if name != "alembic_version":
            with op.batch_alter_table(name, recreate=rebuild) as table:
                table.add_column(sa.Column("added_later", sa.Integer()))
    {then}


def downgrade() -> None: ...
"""


@pytest.fixture
def empty_sqlite(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/empty.db"


@pytest.fixture
def empty_postgres(postgres_server: postgres.Server) -> Iterator[str]:
    yield postgres_server.create("wethi_empty")
    postgres_server.drop("wethi_empty")


@pytest.fixture(params=["sqlite", "postgres"])
def empty(request: pytest.FixtureRequest) -> Iterator[Database]:
    """A database without any table."""
    database = Database(request.getfixturevalue(f"empty_{request.param}"))
    yield database
    database.close()


def _broken_references(database: Database) -> list[object]:
    if not database.is_sqlite:
        return []  # PostgreSQL never lets one come into being
    with database.read() as session:
        return list(session.execute(sa.text("PRAGMA foreign_key_check")))


def test_migrations_end_where_the_models_are(empty: Database) -> None:
    migrate.upgrade(empty)
    assert migrate.differences(empty) == []
    assert set(reflected(empty).tables) == set(Base.metadata.tables)
    assert migrate.current(empty) == migrate.revisions()[-1]


def test_what_an_engine_keeps_is_what_the_models_would_make(empty: Database) -> None:
    """Alembic's comparison says nothing of CHECKs."""
    migrate.upgrade(empty)
    migrated = shape(empty)
    migrate.downgrade(empty, "base")
    Base.metadata.create_all(empty.engine)
    assert migrated == shape(empty)


def test_there_is_one_line_of_revisions() -> None:
    assert len(ScriptDirectory(str(migrate.FOLDER)).get_heads()) == 1


def test_revisions_are_numbered_and_short() -> None:
    files = sorted((migrate.FOLDER / "versions").glob("*.py"))
    assert [path.name[:4] for path in files] == migrate.revisions()
    assert [path.name for path in files if path.read_text().count("\n") > 400] == []


def test_a_new_revision_takes_the_next_number(
    empty: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    migrate.upgrade(empty)
    monkeypatch.setattr(migrate, "FOLDER", _copied(tmp_path))
    before = migrate.revisions()
    migrate.revise(empty, "Add nothing")
    assert migrate.revisions() == [*before, f"{len(before) + 1:04d}"]


@pytest.mark.parametrize("revision", migrate.revisions())
def test_a_filled_database_keeps_every_row_from_each_revision_to_the_newest(
    empty: Database, revision: str
) -> None:
    migrate.upgrade(empty, revision)
    before = {name: len(found) for name, found in fill(empty).items()}
    assert set(before.values()) == {EACH}
    migrate.upgrade(empty)
    after = counts(empty)
    assert {name: after.get(name) for name in before} == before
    assert (migrate.differences(empty), _broken_references(empty)) == ([], [])


def test_the_newest_tables_can_be_filled(empty: Database) -> None:
    """Or the test above would not say much about tables that came later."""
    migrate.upgrade(empty)
    assert set(map(len, fill(empty).values())) == {EACH}
    assert _broken_references(empty) == []


def test_migrating_twice_changes_nothing(empty: Database) -> None:
    migrate.upgrade(empty)
    before = fill(empty)
    migrate.upgrade(empty)
    assert rows(empty) == before


def _copied(tmp_path: Path) -> Path:
    folder = tmp_path / "migrations"
    shutil.copytree(migrate.FOLDER, folder, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def _with_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, then: str = "pass") -> None:
    """A later migration that rebuilds every table, as a batch ALTER does on SQLite."""
    folder = _copied(tmp_path)
    text = REBUILD.format(before=migrate.revisions()[-1], then=then)
    (folder / "versions" / "rebuilt.py").write_text(text)
    monkeypatch.setattr(migrate, "FOLDER", folder)


def test_rebuilding_every_table_loses_no_row(
    empty: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With foreign keys on, SQLite deleted every child row of a rebuilt parent."""
    migrate.upgrade(empty)
    before = fill(empty)
    _with_another(tmp_path, monkeypatch)
    migrate.upgrade(empty)
    assert counts(empty) == {name: len(found) for name, found in before.items()}
    assert _broken_references(empty) == []
    assert all("added_later" in table.c for table in reflected(empty).tables.values())


def test_a_migration_that_breaks_references_is_undone(
    empty: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    migrate.upgrade(empty)
    before, newest = fill(empty), migrate.current(empty)
    _with_another(tmp_path, monkeypatch, """op.execute("DELETE FROM account WHERE id = '1'")""")
    refused = migrate.BrokenReferences if empty.is_sqlite else sa.exc.IntegrityError
    with pytest.raises(refused):
        migrate.upgrade(empty)
    assert (rows(empty), migrate.current(empty)) == (before, newest)


def test_foreign_keys_hold_again_after_a_migration(empty: Database) -> None:
    migrate.upgrade(empty)
    insert = sa.text("INSERT INTO subdistrict VALUES ('320601', '3299', 'ก', 'a')")
    with pytest.raises(sa.exc.IntegrityError), empty.write() as session:
        session.execute(insert)


def test_the_way_back_leads_to_nothing(empty: Database) -> None:
    migrate.upgrade(empty)
    migrate.downgrade(empty, "base")
    assert (migrate.current(empty), list(reflected(empty).tables)) == (None, [])
