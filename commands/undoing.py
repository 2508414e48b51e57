"""`flask cohorts undo`: a claim that was wrong is taken back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import click
from sqlalchemy.orm import Session

from base.clock import Clock
from commands.people import one_person
from handlers.feedback.filing import mark_of
from handlers.feedback.owning import cases_of
from handlers.registration.undoing import Undone, undo
from models.cases import Case
from models.database import Database, wake
from models.staff import note

HELP = (
    "Undo the newest claim of PERSON (an id or a name): the name goes back to the phone it came "
    "from, or to nobody; the code that was used never works again. Both phones are told."
)
_TOLD = {
    Undone.BACK: "back on the phone of before",
    Undone.FREE: "taken off; make a new code with: flask people code",
}


def command(
    open_database: Callable[[], Database], clock: Callable[[], Clock], secret: Callable[[], str]
) -> click.Command:
    """`secret` is the SECRET_KEY, by which who filed with a withheld name is known again."""

    @click.command(name="undo", help=HELP)
    @click.argument("person")
    def undoing(person: str) -> None:
        now, key = clock().now(), secret()
        with open_database().write() as session:
            found = one_person(session, person)
            mark = partial(mark_of, secret_key=key)
            done = undo(session, found, partial(_cases, key), mark, now)
            if done is Undone.NOTHING:
                raise click.ClickException(f"{person} has not signed up with any phone")
            note(session, now, None, "people.undo", found.id, done.value)
            wake(session)
        click.echo(f"{found.id}\t{found.full_name or found.called}\t{_TOLD[done]}")

    return undoing


def _cases(key: str, session: Session, account_id: str) -> list[Case]:
    return cases_of(session, account_id, key)
