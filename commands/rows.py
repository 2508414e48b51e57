"""What `inbox`, `outbox` and `tasks` share: listing rows by state, dealing with dead ones."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

import click
import sqlalchemy as sa
from sqlalchemy.orm import Session

from base.clock import pause
from base.ids import row_number
from commands.doors import clock, open_plain_database
from models.database import wake
from models.staff import note

AT_ONCE, BETWEEN = 50, 0.005  # rows and seconds: webhooks write in between
Deal = Callable[[Session, int, datetime], bool]


def show(table: Any, columns: Sequence[str], state: str | None, most: int) -> None:
    """A line a row, newest first, tab-separated with a heading; never what people said."""
    query = sa.select(*(getattr(table, name) for name in columns)).order_by(table.id.desc())
    if state:
        query = query.where(table.state == state)
    click.echo("\t".join(columns))
    with open_plain_database().read() as session:
        for row in session.execute(query.limit(most)):
            click.echo("\t".join(_shown(value) for value in row))


def deal(one: Deal, table: Any, which: str, dead: Any, action: str) -> None:
    """Try dead rows again, or settle them: `which` is a row's number, or «dead» for all that are;
    `action` is what the audit says."""
    database, done = open_plain_database(), 0
    with database.read() as session:
        numbers = _numbers(session, table, which, dead)
    for begin in range(0, len(numbers), AT_ONCE):
        with database.write() as session:
            some = numbers[begin : begin + AT_ONCE]
            done += each(session, one, some, action, clock().now())
            wake(session)
        pause(BETWEEN)
    click.echo(f"{action}: {done} of {len(numbers)}.")
    if done < len(numbers):
        raise SystemExit(1)


def each(session: Session, one: Deal, numbers: Sequence[int], action: str, now: datetime) -> int:
    """How many of the rows it was done to; each of them stands in the audit log."""
    done = [number for number in numbers if one(session, number, now)]
    for number in done:
        note(session, now, None, action, str(number))
    return len(done)


def _numbers(session: Session, table: Any, which: str, dead: Any) -> list[int]:
    if which == "dead":
        return list(session.scalars(sa.select(table.id).where(table.state == dead)))
    number = row_number(which)
    if number is None:
        raise click.ClickException("give the number of a row, or «dead» for all dead ones")
    return [number]


def _shown(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    return "-" if value is None else str(value)
