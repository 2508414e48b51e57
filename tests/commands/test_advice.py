"""An operator writes what helps with an answer, and takes it out again."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa
from click.testing import CliRunner, Result
from PIL import Image

from base.clock import FileClock
from base.settings import Settings
from commands import advice
from models.advice import Advice, advice_on
from models.database import Database
from models.files import File
from models.words import FileKind, FileState
from tests.support.settings import settings_in

ADD = ("add", "--when", "obstacle=unsure", "--title", "วิธีพูดหน้าคนเยอะ", "--text", "ถามคนที่รู้จักก่อนค่ะ")


class Operator:
    def __init__(self, database: Database, clock: FileClock, settings: Settings) -> None:
        self.database, self.clock, self.settings = database, clock, settings

    def run(self, *words: str) -> Result:
        group = advice.group(lambda: self.database, lambda: self.clock, lambda: self.settings)
        return CliRunner().invoke(group, words)

    def files(self) -> list[tuple[FileKind, FileState]]:
        with self.database.read() as session:
            return [(one.kind, one.state) for one in session.scalars(sa.select(File))]

    def on(self, *answers: tuple[str, str]) -> list[str]:
        with self.database.read() as session:
            return [one.title("en") for one in advice_on(session, answers, 2)]

    def count(self) -> int:
        with self.database.read() as session:
            return session.scalar(sa.select(sa.func.count()).select_from(Advice)) or 0


@pytest.fixture
def operator(any_database: Database, clock: FileClock, tmp_path: Path) -> Operator:
    settings = settings_in(tmp_path, public_url="https://wethi.example")
    return Operator(any_database, clock, settings)


def test_it_is_offered_for_that_answer_and_no_other(operator: Operator) -> None:
    done = operator.run(*ADD, "--title-english", "Speaking", "--english", "Ask one first.")
    assert done.exit_code == 0, done.output
    assert operator.on(("ways", "cards"), ("obstacle", "unsure")) == ["Speaking"]
    assert operator.on(("obstacle", "time"), ("ways", "unsure")) == []


def test_it_is_listed_and_taken_out_once(operator: Operator) -> None:
    operator.run(*ADD)
    assert operator.run("list").output.startswith("1\tobstacle=unsure\tวิธีพูดหน้าคนเยอะ\t")
    assert [operator.run("remove", "1").exit_code for _ in range(2)] == [0, 1]
    assert operator.run("list").output == ""


def _named(folder: Path, data: bytes) -> str:
    path = folder / "วิธี.pdf"
    path.write_bytes(data)
    return str(path)


def test_a_picture_and_a_file_go_with_it_and_leave_with_it(
    operator: Operator, tmp_path: Path
) -> None:
    Image.new("RGB", (900, 600)).save(tmp_path / "a.jpg")
    paths = ("--picture", str(tmp_path / "a.jpg"), "--file", _named(tmp_path, b"%PDF-1.4\n%%EOF\n"))
    done = operator.run(*ADD, *paths)
    assert done.exit_code == 0, done.output
    with operator.database.read() as session:
        one = session.scalars(sa.select(Advice)).one()
        assert (bool(one.picture_id), bool(one.document_id)) == (True, True)
        assert one.document_name == "วิธี.pdf"
    operator.run("remove", "1")
    assert {state for _, state in operator.files()} == {FileState.ERASED}


def test_a_file_that_phones_cannot_open_is_refused_and_nothing_is_left(
    operator: Operator, tmp_path: Path
) -> None:
    refused = operator.run(*ADD, "--file", _named(tmp_path, b"MZ not a pdf"))
    assert (refused.exit_code, operator.count(), operator.files()) == (1, 0, [])
    assert "it is not what its name says" in refused.output


@pytest.mark.parametrize(
    ("option", "value", "why"),
    [
        ("--when", "obstacle", "give names of the form"),
        ("--when", "obstacle=not sure", "give names of the form"),
        ("--title", "ก" * 41, "40 letters at most"),
        ("--title", " ", "40 letters at most"),
        ("--text", "ก" * 901, "900 characters at most"),
        ("--link", "http://x", "must begin with https://"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_written(
    operator: Operator, option: str, value: str, why: str
) -> None:
    refused = operator.run(*ADD, option, value)
    assert (refused.exit_code, why in refused.output) == (1, True), refused.output
    assert operator.count() == 0
