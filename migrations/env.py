"""Alembic's entry. The connection is handed in by `models/migrate.py`; there is no alembic.ini."""

from __future__ import annotations

from alembic import context

from models import Base


def run() -> None:
    connection = context.config.attributes["connection"]
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        compare_type=True,
        transaction_per_migration=False,
    )
    context.run_migrations()


run()
