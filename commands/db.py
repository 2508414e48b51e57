"""`flask db …`: migrations. Needs nothing but DATABASE_URL."""

from __future__ import annotations

import click

from commands.doors import open_plain_database
from models import migrate


@click.group("db", help="Migrate the database.")
def group() -> None: ...


@group.command(help="Bring the database to the newest revision.")
@click.argument("revision", default="head")
def upgrade(revision: str) -> None:
    database = open_plain_database()
    migrate.upgrade(database, revision)
    click.echo(f"The database is at {migrate.current(database)}.")


@group.command(help="Go back to REVISION.")
@click.argument("revision")
def downgrade(revision: str) -> None:
    database = open_plain_database()
    migrate.downgrade(database, revision)
    click.echo(f"The database is at {migrate.current(database)}.")


@group.command(help="Say at which revision the database is, and whether the tables fit the code.")
def check() -> None:
    database = open_plain_database()
    found = migrate.differences(database)
    click.echo(f"revision {migrate.current(database)}, {len(found)} differences")
    for one in found:
        click.echo(f"  {one}")
    raise SystemExit(1 if found else 0)


@group.command(help="Write a migration from what the models have and the database has not.")
@click.argument("message")
def revision(message: str) -> None:
    migrate.revise(open_plain_database(), message)
