"""`flask forms add`: a form with what it names becomes one that can be asked, or nothing does."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
import sqlalchemy as sa
from click.testing import CliRunner, Result
from PIL import Image

from base.clock import FileClock
from base.files import Files
from commands import forms
from commands.forms.adding import Doors
from models.database import Database
from models.files import File
from models.showing import is_heard, is_watched, views
from models.stored_forms import FormFile, StoredForm, attached, attached_table, form_in_use
from simulator.people.media import generated

FORM = """
| survey |
| | type | name | label | media::image | media::audio::Kuy (kdt) | media::video |
| | select_one yn | a | Did you speak? | | a.mp3 | how.mp4 |
| choices |
| | list_name | name | label | media::image |
| | yn | yes | Yes | yes.png |
| | yn | no | No | no.png |
| settings |
| | form_title | form_id | version |
| | Two faces | faces | {version} |
"""
# MPEG 1, layer III, 128 kbit/s, 44,100 samples a second: 16,000 bytes are one second.
MP3 = b"\xff\xfb\x90\x00" + bytes(31_996)


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(out, "PNG")
    return out.getvalue()


class Desk:
    def __init__(self, database: Database, clock: FileClock, folder: Path) -> None:
        self.database, self.folder = database, folder
        self.files = Files(folder / "media")
        doors = Doors(lambda: database, lambda: clock, lambda: self.files, dict)
        self._group = forms.group(clock.now, dict, doors)

    def put(self, name: str, content: bytes | str) -> Path:
        path = self.folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def form(self, version: int = 1) -> Path:
        return self.put("faces.md", FORM.replace("{version}", str(version)))

    def run(self, *words: str | Path) -> Result:
        return CliRunner().invoke(self._group, [str(word) for word in words])

    def media(self) -> Path:
        """All four as one .zip, with what a Mac adds."""
        path = self.folder / "with.zip"
        video = b"".join(generated("video", 2000, "v"))
        with zipfile.ZipFile(path, "w") as made:
            for name in ("in/yes.png", "NO.png"):
                made.writestr(name, picture())
            made.writestr("a.mp3", MP3)
            made.writestr("how.mp4", video)
            made.writestr("__MACOSX/._yes.png", b"x")
        return path


@pytest.fixture
def desk(any_database: Database, clock: FileClock, tmp_path: Path) -> Desk:
    return Desk(any_database, clock, tmp_path)


def test_a_form_of_which_something_lacks_is_refused_by_name_and_nothing_is_stored(
    desk: Desk,
) -> None:
    desk.put("yes.png", picture())
    done = desk.run("add", desk.form(), "--language", "th")
    assert done.exit_code == 1
    said = done.stdout + done.stderr
    assert (
        "survey แถว 2, media::audio::Kuy (kdt): ไม่มีไฟล์เสียงชื่อ «a.mp3» "
        "ส่งไฟล์เสียงนี้มาพร้อมแบบฟอร์ม" in said
    )
    assert "«how.mp4»" in said
    assert "choices แถว 3" in said
    assert "«yes.png»" not in said
    with desk.database.read() as session:
        assert session.scalar(sa.select(sa.func.count(StoredForm.digest))) == 0
        assert session.scalar(sa.select(sa.func.count(File.id))) == 0


def test_what_came_in_a_zip_can_be_shown_heard_and_watched(desk: Desk) -> None:
    done = desk.run("add", desk.form(), desk.media())
    assert done.exit_code == 0, done.output
    with desk.database.read() as session:
        digest = form_in_use(session, "faces").digest  # type: ignore[union-attr]
        found = {name: attached(session, digest, name) for name in _names(session)}
        yes, sound, video = (found[name] for name in ("yes.png", "a.mp3", "how.mp4"))
        assert yes
        assert sound
        assert video
        assert views(yes)
        assert is_heard(sound)
        assert is_watched(video)
        assert sound.duration_ms == 2000
        assert all(desk.files.exists(str(one.path)) for one in found.values() if one)


def test_a_later_version_keeps_what_the_earlier_one_brought(desk: Desk) -> None:
    desk.run("add", desk.form(), desk.media())
    desk.folder.joinpath("with.zip").unlink()
    assert desk.run("add", desk.form(version=2)).exit_code == 0
    with desk.database.read() as session:
        row = form_in_use(session, "faces")
        assert row is not None
        assert row.version == "2"
        assert attached(session, row.digest, "no.png") is not None


def test_what_line_cannot_play_is_refused(desk: Desk) -> None:
    media = desk.media()
    desk.put("a.mp3", b"RIFF\x00\x00\x00\x00WAVEfmt " + bytes(100))
    done = desk.run("add", desk.form(), media, desk.folder / "a.mp3")
    assert (done.exit_code, "cannot play the recording “a.mp3”" in done.stdout) == (1, True)


def test_a_table_lies_beside_the_form_and_is_stored_as_it_is(desk: Desk) -> None:
    form = desk.put(
        "shop.md",
        "| survey |\n| | type | name | label |\n"
        "| | select_one_from_file goods.csv | what | What? |\n",
    )
    lacking = desk.run("add", form)
    assert lacking.exit_code == 1
    assert "There is no table called “goods.csv”" in lacking.stdout
    desk.put("goods.csv", "name,label\nrice,Rice\n")
    assert desk.run("add", form).exit_code == 0
    with desk.database.read() as session:
        row = session.scalars(sa.select(StoredForm)).one()
        assert attached_table(session, row.digest, "goods.csv") is not None


def test_a_table_of_ours_need_not_be_brought(desk: Desk) -> None:
    form = desk.put(
        "where.md",
        "| survey |\n| | type | name | label |\n"
        "| | select_one_from_file village.csv | v | Which village? |\n",
    )
    assert desk.run("add", form).exit_code == 0


def test_a_form_that_cannot_be_asked_is_refused_with_its_cell(desk: Desk) -> None:
    form = desk.put(
        "bad.md", "| survey |\n| | type | name | label |\n| | audit | x | X |\n| | text | y | Y |\n"
    )
    done = desk.run("add", form)
    assert done.exit_code == 1
    assert done.stdout.startswith(f"refused {form}: survey row 2, type")


def _names(session: object) -> list[str]:
    return list(session.scalars(sa.select(FormFile.name)))  # type: ignore[attr-defined]
