"""What an operator brings is there whole or not at all, wherever the command was killed, and whole
once the command is given again."""

from __future__ import annotations

import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from cryptography.fernet import Fernet

from base.clock import FileClock
from base.crypto import Cipher
from models.database import Database
from models.files import File
from tests.commands.test_forms_add import MP3, picture
from tests.golden.cast import base as cast
from tests.handlers.roster import office
from tests.support.searching import files_in

pytestmark = pytest.mark.crash
ROOT = Path(__file__).resolve().parents[2]
KILLED = 9  # SIGKILL
FORM = """
| survey |
| | type | name | label | media::image | media::audio::Kuy (kdt) |
| | text | way | Where did you walk? | way.png | way.mp3 |
| settings |
| | form_title | form_id | version |
| | The way | way | 1 |
"""


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest) -> str:
    return str(request.getfixturevalue(f"{request.param}_url"))


def _tries(command: str, url: str, key: str, folder: Path, file: Path) -> list[tuple[int, ...]]:
    """(signal, how many rows are there by then), try after try."""
    words = [command, url, key, str(folder), str(file)]
    program = [sys.executable, "-m", "tests.commands.killed", *words]
    told = subprocess.run(
        program, cwd=ROOT, timeout=300, check=True, capture_output=True, text=True
    )
    return [tuple(map(int, line.split())) for line in told.stdout.splitlines()]


def test_a_sheet_is_imported_whole_or_not_at_all(
    url: str, clock: FileClock, tmp_path: Path
) -> None:
    key = Fernet.generate_key().decode()
    database = Database(url, Cipher([key]))
    with database.write() as session:
        cast.nonsommut(session, clock.now() - timedelta(days=1))
    database.close()
    *before, after, whole = _tries("import", url, key, tmp_path, office.sign_in(tmp_path))
    assert len(before) > 5
    assert set(before) == {(KILLED, 0)}
    assert (after, whole) == ((KILLED, 3), (0, 3))


def test_a_form_and_what_it_names_are_added_whole_or_not_at_all(
    url: str, clock: FileClock, tmp_path: Path
) -> None:
    for name, data in (("way.md", FORM.encode()), ("way.png", picture()), ("way.mp3", MP3)):
        (tmp_path / name).write_bytes(data)
    key = Fernet.generate_key().decode()
    *before, after, whole = _tries("add", url, key, tmp_path, tmp_path / "way.md")
    assert len(before) > 5
    assert set(before) == {(KILLED, 0, 0, 0)}
    assert (after, whole) == ((KILLED, 1, 2, 2), (0, 1, 2, 2))
    assert _on_disk(tmp_path / "media") == _named(url, key)


def _on_disk(media: Path) -> set[str]:
    return {
        str(path.relative_to(media)) for path in files_in(media) if ".incoming" not in path.parts
    }


def _named(url: str, key: str) -> set[str]:
    database = Database(url, Cipher([key]))
    with database.read() as session:
        rows = session.execute(sa.select(File.path, File.thumbnail)).all()
    database.close()
    return {name for row in rows for name in row if name}
