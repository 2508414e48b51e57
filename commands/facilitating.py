"""`flask cohorts facilitators`: who taught a cohort, and is told what help its people wish for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

import click
from sqlalchemy.orm import Session

from base.clock import Clock
from commands.people import one_person
from handlers.roster.facilitators import LeadsVillage, add, remove, standing
from models.database import Database
from models.facilitators import facilitators_of
from models.people import Person, account_of, people_of
from models.programme import Cohort

HELP = (
    "Who taught COHORT, a line each: id, name, and whether they can be told. Whoever of the cohort "
    "asks for help in a survey is told to them, and to officers where none of them can be told. "
    "PERSON is an id, a name that is one person's, or a LINE user id. An officer may be one too."
)
Find = Callable[[Session, str], Cohort]


def command(
    open_database: Callable[[], Database], clock: Callable[[], Clock], one_cohort: Find
) -> click.Command:
    """`one_cohort` finds it by what was typed, or ends the command."""

    @click.command(name="facilitators", help=HELP)
    @click.argument("cohort")
    @click.option("--add", "added", multiple=True, metavar="PERSON", help="Is one from now on.")
    @click.option("--remove", "removed", multiple=True, metavar="PERSON", help="Is none any more.")
    def facilitators(cohort: str, added: tuple[str, ...], removed: tuple[str, ...]) -> None:
        now = clock().now()
        with open_database().write() as session:
            found = one_cohort(session, cohort)
            _add(session, found, added, now)
            for one in (_person(session, name) for name in removed):
                remove(session, found, one, None, now)
            for person in facilitators_of(session, found.id):
                click.echo(line(session, person, now))

    return facilitators


def line(session: Session, person: Person, now: datetime) -> str:
    """One facilitator as a line, tab-separated."""
    name = person.full_name or person.called or "-"
    return "\t".join([person.id, name, standing(session, person, now).value])


def _add(session: Session, cohort: Cohort, names: Sequence[str], now: datetime) -> None:
    for one in (_person(session, name) for name in names):
        try:
            add(session, cohort, one, None, now)
        except LeadsVillage as leads:
            raise click.ClickException(
                f"{one.called or one.full_name} leads the village {leads}; the bot promises people "
                "that no village leader reads what they send"
            ) from leads


def _person(session: Session, wanted: str) -> Person:
    account = account_of(session, wanted.strip())
    if account is None:
        return one_person(session, wanted)
    people = people_of(session, account.id)
    if len(people) != 1:
        raise click.ClickException(
            f"{len(people)} people speak through {wanted}; name one, or bring one in with: "
            "flask people add, flask people code"
        )
    return people[0]
