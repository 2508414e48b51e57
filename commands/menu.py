"""`flask menu sync|draw|list`: the menus at the foot of the chat."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click
import sqlalchemy as sa

import bootstrap
from base.clock import Clock
from base.settings import Settings
from bot.line.menus import MenuCalls
from bot.menus.asking import Stopped
from bot.menus.sync import Sync
from models.database import Database
from models.menus import Menu


def group(settings: Callable[[], Settings], open_database: Callable[[], Database]) -> click.Group:
    """`settings` and `open_database` are called when a command runs, not before."""

    @click.group(name="menu", help="The menus at the foot of the chat.")
    def menu() -> None: ...

    @menu.command(help="Make LINE's menus what they should be. Safe to repeat, and to interrupt.")
    def sync() -> None:
        try:
            done = run_sync(settings(), open_database(), click.echo)
        except Stopped as stopped:
            again = "what was done stays; run it again, and it goes on from there"
            raise click.ClickException(f"{stopped}\n{again}") from stopped
        if not done:
            click.echo("All menus are as they should be.")

    @menu.command(help="Write every page as a picture into DIR, to look at.")
    @click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
    def draw(folder: Path) -> None:
        from bootstrap.rooms import wanted_menus

        folder.mkdir(parents=True, exist_ok=True)
        for one in wanted_menus():
            path = folder / f"{one.key}-{one.page}.png"
            path.write_bytes(one.draw())
            click.echo(path)

    @menu.command(name="list", help="The menus of the last sync: name, LINE's id, picture there.")
    def list_() -> None:
        with open_database().read() as session:
            for row in session.scalars(sa.select(Menu).order_by(Menu.key, Menu.page, Menu.id)):
                state = "ready" if row.pictured else "unfinished"
                click.echo(f"{row.name}\t{row.line_id or '-'}\t{state if row.wanted else 'old'}")

    return menu


def run_sync(settings: Settings, database: Database, tell: Callable[[str], None]) -> int:
    """How many things were done. Raises Stopped."""
    from bootstrap.rooms import wanted_menus

    client = bootstrap.line_client(settings)
    try:
        clock: Clock = bootstrap.clock(settings).clock
        return Sync(database, MenuCalls(client), clock, tell).run(wanted_menus())
    finally:
        client.close()
