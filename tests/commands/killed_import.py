"""Run as a program: imports a sheet and is killed before its n-th statement or commit, for real.

killed_import.py DATABASE_URL KEY FILE N     (N = 0: not killed)
"""

from __future__ import annotations

import os
import signal
import sys
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa

from base.crypto import Cipher
from handlers.roster import writing
from handlers.roster.sheet import read_sign_in
from handlers.roster.workbook import read_workbook
from models.database import Database

NOW = datetime.fromisoformat("2026-06-14T10:00:00+07:00")


def main(url: str, key: str, file: str, at: str) -> None:
    database, left = Database(url, Cipher([key])), int(at)

    def before(*_: object) -> None:
        nonlocal left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    sheet = read_sign_in(read_workbook(Path(file)))
    with database.read() as session:  # as writing.bring does; what only reads leaves nothing
        ready = writing.prepare(session, sheet, NOW)
    if ready.plan.changes:
        with database.write() as session:
            sa.event.listen(database.engine, "before_cursor_execute", before)
            sa.event.listen(database.engine, "commit", before)
            writing.write(session, sheet, ready, NOW)
    database.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
