"""`flask people …`: who is in the roster, their personal codes, and who leads a village."""

from __future__ import annotations

from collections.abc import Callable

import click
import sqlalchemy as sa
from sqlalchemy.orm import Session

from base.clock import Clock
from commands.enrolling import add_commands
from handlers.registration import service
from models.database import Database
from models.people import (
    Account,
    Membership,
    Person,
    accounts_of_person,
    memberships_of,
    move_village,
)
from models.places import Village
from models.staff import note


def group(open_database: Callable[[], Database], clock: Callable[[], Clock]) -> click.Group:
    """`open_database` and `clock` are called when a command runs, not before."""

    @click.group(name="people", help="People of the roster, their codes, and who leads a village.")
    def people() -> None: ...

    @people.command(name="list", help="A line each: id, name, place and role, accounts.")
    @click.option("--village", metavar="CODE", help="Only of this village.")
    @click.option("--most", default=200, show_default=True)
    def list_(village: str | None, most: int) -> None:
        with open_database().read() as session:
            for one in session.scalars(_chosen(village).limit(most)):
                click.echo(line(session, one))

    @people.command(help="Make a personal code for PERSON (an id, or a name that is one person's).")
    @click.argument("person")
    def code(person: str) -> None:
        with open_database().write() as session:
            found = one_person(session, person)
            now = clock().now()
            click.echo(service.new_code(session, found.id, now))
            note(session, now, None, "people.code", found.id)

    @people.command(help="Confirm that PERSON leads the village CODE.")
    @click.argument("person")
    @click.argument("village")
    def leader(person: str, village: str) -> None:
        with open_database().write() as session:
            found = one_person(session, person)
            if session.get(Village, village) is None:
                raise click.ClickException(f"no village has the code {village}")
            now = clock().now()
            service.confirm_leader(session, found.id, village, now)
            note(session, now, None, "people.leader", found.id, village)
            click.echo(line(session, found))

    @people.command(help="Who wrote to the bot, newest first: name, LINE user id, friend, blocked.")
    @click.option("--most", default=50, show_default=True)
    def accounts(most: int) -> None:
        with open_database().read() as session:
            newest = sa.select(Account).where(Account.line_user_id.is_not(None))
            newest = newest.order_by(Account.created_at.desc(), Account.id).limit(most)
            for one in session.scalars(newest):
                click.echo(account_line(one))

    add_commands(people, open_database, clock)
    _add_village(people, open_database, clock)
    return people


def _add_village(
    people: click.Group, open_database: Callable[[], Database], clock: Callable[[], Clock]
) -> None:
    @people.command(help="PERSON has moved: from village OLD to village NEW, as what they were.")
    @click.argument("person")
    @click.argument("old")
    @click.argument("new")
    def village(person: str, old: str, new: str) -> None:
        with open_database().write() as session:
            found = one_person(session, person)
            held = [m for m in memberships_of(session, found.id) if m.village_code == old]
            if not held:
                raise click.ClickException(f"{person} is not of the village {old}")
            if session.get(Village, new) is None:
                raise click.ClickException(f"no village has the code {new}")
            now = clock().now()
            move_village(session, found.id, held[0], new, now)
            note(session, now, None, "people.village", found.id, f"village {old} > {new}")
            click.echo(line(session, found))


def account_line(account: Account) -> str:
    """One account as a line, tab-separated; «-» where LINE has not told yet."""
    friend = {True: "friend", False: "no friend", None: "-"}[account.friend]
    blocked = "blocked" if account.blocked else "-"
    return "\t".join([account.display_name or "-", account.line_user_id or "-", friend, blocked])


def line(session: Session, person: Person) -> str:
    """One person as a line, tab-separated; how many accounts they speak through at its end."""
    held = memberships_of(session, person.id)
    places = [f"{one.village_code or one.agency_id} {one.role.value}" for one in held]
    accounts = len(accounts_of_person(session, person.id))
    name = person.full_name or person.called or "(deleted)"
    return "\t".join([person.id, name, ", ".join(places) or "-", str(accounts)])


def _chosen(village: str | None) -> sa.Select[Person]:
    chosen = sa.select(Person).where(Person.erased_at.is_(None)).order_by(Person.called, Person.id)
    if village is None:
        return chosen
    living = sa.select(Membership.person_id).where(
        Membership.village_code == village, Membership.until.is_(None)
    )
    return chosen.where(Person.id.in_(living))


def one_person(session: Session, wanted: str) -> Person:
    """By id, by the name people call them, or by full name; never a guess between two."""
    named = sa.or_(Person.id == wanted, Person.called == wanted, Person.full_name == wanted)
    found = session.scalars(sa.select(Person).where(named, Person.erased_at.is_(None))).all()
    if not found:
        raise click.ClickException(f"nobody is called {wanted}")
    if len(found) > 1:
        choices = "\n".join(line(session, one) for one in found)
        raise click.ClickException(
            f"{len(found)} people are called {wanted}; give an id:\n{choices}"
        )
    return found[0]
