"""The database: whether it answers, fits the code, can be read with our keys; what waits in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

from base.clock import Clock
from base.crypto import CannotDecrypt
from commands.doctor.finding import Finding, Level, advice, ill, well
from console.troubles import troubles
from models import migrate
from models.database import Busy, Database
from models.facilitators import unheard_cohorts
from models.people import Person

PATIENCE = 5.0


def plain(store: Database) -> Iterator[Finding]:
    """Without keys. Stops at the first thing without which the next cannot be asked."""
    if _is_nowhere(store):
        yield ill("doctor.database_empty", "doctor.database_old_do")
        return
    try:
        revision = migrate.current(store)
    except SQLAlchemyError as fault:
        yield ill("doctor.database_away", "doctor.database_do", why=type(fault).__name__)
        return
    if revision is None:
        yield ill("doctor.database_empty", "doctor.database_old_do")
        return
    if revision != migrate.revisions()[-1]:
        yield ill("doctor.database_old", "doctor.database_old_do", revision=revision)
        return
    yield well("doctor.database", engine=store.engine.dialect.name, revision=revision)
    yield _writes(store)


def _is_nowhere(store: Database) -> bool:
    """SQLite would make the file, and whoever looks changes nothing."""
    return store.is_sqlite and not Path(store.url.database or "").exists()


def rows(store: Database, clock: Clock) -> Iterator[Finding]:
    """Of a database that is whole."""
    yield _keys(store)
    yield from _waiting(store, clock)
    yield from _facilitators(store, clock)


def _writes(store: Database) -> Finding:
    """A transaction that writes nothing."""
    try:
        with store.write(PATIENCE):
            return well("doctor.writes")
    except (Busy, SQLAlchemyError) as fault:
        return ill("doctor.writes_not", "doctor.writes_do", why=type(fault).__name__)


def _keys(store: Database) -> Finding:
    """Whether DATA_KEYS open what is stored: somebody may have begun with other ones."""
    try:
        with store.read() as session:
            session.scalars(sa.select(Person.phone).where(Person.phone.is_not(None)).limit(1)).all()
    except CannotDecrypt:
        return ill("doctor.keys_not", "doctor.keys_do")
    return well("doctor.keys")


def _waiting(store: Database, clock: Clock) -> Iterator[Finding]:
    with store.read() as session:
        found = troubles(session, clock)
    for one in found:
        yield Finding(Level.ILL, one.key, None, one.values)
    if not found:
        yield well("doctor.work")


def _facilitators(store: Database, clock: Clock) -> Iterator[Finding]:
    """Officers hear of what is meant for them; said, because nobody else would notice."""
    with store.read() as session:
        found = unheard_cohorts(session, clock.now())
    for number in found:
        yield advice("doctor.unheard", "doctor.unheard_do", number=number)
