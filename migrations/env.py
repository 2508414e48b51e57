"""Alembic's entry. The connection is handed in by `models/migrate.py`; there is no alembic.ini."""

from __future__ import annotations

from typing import Any, Literal

from alembic import context

from models import Base
from models.columns import Encrypted, Sealed, UTCDateTime

PLAIN = {
    UTCDateTime: "sa.DateTime(timezone=True)",
    Encrypted: "sa.Text()",
    Sealed: "sa.Text()",
}


def plain_type(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Migrations name the engine's own types: they must still run when ours have changed."""
    return PLAIN.get(type(item), False) if kind == "type" else False


def run() -> None:
    connection = context.config.attributes["connection"]
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        compare_type=True,
        render_item=plain_type,
        transaction_per_migration=False,
    )
    context.run_migrations()


run()
