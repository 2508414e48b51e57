"""`flask responses …`"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from click.testing import CliRunner, Result

from base.clock import FileClock
from commands.responses import group
from models.database import Database
from models.staff import AuditEntry
from tests.support.surveys import answered, somebody, survey, wave
from tools.reading_back import ZONE, sheets_of

ANSWERS = {"about": ["water"], "problem": "=1+1", "issue[1]/what": "ถนน", "issue[2]/what": "ไฟ"}


class Desk:
    def __init__(self, database: Database, clock: FileClock, folder: Path) -> None:
        self.database, self.folder = database, folder
        self._group = group(lambda: database, lambda: clock, lambda: ZONE, dict)

    def run(self, *words: str) -> Result:
        return CliRunner().invoke(self._group, list(words))

    def export(self, name: str, *words: str) -> Result:
        return self.run("export", "T2", "--out", str(self.folder / name), *words)


@pytest.fixture
def desk(sqlite_database: Database, clock: FileClock, tmp_path: Path) -> Desk:
    with sqlite_database.write() as session:
        now = clock.now()
        found, who = survey(session, now), somebody(session, now)
        first, second = wave(session, found, now), wave(session, found, now, 2)
        answered(session, found, ANSWERS, now, of=who, wave=first)
        later = now + timedelta(days=1)
        answered(session, found, {"problem": "รถ"}, later, of=somebody(session, now), wave=second)
    return Desk(sqlite_database, clock, tmp_path)


def test_the_list_tells_key_responses_waves_and_title(desk: Desk) -> None:
    assert desk.run("list").output == "T2\t2\t1=T2/1 2=T2/2\tติดตามผล\n"


def test_a_survey_comes_out_as_a_workbook(desk: Desk) -> None:
    result = desk.export("out.xlsx")
    assert result.output.endswith("out.xlsx: 2 responses\n")
    found = sheets_of(desk.folder / "out.xlsx")
    assert list(found) == ["T2", "issue", "codebook", "choices"]
    assert {row["problem"] for row in found["T2"]} == {"=1+1", "รถ"}
    assert [row["what"] for row in found["issue"]] == ["ถนน", "ไฟ"]


def test_one_wave_comes_out_alone(desk: Desk) -> None:
    told = desk.export("out.zip", "--wave", "2", "--format", "csv", "--no-codebook")
    assert told.exit_code == 0, told.output
    (row,) = sheets_of(desk.folder / "out.zip")["T2"]
    assert (row["problem"], row["_wave"]) == ("รถ", "T2/2")


def test_names_come_out_only_when_asked_for_and_that_is_written_down(desk: Desk) -> None:
    desk.export("plain.xlsx")
    desk.export("named.xlsx", "--names")
    assert "_name" not in sheets_of(desk.folder / "plain.xlsx")["T2"][0]
    assert sheets_of(desk.folder / "named.xlsx")["T2"][0]["_name"] == "คุณสายฝน"
    with desk.database.read() as session:
        told = session.execute(sa.select(AuditEntry.action, AuditEntry.detail)).all()
    assert [tuple(one) for one in told] == [
        ("responses.export", "command xlsx"),
        ("responses.export", "command xlsx names"),
    ]


def test_what_is_no_survey_or_no_wave_is_said(desk: Desk) -> None:
    assert "no survey is called T9 (T2)" in desk.run("export", "T9").output
    assert "T2 has no wave 7" in desk.export("out.xlsx", "--wave", "7").output


def test_a_folder_that_is_not_there_is_said(desk: Desk) -> None:
    result = desk.export("nowhere/out.xlsx")
    assert result.exit_code == 1
    assert "No such file or directory" in result.output


def test_what_was_left_out_is_said(desk: Desk, clock: FileClock) -> None:
    with desk.database.write() as session:
        found = survey(session, clock.now(), "C", anonymous=True)
        answered(session, found, {}, clock.now())
    result = desk.run("export", "C", "--out", str(desk.folder / "c.xlsx"))
    assert "c.xlsx: 0 responses" in result.output
    assert "fewer than 5 people answered without a name is left out" in result.output
