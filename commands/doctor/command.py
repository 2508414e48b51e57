"""The command itself: what is asked, in which order, and how it is written down."""

from __future__ import annotations

from collections.abc import Iterator

import click

import bootstrap
from base.clock import clock_from
from base.i18n import LANGUAGES, say
from base.settings import DatabaseSettings, Settings, SettingsFault, read
from commands.doctor import channel, machine, store
from commands.doctor.finding import Finding, Level


@click.command("doctor", help="Look at everything, and say in plain words what to mend.")
@click.option("--language", type=click.Choice(LANGUAGES), default="th", show_default=True)
def command(language: str) -> None:
    ills = 0
    for finding in examine():
        click.echo(finding.told(language))
        ills += finding.level is Level.ILL
    key = "doctor.to_do" if ills else "doctor.all_well"
    click.echo(f"\n{say(key, language, count=ills)}")
    raise SystemExit(1 if ills else 0)


def examine() -> Iterator[Finding]:
    """As it is found: what takes long shows what came before. Changes nothing."""
    settings, faults = machine.read_settings()
    yield from faults
    if settings is None:
        yield from _database_alone()
        return
    yield machine.public_address(settings)
    yield from machine.disk(settings)
    yield from site(settings)


def _database_alone() -> Iterator[Finding]:
    """The database can be looked at without LINE's secrets."""
    try:
        settings = read(DatabaseSettings)
    except SettingsFault:
        return
    database = bootstrap.database(settings, pool_size=1, statement_seconds=store.PATIENCE)
    yield from store.plain(database)
    database.close()


def site(settings: Settings) -> Iterator[Finding]:
    """Database and LINE of a site whose settings are whole."""
    clock = clock_from(settings.clock)
    database = bootstrap.database(settings, pool_size=2, statement_seconds=store.PATIENCE)
    client = bootstrap.line_client(settings)
    try:
        found = list(store.plain(database))
        yield from found
        whole = all(one.level is Level.WELL for one in found)
        if whole:
            yield from store.rows(database, clock)
        known = channel.bot_of(database) if whole else None
        yield from channel.channel(client, settings, clock, known)
    finally:
        client.close()
        database.close()
