"""`approve` and `refuse` for an office that works by terminal: in the name of a second officer, who
is never the one who asked, and who is written down."""

from __future__ import annotations

from collections.abc import Callable
from zoneinfo import ZoneInfo

import click
from sqlalchemy.orm import Session

from base.clock import Clock
from bot.dialogue.reasons import kept
from bot.outbox.budget import Budget, cost_ahead
from commands.officers import BY, officer_named
from handlers.announce import agreeing
from handlers.announce.agreeing import Became
from handlers.surveys import approving, latecomers, own, telling
from models.database import Database
from models.many import Mailing, mailing_named
from models.staff import Staff
from models.surveys import Wave

Open = Callable[[], Database]
ASK = " Only what a named officer asked for (--by), so that the two are never the same."
WHY = "Read by whoever asked for it."
UNKNOWN = (
    "nobody knows who asked for it, so that anybody might be agreeing to their own: let an officer "
    "agree in LINE, or take it back and ask once more with --by"
)
TOLD = {
    Became.GOES: "It goes when it is due.",
    Became.REFUSED: "Nobody gets it.",
    Became.TOO_LATE: "Its time has passed, so it is taken back: nobody gets it.",
}


def of_lists(
    open_database: Open, clock: Callable[[], Clock], zone: Callable[[], ZoneInfo]
) -> list[click.Command]:
    """For `flask send`."""

    @click.command(help=f"An officer agrees to KEY: it goes.{ASK}")
    @click.argument("key")
    @click.option("--by", required=True, metavar="U…", help=BY)
    def approve(key: str, by: str) -> None:
        with open_database().write() as session:
            mailing, staff = _list(session, key), officer_named(session, by)
            _told(key, agreeing.agree(session, mailing, staff, clock().now(), zone()))

    @click.command(help=f"An officer says no to KEY: nobody gets it.{ASK}")
    @click.argument("key")
    @click.option("--by", required=True, metavar="U…", help=BY)
    @click.option("--why", required=True, help=WHY)
    def refuse(key: str, by: str, why: str) -> None:
        with open_database().write() as session:
            mailing, staff = _list(session, key), officer_named(session, by)
            _told(key, agreeing.refuse(session, mailing, staff, why, clock().now()))

    return [approve, refuse]


def _list(session: Session, key: str) -> Mailing:
    found = mailing_named(session, key, locked=True)
    if found is None:
        raise click.ClickException(f"there is no list {key}: flask send list")
    if agreeing.waits(found) and found.asked_by is None and found.urgent_by is None:
        raise click.ClickException(UNKNOWN)
    return found


def _told(key: str, became: Became) -> None:
    if became is Became.DECIDED:
        raise click.ClickException(f"{key} does not wait for anybody's word: flask send show {key}")
    if became is Became.NOT_THEIRS:
        raise click.ClickException("it takes a second officer of the whole province")
    click.echo(TOLD[became])


def of_waves(
    open_database: Open,
    clock: Callable[[], Clock],
    zone: Callable[[], ZoneInfo],
    budget: Callable[[], Budget],
) -> list[click.Command]:
    """For `flask waves`."""

    @click.command(help=f"An officer agrees to WAVE, its reminders too.{ASK}")
    @click.argument("wave")
    @click.option("--by", required=True, metavar="U…", help=BY)
    def approve(wave: str, by: str) -> None:
        now = clock().now()
        with open_database().write() as session:
            found, staff = _wave(session, wave), officer_named(session, by)
            late = found.late_asked or 0
            if latecomers.agree(session, found, staff, now):
                telling.tell_planner(session, found, "told_late_agreed", now, who=staff.name)
                click.echo(f"Agreed to {late} people more.")
                return
            if not approving.approve(session, found, staff, now):
                raise _not_theirs(wave)
            telling.tell_agreed(session, found, staff, now, zone())
            people, left = found.messages or 0, own.reminders_left(found, now)
            steps = [(at, people) for at in (found.opens_at, *left)]
            cost = cost_ahead(session, budget(), steps, now, zone())
        click.echo(
            f"Agreed to {people} people and {len(left)} reminders: {cost.messages} messages at "
            f"most, {cost.beyond} beyond the free ones, {cost.baht} baht."
        )

    @click.command(help=f"An officer says no to WAVE: nobody is asked.{ASK}")
    @click.argument("wave")
    @click.option("--by", required=True, metavar="U…", help=BY)
    @click.option("--why", required=True, help=WHY)
    def refuse(wave: str, by: str, why: str) -> None:
        now = clock().now()
        with open_database().write() as session:
            found, staff = _wave(session, wave), officer_named(session, by)
            if latecomers.refuse(session, found, staff, kept(why), now):
                click.echo("Nobody more is asked.")
                return
            if not approving.refuse(session, found, staff, kept(why), now):
                raise _not_theirs(wave)
        click.echo("Nobody will be asked.")

    return [approve, refuse]


def _wave(session: Session, number: str) -> Wave:
    found = approving.locked(session, number)
    if found is None:
        raise click.ClickException(f"there is no wave {number}: flask waves list")
    waits = approving.is_asked(found) or latecomers.is_asked(found)
    if waits and found.planned_by is None:
        raise click.ClickException(UNKNOWN)
    return found


def _not_theirs(wave: str) -> click.ClickException:
    return click.ClickException(
        f"wave {wave} does not wait for an officer's word, or not for this one's: "
        f"flask waves show {wave}"
    )


def planner(session: Session, by: str | None) -> Staff | None:
    """Who asks, where the operator says so."""
    return officer_named(session, by) if by else None
