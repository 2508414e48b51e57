"""`flask announce`: the same announcements as «ประกาศ» in the chat, from the command line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click
from sqlalchemy.orm import Session

from base.clock import Clock
from base.files import Files
from base.settings import Settings
from bot.outbox.budget import Budget, cost_of
from commands.attaching import Given, looked_at, stored
from commands.doors import zone
from commands.officers import officer_named
from commands.recipients import words_of
from handlers.announce import service
from handlers.announce.counting import stand_of
from models.announcements import (
    Announcement,
    Recipient,
    announcement,
    newest,
    who_noted,
    without_note,
)
from models.audience import TERMS, AudienceFault, parse, reach
from models.consents import NUDGES, URGENT
from models.database import Database
from models.files import File
from models.people import Person
from models.staff import Staff

AT_ONCE = 500  # people named in one reading
WHOM = f"everyone, or terms like role:leader district:3206 ({', '.join(TERMS)})"
OPTIONS = (
    click.option("--to", required=True, help=WHOM),
    click.option("--by", required=True, help="LINE user id of the officer who announces it."),
    click.option("--text", help="The words."),
    click.option("--text-file", type=click.Path(path_type=Path), help="A file with the words."),
    click.option("--english", help="The words for those who use English."),
    click.option("--link", help="A file or page to open; begins with https://"),
    click.option("--picture", type=click.Path(path_type=Path), help="JPEG or PNG, to look at."),
    click.option("--file", type=click.Path(path_type=Path), help="A file to keep, as a button."),
    click.option("--at", help="When it goes, like '2026-07-14 09:00'; otherwise at once."),
    click.option("--urgent", is_flag=True, help="At night too, and to who wants only the urgent."),
    click.option("--dry-run", is_flag=True, help="Say whom it reaches and what it costs, no more."),
    click.option("--yes", is_flag=True, help="Do not ask once more."),
)


@dataclass(frozen=True)
class Order:
    """What the operator asked for."""

    to: str
    by: str
    text: str | None
    text_file: Path | None
    english: str | None
    link: str | None
    picture: Path | None
    file: Path | None
    at: str | None
    urgent: bool
    dry_run: bool
    yes: bool

    def draft(self, staff: Staff, zone: ZoneInfo, now: datetime) -> service.Draft:
        try:
            audience = parse(self.to, sorted(staff.district_codes()))
        except AudienceFault as fault:
            raise click.ClickException(f"--to {fault}: write {WHOM}") from fault
        if self.link and not self.link.startswith("https://"):
            raise click.ClickException(f"--link {self.link}: it must begin with https://")
        return service.Draft(
            words=words_of(self.text, self.text_file),
            audience=audience,
            words_en=self.english,
            link=self.link,
            urgent=self.urgent,
            due_at=_moment(self.at, zone, now) if self.at else None,
        )

    def given(self, settings: Callable[[], Settings]) -> list[Given]:
        named = (("--picture", self.picture), ("--file", self.file))
        return [looked_at(option, path, settings()) for option, path in named if path]

    def goes(self) -> bool:
        return not self.dry_run and (self.yes or click.confirm("Announce it?"))


def _options(command: Callable[..., None]) -> Callable[..., None]:
    for option in reversed(OPTIONS):
        command = option(command)
    return command


def group(
    open_database: Callable[[], Database],
    clock: Callable[[], Clock],
    settings: Callable[[], Settings],
    zone: Callable[[], ZoneInfo] = zone,
) -> click.Group:
    """All four are called when a command runs, not before."""

    @click.group("announce", help="Announce something, and see what became of it.")
    def announce() -> None: ...

    @announce.command(help="Words to an audience; above a size a second officer has to agree.")
    @_options
    def send(**told: Any) -> None:
        order, database, now = Order(**told), open_database(), clock().now()
        with database.read() as session:
            staff = officer_named(session, order.by)
            draft = order.draft(staff, zone(), now)
            second = _say_cost(session, draft, _budget(settings()), now, zone())
        given = order.given(settings)
        if order.goes():
            files = Files(settings().media_dir)
            number = _proposed(database, order, draft, given, files, clock().now())
            after = "; another officer has to agree in LINE" if second else ""
            click.echo(f"Announcement {number}{after}: flask announce show {number}")

    @announce.command("list", help="Newest first: number, state, people, audience.")
    @click.option("--most", default=20, show_default=True)
    def list_(most: int) -> None:
        with open_database().read() as session:
            for one in newest(session, most):
                click.echo(_line(one))

    @announce.command(help="What became of NUMBER: accepted by LINE, held, refused, noted.")
    @click.argument("number")
    def show(number: str) -> None:
        with open_database().read() as session:
            one = _one(session, number)
            click.echo(_line(one))
            click.echo(_stand(session, one))

    _add_who(announce, open_database, zone)
    _add_changes(announce, open_database, clock)
    return announce


def _add_who(
    announce: click.Group, open_database: Callable[[], Database], zone: Callable[[], ZoneInfo]
) -> None:
    @announce.command(help="Who has not noted NUMBER yet: name and village.")
    @click.argument("number")
    @click.option("--noted", is_flag=True, help="Who has, and when.")
    def who(number: str, noted: bool) -> None:
        with open_database().read() as session:
            one, after = _one(session, number), 0
            while rows := _some(session, one, after, noted=noted):
                for row in rows:
                    click.echo(_who(session, row, zone()))
                after = rows[-1].id


def _some(session: Session, one: Announcement, after: int, *, noted: bool) -> Sequence[Recipient]:
    chosen = (who_noted if noted else without_note)(one.id, after)
    return session.scalars(chosen.limit(AT_ONCE)).all()


def _who(session: Session, row: Recipient, zone: ZoneInfo) -> str:
    person = session.get(Person, row.person_id) if row.person_id else None
    named = (person.called or person.full_name) if person else None
    at = f"{row.acknowledged_at.astimezone(zone):%Y-%m-%d %H:%M}" if row.acknowledged_at else ""
    return "\t".join(filter(None, (named or "-", row.village_code or "-", at)))


def _proposed(
    database: Database,
    order: Order,
    draft: service.Draft,
    given: Sequence[Given],
    files: Files,
    now: datetime,
) -> int:
    """Its number. Bytes are on disk before their rows are written."""
    with stored(given, files, now) as rows, database.write() as session:
        session.add_all(rows)
        session.flush()
        for one, row in zip(given, rows, strict=True):
            draft = _with(draft, one, row)
        return service.propose(session, officer_named(session, order.by), draft, now).id


def _with(draft: service.Draft, one: Given, row: File) -> service.Draft:
    if one.is_picture:
        return replace(draft, file_id=row.id)
    return replace(draft, document_id=row.id, document_name=one.name)


def _add_changes(
    announce: click.Group, open_database: Callable[[], Database], clock: Callable[[], Clock]
) -> None:
    changes = {
        "stop": (service.stop, "What LINE has not taken of NUMBER waits."),
        "resume": (service.resume, "NUMBER goes on where it was stopped."),
        "cancel": (service.cancel, "What LINE has not taken of NUMBER never goes."),
        "remind": (service.remind, "Once more to those who have not noted NUMBER."),
    }
    for name, (change, words) in changes.items():
        announce.add_command(_change(name, words, change, open_database, clock))


def _change(
    name: str,
    words: str,
    change: Callable[[Session, Announcement, Staff, datetime], bool],
    open_database: Callable[[], Database],
    clock: Callable[[], Clock],
) -> click.Command:
    @click.command(name, help=words)
    @click.argument("number")
    @click.option("--by", required=True, help="LINE user id of the officer who does it.")
    def command(number: str, by: str) -> None:
        with open_database().write() as session:
            staff, one = officer_named(session, by), _one(session, number)
            if not service.may_see(staff, one) or not change(session, one, staff, clock().now()):
                stands = "ended" if service.has_gone(session, one) else one.state
                raise click.ClickException(f"{number}: {name} does nothing now (it is {stands})")
        click.echo(f"Announcement {number}: {name}.")

    return command


def _say_cost(
    session: Session, draft: service.Draft, budget: Budget, now: datetime, zone: ZoneInfo
) -> bool:
    """Whether a second officer has to agree."""
    found = reach(session, draft.audience, URGENT if draft.urgent else NUDGES)
    cost = cost_of(session, budget, found.messages, now, zone)
    click.echo(
        f"{found.people} people: {found.messages} counted messages, {cost.left} free ones are left "
        f"this month, {cost.beyond} cost about {cost.baht} baht."
    )
    click.echo(f"{found.unreached} have never written to the bot, {found.refused} said no.")
    if found.messages == 0:
        raise click.ClickException("it would reach nobody")
    return found.messages > budget.alone


def _budget(settings: Settings) -> Budget:
    return Budget(settings.messages_free, settings.message_price, settings.announce_alone)


def _line(one: Announcement) -> str:
    """Never what it says."""
    return "\t".join((str(one.id), one.state, str(one.people), one.audience))


def _stand(session: Session, one: Announcement) -> str:
    found = stand_of(session, one)
    said = found.said
    return (
        f"{said.accepted} accepted by LINE ({found.free} with free replies), {said.waiting} "
        f"waiting, {said.held} held, {said.refused} refused, {said.left_out} left out; "
        f"noted by {found.note.taken} of {found.note.reached}"
    )


def _one(session: Session, number: str) -> Announcement:
    found = announcement(session, number)
    if found is None:
        raise click.ClickException(f"there is no announcement {number}: flask announce list")
    return found


def _moment(text: str, zone: ZoneInfo, now: datetime) -> datetime:
    try:
        found = datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=zone)
    except ValueError as fault:
        raise click.ClickException(f"--at {text}: give it like '2026-07-14 09:00'") from fault
    if found <= now:
        raise click.ClickException(f"--at {text}: that has passed")
    return found
