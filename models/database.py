"""One database of one province: engine, and the only two ways to open a transaction.

Every write transaction begins here: IMMEDIATE on SQLite, where writers take turns (`turns.py`).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Engine, make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from base.clock import monotonic, pause
from base.crypto import Cipher
from models.turns import Busy as Busy
from models.turns import TooSlow as TooSlow
from models.turns import Turns

WRITE_PATIENCE = 10.0
TELLS_TRANSACTIONS = (17,)  # PostgreSQL from there on limits whole transactions
LOCKED, SLOW = "55P03", {"57014", "25P04"}  # another's lock; a statement, a transaction


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
        self.turns = Turns(self.url.database) if self.is_sqlite else None
        self.engine.dialect.wethi_cipher = cipher  # type: ignore[attr-defined]

    @contextmanager
    def write(self, patience: float = WRITE_PATIENCE) -> Iterator[Session]:
        """A transaction that may write; commits at the end, rolls all of it back on any error.

        Raises Busy when a lock (PostgreSQL: or a statement) takes longer than `patience` seconds.
        """
        with (
            self.engine.connect() as connection,
            _told_busy(),
            self._turn(connection, patience),
        ):
            with Session(bind=connection, expire_on_commit=False) as session, session.begin():
                yield session
                session.flush()
                if session.info.get("wake") and not self.is_sqlite:
                    session.execute(sa.text("SELECT pg_notify('wethi', '')"))
            connection.commit()

    def _turn(self, connection: sa.Connection, patience: float) -> AbstractContextManager[None]:
        if self.turns is not None:
            return self.turns.turn(connection, patience)
        if patience < WRITE_PATIENCE:
            _limit(connection, patience)
        return nullcontext()

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
        if self.turns is not None:
            self.turns.close()


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
    """What PostgreSQL says when a time limit of ours has passed means what Busy means."""
    try:
        yield
    except DBAPIError as error:
        state = getattr(error.orig, "sqlstate", None)
        if state == LOCKED:
            raise Busy from error
        if state in SLOW:
            raise TooSlow from error
        raise


def _limit(connection: sa.Connection, seconds: float) -> None:
    """For this transaction only, on PostgreSQL."""
    names = ["lock_timeout", "statement_timeout"]
    if (connection.dialect.server_version_info or (0,)) >= TELLS_TRANSACTIONS:
        names.append("transaction_timeout")  # all statements together
    for name in names:
        connection.exec_driver_sql(f"SET LOCAL {name} = {round(seconds * 1000)}")


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
            # A server that vanished without a word must not hold a thread for ever.
            "tcp_user_timeout": limit,
            "keepalives_idle": 20,
            "keepalives_interval": 5,
            "keepalives_count": 3,
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
