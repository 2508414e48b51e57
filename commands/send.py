"""`flask send …`: one text to the people of a file, or to everybody; and what became of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click
from sqlalchemy.orm import Session

from base.clock import Clock
from bot.messages.bubbles import Bubble
from bot.messages.fitting import MAX_MESSAGES
from bot.messages.render import render
from bot.outbox import many
from bot.outbox.enough import friends
from commands.doors import alone, zone
from commands.officers import officer_named
from commands.recipients import reached, read_recipients, words_of
from commands.said_before import key_of, refuse_repeated
from commands.second import of_lists, planner
from commands.table import refuse
from handlers.announce import lists
from models.consents import NUDGES
from models.database import Database
from models.many import Mailing, became_of, mailing_named, newest
from models.outcome import ended_at, sum_of
from models.staff import note
from models.words import MailingState

HOW = (
    "The first line of FILE names the column person (an id of `flask people list`, or a name that "
    "is one person's), line_user_id, or both. Quiet hours, one message a day, who said no to "
    "reminders, who has blocked the bot: all of it is looked at when it goes out."
)
ENDED = "ended"  # it went out, and nobody on it waits any more
OPTIONS = (
    click.option("--text", help="What is said; or --text-file."),
    click.option("--text-file", type=click.Path(path_type=Path), help="What is said, in UTF-8."),
    click.option("--until", metavar="'YYYY-MM-DD HH:MM'", help="After that it helps nobody."),
    click.option("--urgent-by", metavar="U…", help="An officer answers for it: now, to all."),
    click.option("--by", metavar="U…", help="The officer who asks for it; another one agrees."),
    click.option("--again", default=0, metavar="N", help="Say the same words once more."),
    click.option("--dry-run", is_flag=True, help="Only say what it would cost."),
    click.option("--yes", is_flag=True, help="Send it without asking."),
)


@dataclass(frozen=True)
class Order:
    """What the options of a command ask for."""

    text: str | None
    text_file: Path | None
    until: str | None
    urgent_by: str | None
    by: str | None
    again: int
    dry_run: bool
    yes: bool

    def said(self, session: Session, now: datetime, zone: ZoneInfo, to: str) -> many.Many:
        """The same words to the same people have the same key: a killed list goes on."""
        words = words_of(self.text, self.text_file)
        if len(render([Bubble(words)])) > MAX_MESSAGES:
            raise click.ClickException("this is longer than LINE takes at once")
        urgent = officer_named(session, self.urgent_by).id if self.urgent_by else None
        planner(session, self.by)
        return many.Many(
            key=key_of(words, to, self.again),
            bubbles=[Bubble(words)],
            due_at=now,
            useful_until=_moment(self.until, zone) if self.until else None,
            urgent_by=urgent,
            purpose=None if urgent else NUDGES,
        )

    def goes(self, question: str) -> bool:
        return not self.dry_run and (self.yes or click.confirm(question))


def _options(command: Callable[..., None]) -> Callable[..., None]:
    for option in reversed(OPTIONS):
        command = option(command)
    return command


def group(
    open_database: Callable[[], Database],
    clock: Callable[[], Clock],
    zone: Callable[[], ZoneInfo] = zone,
    alone: Callable[[], int] = alone,
) -> click.Group:
    """All four are called when a command runs, not before; `alone` is up to how many phones nobody
    else has to agree."""

    @click.group("send", help="Say one thing to many people, and see what became of it.")
    def send() -> None: ...

    @send.command("text", help=f"A text to the people of a CSV file. {HOW}")
    @click.argument("file", type=click.Path(path_type=Path))
    @_options
    def text(file: Path, **told: Any) -> None:
        order, database = Order(**told), open_database()
        with database.read() as session:
            found = read_recipients(session, file)
            refuse(found.faults)
            named = " ".join(sorted(one.account_id for one in found.people))
            said = order.said(session, clock().now(), zone(), named)
            refuse_repeated(session, said.key, clock().now())
            costs = reached(session, found.people)
        click.echo(f"{len(found.people)} people: {costs} counted messages of the month.")
        click.echo(f"{found.unreachable} people more have never written to the bot.")
        if found.people and order.goes("Send it?"):
            second = costs > alone()
            many.fill(database, clock(), said, found.people, _named, closes=not second)
            _tell(database, clock().now(), "send.text", said.key, by=order.by, second=second)

    @send.command(help="A text to everybody who is a friend of the bot, whoever they are.")
    @_options
    def everybody(**told: Any) -> None:
        order, database = Order(**told), open_database()
        with database.read() as session:
            said = order.said(session, clock().now(), zone(), "everybody")
            refuse_repeated(session, said.key, clock().now())
            count = friends(session)
        click.echo(f"{count} friends that we know of: as many counted messages.")
        if order.goes("Send it to everybody?"):
            # LINE sends it to friends too of whom we know nothing: nobody may do that alone.
            with database.write() as session:
                many.to_everybody(session, said, clock().now(), closes=False)
            _tell(database, clock().now(), "send.everybody", said.key, by=order.by, second=True)

    _add_looking(send, open_database, clock, zone)
    for one in of_lists(open_database, clock, zone):
        send.add_command(one)
    return send


def _add_looking(
    send: click.Group,
    open_database: Callable[[], Database],
    clock: Callable[[], Clock],
    zone: Callable[[], ZoneInfo],
) -> None:
    @send.command("list", help="Newest first: key, kind, state, people named, why it is held.")
    @click.option("--most", default=20, show_default=True)
    def list_(most: int) -> None:
        with open_database().read() as session:
            for one in newest(session, most):
                click.echo(line(session, one))

    @send.command(help="What became of KEY: whether it has ended, how many people, and why.")
    @click.argument("key")
    def show(key: str) -> None:
        with open_database().read() as session:
            found = one_mailing(session, key)
            click.echo(line(session, found))
            click.echo(_ended(session, found, zone()))
            if found.reason:
                click.echo(f"an officer said no: {found.reason}")
            for state, reason, count in became_of(session, found.id):
                click.echo(f"{count}\t{state}\t{reason or '-'}")

    @send.command(help="Take back what of KEY was not sent yet.")
    @click.argument("key")
    def withdraw(key: str) -> None:
        with open_database().write() as session:
            mailing = one_mailing(session, key)
            if ended_at(session, mailing) is not None:
                raise click.ClickException(f"{key} has ended: nothing of it is left to take back")
            rows = many.withdraw(session, mailing, clock().now())
            note(session, clock().now(), None, "send.withdraw", key)
        click.echo(f"{rows} requests will not be made.")


def line(session: Session, mailing: Mailing) -> str:
    """One list as a line, tab-separated; never what it says."""
    people = str(mailing.people) if mailing.kind == "multicast" else "everybody"
    going = mailing.state is MailingState.GOING
    state = ENDED if going and ended_at(session, mailing) else mailing.state
    return "\t".join((mailing.key, mailing.kind, state, people, mailing.hold_reason or "-"))


def _ended(session: Session, mailing: Mailing, zone: ZoneInfo) -> str:
    at, found = ended_at(session, mailing), sum_of(session, mailing)
    when = f"ended {at.astimezone(zone):%Y-%m-%d %H:%M}" if at else "not ended"
    told = (
        f"{found.accepted} accepted, {found.waiting} waiting, {found.held} held, "
        f"{found.refused} refused, {found.left_out} left out"
    )
    return f"{when}: {told}"


def one_mailing(session: Session, key: str) -> Mailing:
    found = mailing_named(session, key, locked=True)
    if found is None:
        raise click.ClickException(f"there is no list {key}: flask send list")
    return found


def _named(count: int) -> None:
    click.echo(f"{count} named")


def _tell(
    database: Database, now: datetime, action: str, key: str, *, by: str | None, second: bool
) -> None:
    with database.write() as session:
        mailing, asks = one_mailing(session, key), planner(session, by)
        mailing.asked_by = mailing.asked_by or (asks.id if asks else None)
        note(session, now, mailing.asked_by, action, key)
        asked = lists.ask_second(session, mailing, now) if second else 0
    if not second:
        click.echo(f"It goes out as {key}: flask send show {key}")
    elif asked:
        click.echo(f"It waits as {key}: an officer has to agree in LINE ({asked} are asked).")
    else:
        click.echo(f"It waits as {key}: an officer of the whole province has to agree in LINE, ")
        click.echo("and there is none: flask staff grant, then the same command once more.")


def _moment(text: str, zone: ZoneInfo) -> datetime:
    try:
        return datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=zone)
    except ValueError as fault:
        raise click.ClickException(f"--until {text}: give it like '2026-07-14 18:00'") from fault
