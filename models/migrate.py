"""Migrations, run on one connection in one transaction.

On SQLite a batch ALTER copies a table and drops the old one; with foreign keys on that deletes
every child row. So they are off meanwhile, and `PRAGMA foreign_key_check` must find nothing after.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa

from base.clock import monotonic
from models.columns import Base
from models.database import Database
from models.turns import begin_immediate

if TYPE_CHECKING:
    from alembic.config import Config

FOLDER = Path(__file__).resolve().parent.parent / "migrations"
PATIENCE = 60.0  # seconds for a worker that drains a backlog to let us in
ADVISORY_LOCK = 4_238_119  # two deployments must not migrate PostgreSQL at once


class BrokenReferences(Exception):
    """After the migration some rows point at rows that do not exist; nothing was committed."""


def upgrade(database: Database, revision: str = "head") -> None:
    from alembic import command

    _run(database, lambda config: command.upgrade(config, revision))


def downgrade(database: Database, revision: str) -> None:
    from alembic import command

    _run(database, lambda config: command.downgrade(config, revision))


def revise(database: Database, message: str) -> None:
    """Write a new migration from the difference between the database and the models.

    It is called by the number after the newest one: 0006.
    """
    from alembic import command

    number = f"{len(revisions()) + 1:04d}"
    _run(database, lambda config: command.revision(config, message, True, rev_id=number))


def revisions() -> list[str]:
    """Every revision there is, from the first to the newest."""
    from alembic.script import ScriptDirectory

    return [one.revision for one in ScriptDirectory(str(FOLDER)).walk_revisions()][::-1]


def current(database: Database) -> str | None:
    """The revision the database stands at; None for an empty one."""
    from alembic.runtime.migration import MigrationContext

    with database.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def differences(database: Database) -> list[object]:
    """What models and database disagree on; empty when they agree."""
    from alembic.autogenerate import compare_metadata
    from alembic.runtime.migration import MigrationContext

    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, Base.metadata))


def _run(database: Database, command: Callable[[Config], object]) -> None:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    with database.engine.connect() as connection:
        if database.is_sqlite:
            connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
            begin_immediate(connection, monotonic() + PATIENCE)
        else:
            for limit in ("statement_timeout", "lock_timeout"):  # a large table takes its time
                connection.exec_driver_sql(f"SET LOCAL {limit} = 0")
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(ADVISORY_LOCK)))
        config.attributes["connection"] = connection
        try:
            command(config)
            if database.is_sqlite:
                _check_references(connection)
            connection.commit()
        finally:
            connection.rollback()
            if database.is_sqlite:
                connection.exec_driver_sql("PRAGMA foreign_keys=ON")


def _check_references(connection: sa.Connection) -> None:
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    if broken:
        raise BrokenReferences(f"{len(broken)} rows, first in table {broken[0][0]}")
