"""The people of an operator's file: through which account each of them is reached."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import click
import sqlalchemy as sa
from sqlalchemy.orm import Session

from commands.table import Row, read_table
from models.people import Account, Person, Whom, once_each, through_one_account

AT_ONCE = 500
COLUMNS = ("person", "line_user_id")


@dataclass
class Recipients:
    """`faults` name a row each; `unreachable` are people who never wrote to the bot."""

    people: list[Whom] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    unreachable: int = 0


def read_recipients(session: Session, file: Path) -> Recipients:
    """Each account once, in the order of the file. ClickException when it is no such table."""
    rows = read_table(file, (), COLUMNS)
    found, named = Recipients(), list[Whom]()
    for begin in range(0, len(rows), AT_ONCE):
        named += _some(session, rows[begin : begin + AT_ONCE], found)
    found.people += once_each(named).values()
    return found


def reached(session: Session, people: Sequence[Whom]) -> int:
    """How many of them LINE would count: friends that have not blocked the bot, as far as we know
    (LINE docs, "Messaging API pricing": people reached, not messages)."""
    total = 0
    for begin in range(0, len(people), AT_ONCE):
        ids = [one.account_id for one in people[begin : begin + AT_ONCE]]
        counted = sa.select(sa.func.count()).select_from(Account)
        friends = counted.where(
            Account.id.in_(ids), Account.blocked.is_(False), Account.friend.is_not(False)
        )
        total += session.scalar(friends) or 0
    return total


def _some(session: Session, rows: Sequence[Row], found: Recipients) -> Iterator[Whom]:
    names = {row["person"] for row in rows if row["person"]}
    people = _people(session, names)
    chosen = [next(iter(ids)) for ids in people.values() if len(ids) == 1]
    through = through_one_account(session, chosen)
    accounts = _accounts(session, {row["line_user_id"] for row in rows})
    for row in rows:
        if row["person"]:
            yield from _by_person(row, people[row["person"]], through, found)
        elif account := accounts.get(row["line_user_id"]):
            yield Whom(account)
        else:
            found.faults.append(f"row {row.number}: nobody has this LINE user id")


def _by_person(
    row: Row, ids: set[str], through: dict[str, Whom], found: Recipients
) -> Iterator[Whom]:
    if len(ids) != 1:
        many = f"{len(ids)} people are" if ids else "nobody is"
        found.faults.append(f"row {row.number}: {many} called {row['person']}")
        return
    whom = through.get(next(iter(ids)))
    if whom is None:
        found.unreachable += 1
    else:
        yield whom


def _people(session: Session, names: set[str]) -> defaultdict[str, set[str]]:
    """By id, by the name people call them, and by full name: who it may be."""
    named = sa.or_(Person.id.in_(names), Person.called.in_(names), Person.full_name.in_(names))
    found: defaultdict[str, set[str]] = defaultdict(set)
    for one in session.scalars(sa.select(Person).where(named, Person.erased_at.is_(None))):
        for name in (one.id, one.called, one.full_name):
            if name in names:
                found[name].add(one.id)
    return found


def _accounts(session: Session, user_ids: set[str]) -> dict[str, str]:
    chosen = sa.select(Account).where(Account.line_user_id.in_(user_ids))
    return {one.line_user_id or "": one.id for one in session.scalars(chosen)}


def words_of(text: str | None, file: Path | None) -> str:
    """What is said: an option's own words, or a file's."""
    if (text is None) == (file is None):
        raise click.ClickException("say what: either --text or --text-file")
    try:
        words = file.read_text(encoding="utf-8-sig") if file else text or ""
    except (OSError, UnicodeDecodeError) as fault:
        raise click.ClickException(f"{file}: cannot be read ({fault})") from fault
    if not words.strip():
        raise click.ClickException("there is nothing to say")
    return words.strip()
