"""What takes bytes out of files once rows have let go of them, and what empties old rows.

`sweep` stands outside any transaction: files on disk, SQLite's write-ahead log (SQLite
documentation, "PRAGMA wal_checkpoint"), PostgreSQL's dead rows ("Routine Vacuuming").
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from base.clock import monotonic, pause
from base.files import Files
from base.logs import get
from bot.inbox.turn import Context
from bot.tasks import Outcome, TaskKind
from handlers.mydata import nobodys, old_words, sealing
from models import Base
from models.database import Database
from models.erasing import ERASE_BYTES, files_to_remove, plan_bytes_unseen
from models.files import File
from models.inbox import Event
from models.outbox import Outgoing
from models.tasks import ScheduledTask, plan
from models.words import OutboxState

KEPT_FOR = timedelta(days=30)
MOST = 1000
SOON = timedelta(seconds=5)
AT_ONCE_FOR = timedelta(minutes=1)
MOST_WORDS = 200  # each may have a file of its own
PATIENCE = 20.0  # seconds for readers of the old state to finish; then the task is tried again


_FORGOTTEN_LATER = (
    sa.select(Outgoing.id).where(Outgoing.state == OutboxState.WAITING, Outgoing.forget).limit(1)
)

log = get("files")


class StillRead(Exception):
    """Somebody still reads what was there before: the log cannot be cut yet."""


def kinds() -> tuple[TaskKind, ...]:
    return (
        TaskKind(ERASE_BYTES, _nothing_left, outside=sweep),
        TaskKind("retention.empty", empty_old, outside=_tidied),
    )


def sweep(database: Database, files: Files, _subject: str) -> None:
    """Bytes of erased files and rows leave disk; may be repeated. Raises StillRead, OSError."""
    while _remove_some(database, files):
        pass
    files.sweep()
    if database.is_sqlite:
        _cut_log(database)
    else:
        _vacuum(database)


def _tidied(database: Database, files: Files, _subject: str) -> None:
    """A sick disk must not keep old words from being emptied."""
    try:
        if sealed := sealing.seal(database):
            log.info("half-filled forms are encrypted now", action="states_sealed", count=sealed)
    except (OSError, sa.exc.DBAPIError):
        log.exception("half-filled forms could not be encrypted", action="states_left_open")
    try:
        nobodys.remove(database, files)
    except OSError:
        log.exception("bytes that no row names could not be removed", action="orphans_left")


def _remove_some(database: Database, files: Files) -> bool:
    """First from disk, then from the row: whoever dies between does it again."""
    with database.read() as session:
        found = [(row.id, row.path, row.thumbnail) for row in files_to_remove(session)]
    for _, *names in found:
        for name in filter(None, names):
            files.delete(name)
    if found:
        with database.write() as session:
            session.execute(
                sa.update(File)
                .where(File.id.in_([row_id for row_id, *_ in found]))
                .values(path=None, thumbnail=None)
            )
    return bool(found)


def _cut_log(database: Database) -> None:
    give_up = monotonic() + PATIENCE
    with database.engine.connect() as connection:
        while connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:  # type: ignore[index]
            if monotonic() > give_up:
                raise StillRead
            pause(0.02)


# PostgreSQL notes in each row which transaction wrote it last ("System Columns", xmin). One that
# forgets who spoke in a chat also writes the chat's own row: it is written once more, as it is.
_CHATS = sa.text("""
    UPDATE mailbox SET last_event_at = last_event_at
    WHERE xmin IN (SELECT xmin FROM event WHERE mailbox_key IS NULL)
""")


# So are the invitation, and the answers with a name, that were sent with a nameless response.
_INVITATIONS = sa.text("""
    UPDATE invitation SET state = state
    WHERE xmin IN (SELECT xmin FROM response WHERE anonymous)
""")
_NAMED = sa.text("""
    UPDATE response SET revision = revision
    WHERE NOT anonymous AND xmin IN (SELECT xmin FROM response WHERE anonymous)
""")


def _vacuum(database: Database) -> None:
    for once_more in (_CHATS, _INVITATIONS, _NAMED):
        with database.write() as session:
            session.execute(once_more)
    engine = database.engine.execution_options(isolation_level="AUTOCOMMIT")
    names = ", ".join(f'"{table.name}"' for table in Base.metadata.tables.values())
    with engine.connect() as connection:
        connection.exec_driver_sql("SET statement_timeout = 0")
        try:
            connection.exec_driver_sql(f"VACUUM {names}")
        finally:
            connection.exec_driver_sql("RESET statement_timeout")


def _nothing_left(
    session: Session, _context: Context, task: ScheduledTask, now: datetime
) -> Outcome:
    """All of it was done outside. An answer that is forgotten when it is sent, and still waits,
    leaves bytes behind once more: they go soon, or each hour for as long as LINE is away."""
    if session.scalar(_FORGOTTEN_LATER) is not None:
        if now - task.created_at < AT_ONCE_FOR:
            plan(session, ERASE_BYTES, "all", now + SOON, task.created_at)
        else:
            plan_bytes_unseen(session, now)
    return Outcome(result="bytes are gone")


def empty_old(session: Session, _context: Context, task: ScheduledTask, now: datetime) -> Outcome:
    """Payloads, bodies and words 30 days after they were done with; states and keys stay."""
    table, _, after = (task.cursor or "event:0").partition(":")
    if table == "kept":
        return _empty_kept(session, int(after), now)
    kind = Event if table == "event" else Outgoing
    rows = _old(session, kind, int(after), now - KEPT_FOR)
    _empty(session, kind, rows)
    if len(rows) == MOST:
        return Outcome(done=False, cursor=f"{table}:{rows[-1]}", progress=MOST)
    following = "outgoing:0" if kind is Event else "kept:0"
    return Outcome(done=False, cursor=following, progress=len(rows))


def _empty_kept(session: Session, after: int, now: datetime) -> Outcome:
    before = now - KEPT_FOR
    rows = old_words.candidates(session, after, before, MOST_WORDS)
    emptied = old_words.empty(session, rows, before, now)
    if len(rows) == MOST_WORDS:
        return Outcome(done=False, cursor=f"kept:{rows[-1].id}", progress=emptied)
    return Outcome(progress=emptied)


def _old(session: Session, table: Any, after: int, before: datetime) -> list[int]:
    ended = table.finished_at < before
    if table is Event:  # what was never ours to handle has no end, only a beginning
        never_handled = sa.and_(Event.finished_at.is_(None), Event.received_at < before)
        ended = sa.or_(ended, sa.and_(never_handled, Event.state.in_(("foreign", "unreadable"))))
    chosen = sa.select(table.id).where(table.id > after, ended, _full(table))
    return list(session.scalars(chosen.order_by(table.id).limit(MOST)))


def _full(table: Any) -> sa.ColumnElement[bool]:
    column = table.payload if table is Event else table.body
    return sa.or_(column.is_not(None), table.last_error.is_not(None))


def _empty(session: Session, table: Any, rows: list[int]) -> None:
    more = {"payload": None} if table is Event else {"body": None, "must_say": None}
    if rows:
        session.execute(sa.update(table).where(table.id.in_(rows)).values(last_error=None, **more))
