"""One database of one province: engine, and the only two ways to open a transaction.

SQLite has one write lock and no queue, and its own back-off starves a webhook behind a worker that
drains a backlog. So every write transaction begins IMMEDIATE here and asks again each millisecond.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Engine, make_url
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.orm import Session

from base.clock import monotonic, pause
from base.crypto import Cipher

WRITE_PATIENCE = 10.0


class Busy(Exception):
    """The write lock was not to be had in time; nothing was written."""


class Database:
    """Holds the engine. `write()` and `read()` yield a session in one transaction."""

    def __init__(
        self,
        url: str,
        cipher: Cipher | None = None,
        pool_size: int = 10,
        statement_seconds: float = 30.0,
    ) -> None:
        self.url = make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self.engine = (
            _sqlite(url, pool_size)
            if self.is_sqlite
            else _postgresql(url, pool_size, statement_seconds)
        )
        self.engine.dialect.wethi_cipher = cipher  # type: ignore[attr-defined]

    @contextmanager
    def write(self, patience: float = WRITE_PATIENCE) -> Iterator[Session]:
        """A transaction that may write; commits at the end, rolls all of it back on any error.

        Raises Busy when a lock (PostgreSQL: or a statement) takes longer than `patience` seconds.
        """
        with self.engine.connect() as connection, _told_busy():
            if self.is_sqlite:
                _begin_immediate(connection, patience)
            elif patience < WRITE_PATIENCE:
                _limit(connection, patience)
            with Session(bind=connection, expire_on_commit=False) as session, session.begin():
                yield session
                session.flush()
                if session.info.get("wake") and not self.is_sqlite:
                    session.execute(sa.text("SELECT pg_notify('wethi', '')"))
            connection.commit()

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A transaction that sees one moment; whatever is changed in it is thrown away."""
        with self.engine.connect() as connection:
            if self.is_sqlite:
                connection.exec_driver_sql("BEGIN")
            with Session(bind=connection, expire_on_commit=False) as session:
                yield session
            connection.rollback()

    def close(self) -> None:
        self.engine.dispose()


def wake(session: Session) -> None:
    """Tell waiting processes at commit that there is work (SQLite's waiters see any commit)."""
    session.info["wake"] = True


def insert(session: Session, table: type[Any]) -> postgresql.Insert | sqlite.Insert:
    """An INSERT that can say ON CONFLICT: a new row that two processes may both want to make."""
    if session.get_bind().dialect.name == "sqlite":
        return sqlite.insert(table)
    return postgresql.insert(table)


@contextmanager
def _told_busy() -> Iterator[None]:
    """PostgreSQL's lock_not_available and query_canceled mean what Busy means."""
    try:
        yield
    except OperationalError as error:
        if getattr(error.orig, "sqlstate", None) in ("55P03", "57014"):
            raise Busy from error
        raise


def _limit(connection: sa.Connection, seconds: float) -> None:
    """For this transaction only, on PostgreSQL."""
    for name in ("lock_timeout", "statement_timeout"):
        connection.exec_driver_sql(f"SET LOCAL {name} = {round(seconds * 1000)}")


def _begin_immediate(connection: sa.Connection, patience: float) -> None:
    give_up = monotonic() + patience
    while True:
        try:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        except OperationalError as error:
            if "locked" not in str(error.orig) and "busy" not in str(error.orig):
                raise
            if monotonic() > give_up:
                raise Busy from error
            pause(0.001)
        else:
            return


def _sqlite(url: str, pool_size: int) -> Engine:
    path = make_url(url).database
    if path and path != ":memory:":
        Path(path).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    engine = sa.create_engine(
        url,
        pool_size=pool_size,
        max_overflow=10,
        hide_parameters=True,  # an error in a log must not show what people said
        connect_args={"isolation_level": None, "timeout": 0, "check_same_thread": False},
    )
    sa.event.listen(engine, "connect", _prepare_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "secure_delete=ON",
        "cache_size=-16000",
    ):
        _patiently(connection, f"PRAGMA {pragma}")


def _patiently(connection: Any, statement: str) -> None:
    """Switching to WAL needs the lock for an instant, and several processes start together."""
    give_up = monotonic() + WRITE_PATIENCE
    while True:
        try:
            connection.execute(statement).close()
        except Exception as error:
            if "locked" not in str(error) or monotonic() > give_up:
                raise
            pause(0.005)
        else:
            return


def _postgresql(url: str, pool_size: int, statement_seconds: float) -> Engine:
    """Every wait ends: for a connection, for a lock, for a statement."""
    limit = round(statement_seconds * 1000)
    connect = max(2, min(5, round(statement_seconds)))  # libpq takes 1 for 2
    engine = sa.create_engine(
        url,
        pool_size=pool_size,
        max_overflow=10,
        hide_parameters=True,  # an error in a log must not show what people said
        pool_pre_ping=True,
        connect_args={
            "connect_timeout": connect,
            "options": f"-c lock_timeout={limit} -c statement_timeout={limit} -c timezone=UTC",
        },
    )
    sa.event.listen(engine, "handle_error", _without_detail)
    return engine


def _without_detail(context: sa.engine.ExceptionContext) -> None:
    """PostgreSQL's DETAIL shows the refused row: what somebody said, beside hidden parameters."""
    for error in (context.original_exception, context.sqlalchemy_exception):
        if error is not None and error.args:
            error.args = (str(error.args[0]).partition("\nDETAIL:")[0], *error.args[1:])


def is_conflict(error: DBAPIError) -> bool:
    """Whether a unique rule (and not the connection) refused the row."""
    return isinstance(error, sa.exc.IntegrityError)
