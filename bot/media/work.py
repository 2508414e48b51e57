"""The worker's media: claim a File, fetch its bytes, write down what became of it.

Bytes are on disk before the row says so; a row that was taken back meanwhile loses them again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from base.clock import Clock
from base.files import Files
from base.logs import get
from bot.line.client import LineClient
from bot.media.fetch import Fetched, Gone, Outcome, Pending, Retry, TooLarge, fetch
from models.claims import is_due, take
from models.database import Database
from models.files import File, next_file
from models.forgetting import day_only
from models.words import FileState

WAITS = (1.0, 2.0, 5.0, 15.0, 30.0, 60.0, 300.0, 900.0)
PENDING_WAIT = timedelta(seconds=3)
GIVE_UP = timedelta(hours=24)
MOST_TRIES = 200  # twice what a day of trying comes to

log = get("media")
Lost = Callable[[Session, File, datetime], None]


@dataclass(frozen=True, slots=True)
class Claimed:
    id: str
    token: str
    message_id: str


def claim(database: Database, clock: Clock) -> Claimed | None:
    """The next file to fetch, claimed in a transaction of its own."""
    now = clock.now()
    with database.read() as session:
        if not is_due(session, next_file(), now):
            return None
    with database.write() as session:
        row: File | None = take(session, File, next_file(), now)
        if row is None or row.token is None:
            return None
        if row.message_id is None:
            row.token = row.leased_until = None
            _end(row, FileState.GONE, now)
            return None
        return Claimed(row.id, row.token, row.message_id)


def fetch_one(
    database: Database, client: LineClient, files: Files, clock: Clock, one: Claimed, lost: Lost
) -> None:
    """Fetch, then record; `lost` tells the person and staff of what cannot be had any more."""
    outcome = _fetched(client, files, one)
    if not _recorded(database, clock, one, outcome, lost) and isinstance(outcome, Fetched):
        for name in filter(None, (outcome.name, outcome.thumbnail)):
            files.delete(name)


def _fetched(client: LineClient, files: Files, one: Claimed) -> Outcome:
    try:
        return fetch(client, one.message_id, files, owner=one.id)
    except Exception as fault:
        log.exception("a file could not be looked into", action="fetch_failed", file=one.id)
        return Retry(type(fault).__name__)


def _recorded(database: Database, clock: Clock, one: Claimed, outcome: Outcome, lost: Lost) -> bool:
    """False when the row is not ours to write any more (taken back, taken over)."""
    with database.write() as session:
        row = session.get(File, one.id, with_for_update=True)
        if row is None or row.state is FileState.ERASED:
            return False
        if row.token != one.token:
            return row.path is not None or row.state is FileState.WAITING
        row.token = row.leased_until = None
        _write(session, row, outcome, clock.now(), lost)
        return True


def _write(session: Session, row: File, outcome: Outcome, now: datetime, lost: Lost) -> None:
    match outcome:
        case Fetched():
            row.path, row.thumbnail = outcome.name, outcome.thumbnail
            row.sha256, row.size = outcome.sha256, outcome.size
            row.content_type, row.kind = outcome.content_type, outcome.kind
            row.last_error = None
            _end(row, FileState.STORED, now)
        case Pending():
            row.attempts -= 1
            _later(session, row, now, PENDING_WAIT, "LINE is still preparing it", lost)
        case Gone(reason):
            _lost(session, row, FileState.GONE, reason, now, lost)
        case TooLarge(size):
            row.size = size
            _lost(session, row, FileState.TOO_LARGE, f"{size} bytes", now, lost)
        case Retry(cause):
            wait = timedelta(seconds=WAITS[min(row.attempts - 1, len(WAITS) - 1)])
            _later(session, row, now, wait, cause, lost)


def _later(
    session: Session, row: File, now: datetime, wait: timedelta, why: str, lost: Lost
) -> None:
    row.last_error = why
    # Of an anonymous file only the day is known: it may have been sent at that day's end.
    give_up = GIVE_UP + timedelta(days=1) if row.forget else GIVE_UP
    tried_for_long = row.attempts > MOST_TRIES
    if tried_for_long or (row.sent_at is not None and now - row.sent_at > give_up):
        _lost(session, row, FileState.FAILED, why, now, lost)
    else:
        row.due_at = now + wait


def _lost(
    session: Session, row: File, state: FileState, why: str, now: datetime, lost: Lost
) -> None:
    log.warning("a file cannot be fetched", action="file_lost", file=row.id, state=state.value)
    row.last_error = why
    _end(row, state, now)
    try:
        with session.begin_nested():
            lost(session, row, now)
    except Exception:  # it is lost all the same, or it would be fetched for ever
        log.exception("nobody could be told of a lost file", action="tell_failed", file=row.id)


def _end(row: File, state: FileState, now: datetime) -> None:
    row.state = state
    row.finished_at = now
    if row.forget:
        row.message_id = row.sent_at = None
        row.due_at = row.finished_at = day_only(now)
