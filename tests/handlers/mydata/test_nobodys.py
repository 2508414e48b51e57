"""Bytes on disk that no row names go after a day; what a row names, and what is new, stays."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import sqlalchemy as sa

from base.clock import FileClock
from base.files import Files
from base.ids import new_id
from handlers.mydata import nobodys, sealing, tasks
from models.database import Database
from models.files import File
from models.words import FileKind, FileState

DAY = 86_400


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return Files(tmp_path / "media")


def _put(files: Files, owner: str, days: int) -> str:
    """Stored so many days ago."""
    name = files.put(owner.encode(), owner).name
    path = files.path(name)
    before = path.stat().st_mtime - days * DAY
    os.utime(path, (before, before))
    return name


def _row(database: Database, clock: FileClock, **names: str) -> None:
    with database.write() as session:
        row = File(id=new_id(), kind=FileKind.IMAGE, state=FileState.STORED, due_at=clock.now())
        row.path, row.thumbnail = names.get("path"), names.get("thumbnail")
        session.add(row)


def test_what_no_row_names_is_gone_after_a_day(
    any_database: Database, files: Files, clock: FileClock
) -> None:
    _row(any_database, clock, path=_put(files, "named", days=2))
    names = [_put(files, f"killed {number}", days=2) for number in range(40)]
    nobodys.remove(any_database, files)
    assert [name for name in names if files.exists(name)] == []


def test_what_was_just_stored_waits_for_its_row(any_database: Database, files: Files) -> None:
    names = [_put(files, "today", days=0), _put(files, "yesterday", days=1)]
    nobodys.remove(any_database, files)
    assert [name for name in names if not files.exists(name)] == []


def test_what_a_row_names_stays_however_old(
    any_database: Database, files: Files, clock: FileClock
) -> None:
    whole, small = _put(files, "whole", days=400), _put(files, "small", days=400)
    _row(any_database, clock, path=whole, thumbnail=small)
    nobodys.remove(any_database, files)
    assert files.exists(whole)
    assert files.exists(small)


def test_what_lies_there_under_another_name_is_not_ours(
    any_database: Database, files: Files
) -> None:
    other = files.path(_put(files, "any", days=9)).with_name("notes.txt")
    other.write_text("kept")
    os.utime(other, (0, 0))
    nobodys.remove(any_database, files)
    assert other.exists()


def test_stored_again_meanwhile_it_stays(files: Files) -> None:
    name = _put(files, "again", days=3)
    assert list(files.stored_before(name[0])) == [name]
    files.put(b"again", "again")
    files.delete_old(name)
    assert files.exists(name)


def test_it_is_done_each_night(any_database: Database, files: Files, clock: FileClock) -> None:
    _row(any_database, clock, path=_put(files, "named", days=2))
    kind = next(one for one in tasks.kinds() if one.name == "retention.empty")
    name = _put(files, "killed", days=2)
    assert kind.outside is not None
    kind.outside(any_database, files, "all")
    assert not files.exists(name)


def test_it_is_done_also_where_half_filled_forms_cannot_be_encrypted(
    any_database: Database, files: Files, clock: FileClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def sick(_database: Database) -> int:
        raise sa.exc.OperationalError("UPDATE", {}, OSError("disk I/O error"))

    monkeypatch.setattr(sealing, "seal", sick)
    test_it_is_done_each_night(any_database, files, clock)


def test_a_database_that_names_nothing_of_it_removes_nothing(
    any_database: Database, files: Files
) -> None:
    names = [_put(files, f"another's {number}", days=2) for number in range(3)]
    nobodys.remove(any_database, files)
    assert [name for name in names if not files.exists(name)] == []


def test_where_most_of_it_is_nobodys_nothing_is_removed(
    any_database: Database, files: Files, clock: FileClock
) -> None:
    _row(any_database, clock, path=_put(files, "named", days=2))
    names = [_put(files, f"another's {number}", days=2) for number in range(nobodys.MANY + 1)]
    nobodys.remove(any_database, files)
    assert all(files.exists(name) for name in names)
