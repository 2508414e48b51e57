"""Run as a program: imports a sheet again and again, killed before its first, second … statement or
commit, for real, until it comes to its end; after each it prints the signal and how many people
there are. Every import is a process of its own, forked where all modules are loaded.

killed_import.py DATABASE_URL KEY FILE
"""

from __future__ import annotations

import os
import signal
import sys
from datetime import datetime
from itertools import count
from pathlib import Path

import sqlalchemy as sa

from base.crypto import Cipher
from handlers.roster import writing
from handlers.roster.sheet import SignIn, read_sign_in
from handlers.roster.workbook import read_workbook
from models.database import Database
from models.people import Person

NOW = datetime.fromisoformat("2026-06-14T10:00:00+07:00")
MOST_STATEMENTS = 60


def main(url: str, key: str, file: str) -> None:
    sheet = read_sign_in(read_workbook(Path(file)))
    for at in count(1):
        status = _forked(url, key, sheet, at)
        print(status, _people(url, key), flush=True)
        if status == 0 or at > MOST_STATEMENTS:
            return


def _forked(url: str, key: str, sheet: SignIn, at: int) -> int:
    """The signal that ended it; 0: it came to its end."""
    child = os.fork()
    if child == 0:
        _bring(Database(url, Cipher([key])), sheet, at)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status)


def _bring(database: Database, sheet: SignIn, left: int) -> None:
    def before(*_: object) -> None:
        nonlocal left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    with database.read() as session:  # as writing.bring does; what only reads leaves nothing
        ready = writing.prepare(session, sheet, NOW)
    if ready.plan.changes:
        with database.write() as session:
            sa.event.listen(database.engine, "before_cursor_execute", before)
            sa.event.listen(database.engine, "commit", before)
            writing.write(session, sheet, ready, NOW)


def _people(url: str, key: str) -> int:
    database = Database(url, Cipher([key]))
    with database.read() as session:
        found = session.scalar(sa.select(sa.func.count()).select_from(Person)) or 0
    database.close()
    return found


if __name__ == "__main__":
    main(*sys.argv[1:])
