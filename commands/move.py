"""`flask people move`: a person goes on with a new phone, once somebody knows that it is theirs."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import click
from sqlalchemy.orm import Session

from base.clock import Clock
from commands.people import line, one_person
from handlers.feedback.filing import mark_of
from handlers.feedback.owning import cases_of
from handlers.registration.moving import move
from models.cases import Case
from models.database import Database
from models.people import Account, account_of
from models.staff import note


def command(
    open_database: Callable[[], Database], clock: Callable[[], Clock], secret: Callable[[], str]
) -> click.Command:
    """`secret` is the SECRET_KEY, by which who filed with a withheld name is known again."""

    @click.command(name="move", help="PERSON (an id or a name) goes on with the account ACCOUNT.")
    @click.argument("person")
    @click.argument("account", metavar="LINE_USER_ID")
    def moving(person: str, account: str) -> None:
        now, key = clock().now(), secret()
        with open_database().write() as session:
            found, new = one_person(session, person), _account(session, account)
            move(session, found, new, partial(_cases, key), partial(mark_of, secret_key=key), now)
            note(session, now, None, "people.move", found.id)
            click.echo(line(session, found))
            if not new.friend:
                click.echo("not known as a friend of the bot: it may not be told", err=True)

    return moving


def _cases(key: str, session: Session, account_id: str) -> list[Case]:
    return cases_of(session, account_id, key)


def _account(session: Session, line_user_id: str) -> Account:
    found = account_of(session, line_user_id.strip())
    if found is None:
        raise click.ClickException(f"no account has the LINE user id {line_user_id}")
    return found
