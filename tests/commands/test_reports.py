"""`flask reports …`"""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa
from click.testing import CliRunner, Result

from base.clock import FileClock
from bootstrap.rooms import form_readers, report_forms
from commands.reports import group
from models.database import Database
from models.staff import AuditEntry
from tests.golden.cast.base import headman, nonsommut
from tests.golden.cast.report import sent_with_top
from tools.reading_back import ZONE, sheets_of


class Desk:
    def __init__(self, database: Database, clock: FileClock, folder: Path) -> None:
        self.database, self.folder = database, folder
        doors = (lambda: database, lambda: clock, lambda: ZONE)
        self._group = group(*doors, form_readers, report_forms)

    def export(self, name: str, *words: str) -> Result:
        out = str(self.folder / name)
        return CliRunner().invoke(self._group, ["export", "--out", out, *words])


@pytest.fixture
def desk(sqlite_database: Database, clock: FileClock, tmp_path: Path) -> Desk:
    with sqlite_database.write() as session:
        for made in (nonsommut, headman, sent_with_top):
            made(session, clock.now())
    return Desk(sqlite_database, clock, tmp_path)


def test_all_reports_come_out_as_a_workbook(desk: Desk) -> None:
    told = desk.export("out.xlsx")
    assert told.output.endswith("out.xlsx: 1 reports\n"), told.output
    found = sheets_of(desk.folder / "out.xlsx")
    assert list(found) == ["reports", "issue", "deed", "codebook", "choices"]
    assert [(row["men"], row["top"]) for row in found["reports"]] == [(20, "น้ำประปาไม่ไหล")]


def test_as_csv_they_say_the_same(desk: Desk) -> None:
    desk.export("out.zip", "--format", "csv")
    (row,) = sheets_of(desk.folder / "out.zip")["reports"]
    assert (row["men"], row["top"]) == ("20", "น้ำประปาไม่ไหล")


def test_names_come_out_only_when_asked_for_and_that_is_written_down(desk: Desk) -> None:
    desk.export("plain.xlsx")
    desk.export("named.xlsx", "--names")
    assert "_name" not in sheets_of(desk.folder / "plain.xlsx")["reports"][0]
    assert sheets_of(desk.folder / "named.xlsx")["reports"][0]["_name"]
    with desk.database.read() as session:
        told = session.scalars(sa.select(AuditEntry.detail)).all()
    assert told == ["command xlsx", "command xlsx names"]


def test_only_one_districts_come_out(desk: Desk) -> None:
    assert "1 reports" in desk.export("out.xlsx", "--district", "3206").output
    assert "no district has the code 9999" in desk.export("out.xlsx", "--district", "9999").output
