"""`flask cohorts codes`: everybody's personal code on a card to print, cut out and hand over."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

import click
from sqlalchemy.orm import Session

from base.clock import Clock
from base.i18n import LANGUAGES, say
from handlers.registration.service import new_code
from handlers.roster import cohorts as service
from handlers.roster.cohorts import Member
from models.database import Database
from models.facts import BOT_BASIC_ID, fact
from models.programme import Cohort
from models.staff import note
from reports.cards.paper import Card, cards
from reports.typesetting import NotSet

HELP = (
    "Write FILE, a PDF with a card for everybody of COHORT who has not signed up yet: a QR to add "
    "the bot as a friend, a QR that signs up, and the code in large letters. Who has a code keeps "
    "it, so that cards may be printed again. Keep the file as you keep the sign-in sheet."
)
Find = Callable[[Session, str], Cohort]


def command(
    open_database: Callable[[], Database], clock: Callable[[], Clock], one_cohort: Find
) -> click.Command:
    """`one_cohort` finds it by what was typed, or ends the command."""

    @click.command(name="codes", help=HELP)
    @click.argument("cohort")
    @click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
    @click.option("--fresh", is_flag=True, help="New codes; cards handed out before stop working.")
    @click.option("--person", "person_id", default="", metavar="ID", help="Only this person's.")
    @click.option("--line-id", default="", metavar="@ID", help="The bot's, if it is not known yet.")
    @click.option("--language", type=click.Choice(LANGUAGES), default="th", show_default=True)
    def codes(
        cohort: str, file: Path, *, fresh: bool, person_id: str, line_id: str, language: str
    ) -> None:
        with open_database().write() as session:
            basic_id = _basic_id(session, line_id)
            found = one_cohort(session, cohort)
            wanted = _wanted(session, found, person_id)
            made = _codes(session, found, wanted, clock().now(), fresh=fresh)
            shown = [_card(found, one, code, language) for one, code in made]
        _write(file, _typeset(shown, basic_id, language))
        click.echo(f"{file}: {len(shown)} cards")

    return codes


def _basic_id(session: Session, told: str) -> str:
    """With its @: a worker that LINE answered has written it down."""
    known = told.strip() or fact(session, BOT_BASIC_ID) or ""
    if not known:
        raise click.ClickException(
            "the bot's LINE id is not known yet: start a worker once, or give --line-id @…"
        )
    return known if known.startswith("@") else f"@{known}"


def _wanted(session: Session, cohort: Cohort, person_id: str) -> list[Member]:
    """Who has no account yet; a person that is asked for by id, too."""
    members = service.members_of(session, cohort)
    wanted = [one for one in members if not one.accounts and person_id in ("", one.person.id)]
    if not wanted:
        who = f"{person_id} is nobody of this cohort who" if person_id else "nobody of this cohort"
        raise click.ClickException(f"{who} still has to sign up")
    return wanted


def _codes(
    session: Session, cohort: Cohort, wanted: Sequence[Member], now: datetime, *, fresh: bool
) -> list[tuple[Member, str]]:
    made = []
    for one in wanted:
        keeps = one.code is not None and not fresh
        made.append(
            (one, one.code if keeps and one.code else new_code(session, one.person.id, now))
        )
    new = sum(code != one.code for one, code in made)
    note(session, now, None, "cohorts.codes", cohort.id, f"cards {len(made)}, new {new}")
    return made


def _card(cohort: Cohort, one: Member, code: str, language: str) -> Card:
    name = one.person.full_name or one.person.called or "-"
    told = say("roster.card_cohort", language, number=cohort.number, name=cohort.programme.name_th)
    return Card(name, one.place, told, code)


def _typeset(shown: Sequence[Card], basic_id: str, language: str) -> bytes:
    try:
        return cards(shown, basic_id, language)
    except NotSet as fault:
        raise click.ClickException(f"the cards could not be set: {fault}") from fault


def _write(file: Path, made: bytes) -> None:
    """Whole or not at all, and for the operator's eyes: the codes stand in it."""
    part = file.with_name(f".{file.name}.part")
    try:
        part.touch(mode=0o600)
        part.write_bytes(made)
        part.replace(file)
    except OSError as fault:
        part.unlink(missing_ok=True)
        raise click.ClickException(f"{file}: cannot be written ({fault.strerror})") from fault
