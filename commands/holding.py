"""`flask outbox hold|release` and `flask places pause|resume`: what waits for a person's word."""

from __future__ import annotations

from collections.abc import Callable

import click
from sqlalchemy.orm import Session

from base.clock import Clock
from base.clock import pause as rest
from base.ids import row_number
from bot.outbox import holding, pausing
from models.database import Database
from models.many import mailing_named
from models.places import District
from models.staff import note

BETWEEN = 0.005  # seconds: webhooks write in between
WHICH = "WHICH: a row's number, the key of a list (flask send list), or «pushes» for all of them."
Open = Callable[[], Database]
Now = Callable[[], Clock]


def hold(open_database: Open, clock: Now) -> click.Command:
    @click.command("hold", help=f"Hold what waits. {WHICH} Answers in a chat are never held.")
    @click.argument("which")
    def command(which: str) -> None:
        database = open_database()
        if which == "pushes":
            _told(database, clock(), "outbox.hold", which, _in_steps(database, holding.hold_some))
            return
        with database.write() as session:
            mailing = mailing_named(session, which, locked=True)
            if mailing is not None:
                done = holding.hold_list(session, mailing)
            else:
                done = holding.hold(session, row_number(which))
        _told(database, clock(), "outbox.hold", which, int(done))

    return command


def release(open_database: Open, clock: Now) -> click.Command:
    @click.command("release", help=f"Let go what is held. {WHICH} A list asks LINE first.")
    @click.argument("which")
    def command(which: str) -> None:
        database, now = open_database(), clock().now()
        if which == "pushes":
            done = _in_steps(database, holding.release_some)
            _told(database, clock(), "outbox.release", which, done)
            return
        with database.write() as session:
            mailing = mailing_named(session, which, locked=True)
            if mailing is not None:
                done = holding.release_list(session, mailing, now)
            else:
                done = holding.release(session, row_number(which), now)
        _told(database, clock(), "outbox.release", which, int(done))

    return command


def pause(open_database: Open, clock: Now) -> click.Command:
    @click.command("pause", help="Nobody there gets what they did not ask for, unless urgent.")
    @click.argument("code")
    def command(code: str) -> None:
        with open_database().write() as session:
            done = pausing.pause(_district(session, code), clock().now())
            note(session, clock().now(), None, "places.pause", code)
        click.echo(f"{code}: {'paused' if done else 'was paused already'}")

    return command


def resume(open_database: Open, clock: Now) -> click.Command:
    @click.command("resume", help="A paused district goes on, and what waited for it goes out.")
    @click.argument("code")
    def command(code: str) -> None:
        database = open_database()
        with database.write() as session:
            pausing.resume(_district(session, code))
            note(session, clock().now(), None, "places.resume", code)
        waited = _in_steps(database, lambda session: pausing.release_some(session, code))
        click.echo(f"{code}: goes on; {waited} requests had waited for it")

    return command


def _in_steps(database: Database, step: Callable[[Session], int]) -> int:
    total = 0
    while True:
        with database.write() as session:
            some = step(session)
        if not some:
            return total
        total += some
        rest(BETWEEN)


def _told(database: Database, clock: Clock, action: str, which: str, done: int) -> None:
    if not done:
        raise click.ClickException(f"{which}: nothing to do; look at flask outbox list, send list")
    with database.write() as session:
        note(session, clock.now(), None, action, which[:80])
    click.echo(f"{action}: {done}.")


def _district(session: Session, code: str) -> District:
    found = session.get(District, code)
    if found is None:
        raise click.ClickException(f"there is no district {code}: flask places list")
    return found
