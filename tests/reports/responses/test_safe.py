"""What people wrote is never run, and never tells more than it may."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest

from reports.responses import Extras, Format
from reports.responses.safe import LONGEST, fitting, for_csv, from_csv
from tests.reports.responses.samples import form, made, plan_of, response, sheets
from tools.reading_back import cells_of

SAID = form("| type | name | label |\n| text | said | =cmd() |")
ATTACKS = ("=1+1", "+1", "-1+1", "@SUM(1)", "\t=1", "\r=1", "\n=1", "＝1", '=cmd|" /C calc"!A0')


@pytest.mark.parametrize("text", ATTACKS)
def test_a_workbook_holds_it_as_text_even_after_the_cell_is_opened(
    text: str, tmp_path: Path
) -> None:
    target, _ = made(plan_of(SAID), tmp_path, response({"said": text}))
    cell = cells_of(target)["said"]
    assert (cell.data_type, cell.quotePrefix) == ("s", True)
    with ZipFile(target) as book:
        assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")


@pytest.mark.parametrize("text", ATTACKS)
def test_in_csv_an_apostrophe_stands_before_it(text: str) -> None:
    assert for_csv(text) == f"'{text}"
    assert from_csv(for_csv(text)) == text


def test_headers_and_labels_are_as_safe_as_answers(tmp_path: Path) -> None:
    target, _ = made(plan_of(SAID), tmp_path, extras=Extras(labels="th"))
    read = openpyxl.load_workbook(target).worksheets
    kinds = {
        cell.data_type for one in read for row in one.iter_rows() for cell in row if cell.value
    }
    assert kinds == {"s"}


def test_a_negative_number_stays_a_number_in_csv(tmp_path: Path) -> None:
    asked = form("| type | name | label |\n| integer | n | กี่คะ |")
    target, _ = made(plan_of(asked), tmp_path, response({"n": -5}), kind=Format.CSV)
    assert target.read_text("utf-8-sig").splitlines()[1].startswith("-5,")


@pytest.mark.parametrize("kind", Format)
def test_what_no_file_can_hold_does_not_end_the_export(kind: Format, tmp_path: Path) -> None:
    found = sheets(plan_of(SAID), tmp_path, response({"said": "a\x00\x0b\ud83db"}), kind=kind)
    assert [row["said"] for rows in found.values() for row in rows] == ["ab"]


def test_a_text_longer_than_a_cell_is_cut_with_a_mark_and_counted(tmp_path: Path) -> None:
    target, told = made(plan_of(SAID), tmp_path, response({"said": "ก" * 40_000}))
    kept = cells_of(target)["said"].value
    assert (told.cut, len(kept), kept[-1]) == (1, LONGEST, "…")
    assert len(fitting("💧" * 20_000).encode("utf-16-le")) <= LONGEST * 2


WHO = form(
    """
    | type | name | label |
    | start | begun | |
    | today | on | |
    | deviceid | device | |
    | phonenumber | phone | |
    | text | said | ว่าไงคะ |
    """
)
TOLD = {
    "begun": "2026-07-13T19:05:00+07:00",
    "on": "2026-07-13",
    "phone": "0812345678",
    "said": "ก",
}


def test_an_anonymous_response_tells_a_random_id_and_the_day_only(tmp_path: Path) -> None:
    answered = replace(response(TOLD), at=None, person="")
    (row,) = sheets(plan_of(WHO, anonymous=True), tmp_path, answered)["ติดตามผล"]
    assert list(row) == ["said", "_id", "_submission_time", "__version__", "_index"]
    assert row["_submission_time"].isoformat() == "2026-07-13T00:00:00"


def test_among_named_ones_an_anonymous_response_tells_no_more(tmp_path: Path) -> None:
    answered = replace(response(TOLD), at=None, person="")
    (row,) = sheets(plan_of(WHO, personal=True), tmp_path, answered)["ติดตามผล"]
    told = {name for name, cell in row.items() if cell is not None}
    assert told == {"said", "_id", "_submission_time", "__version__", "_index"}


def test_what_tells_who_it_was_needs_a_right(tmp_path: Path) -> None:
    plain, named = plan_of(WHO), plan_of(WHO, personal=True)
    assert {"phone", "device"}.isdisjoint(plain.tables[0].headers)
    (row,) = sheets(named, tmp_path, response(TOLD))["ติดตามผล"]
    assert row["phone"] == "0812345678"
