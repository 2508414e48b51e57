"""Run as a program: a command of the operator's killed at each of its moments, one after the other,
until it comes to its end. After each try a line: the signal, and what is there by then.

killed.py import|add DATABASE_URL KEY FOLDER FILE
"""

from __future__ import annotations

import sys
from pathlib import Path

import sqlalchemy as sa

from base.clock import FileClock
from base.crypto import Cipher
from base.files import Files
from commands import cohorts, forms
from commands.forms.adding import Doors
from models.database import Database
from models.files import File
from models.programme import CohortMember
from models.stored_forms import FormFile, StoredForm
from tests.commands.killing import Moments, tries

COUNTED = {"import": (CohortMember,), "add": (StoredForm, FormFile, File)}


def main(command: str, url: str, key: str, folder: str, file: str) -> None:
    clock, files = FileClock(Path(folder) / "clock"), Files(Path(folder) / "media")

    def do(moments: Moments) -> None:
        database = moments.of(Database(url, Cipher([key])))
        if command == "import":
            group = cohorts.group(lambda: database, lambda: clock)
            group.main(["import", file, "--commit"], standalone_mode=False)
            return
        moments.of_files()
        doors = Doors(lambda: database, lambda: clock, lambda: files, dict)
        forms.group(clock.now, dict, doors).main(["add", file], standalone_mode=False)

    for status in tries(do):
        print(status, *_counted(command, url, key), flush=True)


def _counted(command: str, url: str, key: str) -> list[int]:
    database = Database(url, Cipher([key]))
    with database.read() as session:
        counted = [sa.select(sa.func.count()).select_from(one) for one in COUNTED[command]]
        found = [session.scalar(one) or 0 for one in counted]
    database.close()
    return found


if __name__ == "__main__":
    main(*sys.argv[1:])
