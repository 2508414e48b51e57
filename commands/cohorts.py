"""`flask cohorts …`: who was trained together, from the sign-in sheet to the codes on paper."""

from __future__ import annotations

from collections.abc import Callable

import click
from sqlalchemy.orm import Session

from base.clock import Clock
from commands.bringing import command as bringing
from commands.facilitating import command as facilitating
from commands.handing import command as handing
from handlers.roster import cohorts as service
from handlers.roster.cohorts import Member
from models.database import Database
from models.programme import Cohort


def group(open_database: Callable[[], Database], clock: Callable[[], Clock]) -> click.Group:
    """`open_database` and `clock` are called when a command runs, not before."""

    @click.group(name="cohorts", help="Cohorts: sign-in sheets, who has signed up, codes on paper.")
    def cohorts() -> None: ...

    @cohorts.command(name="list", help="A line each: id, number, days, members, signed up, name.")
    def list_() -> None:
        with open_database().read() as session:
            for one in service.all_cohorts(session):
                click.echo(line(session, one))

    @cohorts.command(help="The members of COHORT (its id, or its number if only one has it).")
    @click.argument("cohort")
    @click.option("--waiting", is_flag=True, help="Only who has not signed up yet.")
    def show(cohort: str, *, waiting: bool) -> None:
        with open_database().read() as session:
            found = one_cohort(session, cohort)
            click.echo(line(session, found))
            for member in service.members_of(session, found):
                if not (waiting and member.accounts):
                    click.echo(member_line(member))

    cohorts.add_command(bringing(open_database, clock))
    cohorts.add_command(handing(open_database, clock, one_cohort))
    cohorts.add_command(facilitating(open_database, clock, one_cohort))
    return cohorts


def one_cohort(session: Session, wanted: str) -> Cohort:
    """By id, or by its number; never a guess between two."""
    found = service.cohorts_called(session, wanted)
    if not found:
        raise click.ClickException(f"no cohort is called {wanted}")
    if len(found) > 1:
        choices = "\n".join(line(session, one) for one in found)
        raise click.ClickException(
            f"{len(found)} cohorts are called {wanted}; give an id:\n{choices}"
        )
    return found[0]


def line(session: Session, cohort: Cohort) -> str:
    """One cohort as a line, tab-separated."""
    members = service.members_of(session, cohort)
    signed = sum(bool(one.accounts) for one in members)
    days = f"{cohort.starts_on.isoformat()}–{cohort.ends_on.isoformat()}"
    parts = [cohort.id, str(cohort.number), days, str(len(members)), str(signed)]
    return "\t".join([*parts, cohort.programme.name_th])


def member_line(member: Member) -> str:
    """Id, name, kind, place, «signed up» or «code» (one waits to be used) or «-»."""
    state = "signed up" if member.accounts else "code" if member.code else "-"
    name = member.person.full_name or member.person.called or "(deleted)"
    return "\t".join([member.person.id, name, member.kind, member.place, state])
