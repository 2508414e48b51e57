"""An operator announces a file: what is taken of it, and that nothing is left of what is not."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
import sqlalchemy as sa
from PIL import Image

from base.clock import FileClock
from models.announcements import Announcement
from models.database import Database
from models.documents import MOST
from models.files import File
from models.showing import View, Views, views
from models.words import FileKind
from tests.commands.test_announce import SEND, Operator
from tests.support.settings import settings_in

PDF = b"%PDF-1.4\n%%EOF\n"
TO = ("--to", "everyone", "--yes")


@pytest.fixture
def operator(any_database: Database, clock: FileClock, tmp_path: Path) -> Operator:
    settings = settings_in(tmp_path, public_url="https://wethi.example")
    return Operator(any_database, clock, settings)


def _file(folder: Path, name: str, data: bytes) -> str:
    made = folder / name
    made.write_bytes(data)
    return str(made)


def _left(operator: Operator) -> list[Path]:
    return [one for one in operator.settings.media_dir.rglob("*") if one.is_file()]


def _row(operator: Operator, what: sa.Select[Any]) -> Any:
    with operator.database.read() as session:
        return session.scalars(what).one()


def test_a_file_goes_with_it_under_its_own_name(operator: Operator, tmp_path: Path) -> None:
    done = operator.run(*SEND, *TO, "--file", _file(tmp_path, "วาระ.pdf", PDF))
    assert done.exit_code == 0, done.output
    one, file = _row(operator, sa.select(Announcement)), _row(operator, sa.select(File))
    assert (one.document_id, one.document_name) == (file.id, "วาระ.pdf")
    assert (file.content_type, file.size) == ("application/pdf", len(PDF))
    assert [path.read_bytes() for path in _left(operator)] == [PDF]


def test_an_office_file_is_known_by_what_is_in_it(operator: Operator, tmp_path: Path) -> None:
    with ZipFile(tmp_path / "ตาราง.xlsx", "w") as made:
        made.writestr("[Content_Types].xml", "<Types/>")
        made.writestr("xl/workbook.xml", "<workbook/>")
    done = operator.run(*SEND, *TO, "--file", str(tmp_path / "ตาราง.xlsx"))
    assert done.exit_code == 0, done.output


def test_a_picture_goes_with_it_beside_the_file(operator: Operator, tmp_path: Path) -> None:
    Image.new("RGB", (900, 600)).save(tmp_path / "ป้าย.jpg")
    pdf = _file(tmp_path, "วาระ.pdf", PDF)
    done = operator.run(*SEND, *TO, "--picture", str(tmp_path / "ป้าย.jpg"), "--file", pdf)
    assert done.exit_code == 0, done.output
    one = _row(operator, sa.select(Announcement))
    picture = _row(operator, sa.select(File).where(File.id == one.file_id))
    assert (picture.kind, views(picture)) == (FileKind.IMAGE, Views(View.WHOLE, View.SMALL))
    assert one.document_name == "วาระ.pdf"


def test_where_the_second_is_not_taken_nothing_of_the_first_is_left(
    operator: Operator, tmp_path: Path
) -> None:
    Image.new("RGB", (900, 600)).save(tmp_path / "a.png")
    wrong = _file(tmp_path, "a.pdf", b"<html>")
    refused = operator.run(*SEND, *TO, "--picture", str(tmp_path / "a.png"), "--file", wrong)
    assert (refused.exit_code, operator.count(Announcement), _left(operator)) == (1, 0, [])


@pytest.mark.parametrize(("name", "why"), [("a.pdf", "give JPEG or PNG"), ("a.jpg", "is not what")])
def test_what_is_no_picture_is_none(
    operator: Operator, tmp_path: Path, name: str, why: str
) -> None:
    refused = operator.run(*SEND, *TO, "--picture", _file(tmp_path, name, PDF))
    assert (refused.exit_code, why in refused.output) == (1, True), refused.output


def test_a_dry_run_looks_at_it_and_keeps_nothing(operator: Operator, tmp_path: Path) -> None:
    path = _file(tmp_path, "a.pdf", PDF)
    done = operator.run(*SEND, "--to", "everyone", "--dry-run", "--file", path)
    assert (done.exit_code, _left(operator)) == (0, [])


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("a.html", b"<html>", "give PDF, Word"),
        ("a.svg", b"<svg/>", "give PDF, Word"),
        ("a.exe", b"MZ", "give PDF, Word"),
        ("a.pdf", b"<html><script>", "not what its name says"),
        ("a.docx", PDF, "not what its name says"),
        ("a.pdf", b"", "it must hold something"),
        ("a.pdf", PDF + bytes(MOST), "20 MB at most"),
    ],
)
def test_what_is_not_taken_is_said_and_nothing_of_it_is_left(
    operator: Operator, tmp_path: Path, name: str, data: bytes, why: str
) -> None:
    refused = operator.run(*SEND, *TO, "--file", _file(tmp_path, name, data))
    assert (refused.exit_code, why in refused.output) == (1, True), refused.output
    assert (operator.count(Announcement), _left(operator)) == (0, [])


def test_where_no_phone_could_open_it_that_is_said(
    any_database: Database, clock: FileClock, tmp_path: Path
) -> None:
    here = Operator(
        any_database,
        clock,
        settings_in(tmp_path, public_url="http://127.0.0.1:1", line_api_url="https://api.line.me"),
    )
    refused = here.run(*SEND, *TO, "--file", _file(tmp_path, "a.pdf", PDF))
    assert "PUBLIC_URL names this machine" in refused.output
    assert here.count(Announcement) == 0
