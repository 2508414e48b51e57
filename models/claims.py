"""Claim, renew, finish: one worker at a time on a row, whoever dies.

A claim is a transaction of its own: token, lease of 10 s, attempts + 1. Whatever is done with the
row later is written `WHERE token = mine`; if that changes no row, somebody else has taken over and
all of it is rolled back.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cache
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import Session

from base.ids import new_id
from models.columns import Base, Claimable, UTCDateTime

LEASE = timedelta(seconds=10)
# Statements that are asked many times a second are made once, with the moment left open: putting
# one together costs several times as much as its answer. `moments` fills them all.
NOW = sa.bindparam("now", type_=UTCDateTime)
TOO_LONG = sa.bindparam("too_long", type_=UTCDateTime)


class LostClaim(Exception):
    """Another worker holds this row now; nothing of this turn may be kept."""


class Row(Base, Claimable):
    """Only for types: any table with claim columns."""

    __abstract__ = True
    id: Any
    state: Any


T = TypeVar("T", bound=Row)


def moments(now: datetime) -> dict[str, datetime]:
    """NOW, and TOO_LONG: what ends later is no lease. Whoever took it died, and the clock was set
    back since; machines may differ by a few seconds without that."""
    return {"now": now, "too_long": now + 2 * LEASE}


def runs(leased_until: Any) -> sa.ColumnElement[bool]:
    """Whether a lease runs at NOW."""
    return sa.and_(leased_until >= NOW, leased_until <= TOO_LONG)


def free(table: Any) -> sa.ColumnElement[bool]:
    """Due at NOW, and not held by anybody whose lease still runs."""
    nobodys = sa.or_(table.leased_until.is_(None), sa.not_(runs(table.leased_until)))
    return sa.and_(table.due_at <= NOW, nobodys)


def in_hand(name: str) -> sa.Index:
    """An index of the few rows that somebody holds: their leases are renewed by token."""
    held = sa.text("token IS NOT NULL")
    return sa.Index(name, "token", sqlite_where=held, postgresql_where=held)


def is_due(session: Session, chosen: sa.Select[Any], now: datetime) -> bool:
    """Whether `chosen` (by id, open in NOW) selects anything at this moment."""
    return session.execute(_first(chosen), moments(now)).scalar() is not None


def taken_at(row: Claimable) -> datetime | None:
    """When whoever holds it took it, or last renewed it; None where nobody does."""
    return row.leased_until - LEASE if row.leased_until is not None else None


def take(session: Session, table: type[Any], chosen: sa.Select[Any], now: datetime) -> Any | None:
    """Claim the row that `chosen` selects (by id, open in NOW), or None. The caller commits."""
    identity = session.execute(_locked(chosen), moments(now)).scalar()
    if identity is None:
        return None
    row = session.get_one(table, identity)
    row.token = new_id()
    row.leased_until = now + LEASE
    row.attempts += 1
    session.flush()
    return row


@cache
def _first(chosen: sa.Select[Any]) -> sa.Select[Any]:
    return chosen.limit(1)


@cache
def _locked(chosen: sa.Select[Any]) -> sa.Select[Any]:
    return chosen.limit(1).with_for_update(skip_locked=True)


def renew(
    session: Session, table: type[Any], token: str, now: datetime, identity: Any = None
) -> bool:
    """Push the end of the lease away; False when the claim was lost. Whoever knows the row names
    it: a table without an index of tokens is not read through."""
    mine = table.token == token
    found = mine if identity is None else sa.and_(table.id == identity, mine)
    done = session.execute(sa.update(table).where(found).values(leased_until=now + LEASE))
    return bool(done.rowcount)  # type: ignore[attr-defined]


def finish(session: Session, table: type[Any], identity: Any, token: str, **values: Any) -> None:
    """Write the row's end (or its next due time) as the holder of `token`.

    Raises LostClaim when the token is no longer ours.
    """
    new = {f"new_{name}": value for name, value in values.items()}
    done = session.execute(
        _ending(table.__table__, tuple(sorted(values))),
        {"identity": identity, "mine": token, **new},
    )
    if done.rowcount != 1:  # type: ignore[attr-defined]
        raise LostClaim


@cache
def _ending(rows: sa.Table, names: tuple[str, ...]) -> sa.Update:
    new = {name: sa.bindparam(f"new_{name}", type_=rows.c[name].type) for name in names}
    return (
        sa.update(rows)
        .where(rows.c.id == sa.bindparam("identity"), rows.c.token == sa.bindparam("mine"))
        .values(token=None, leased_until=None, **new)
    )
