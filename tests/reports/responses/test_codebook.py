"""The codebook says what each column means."""

from __future__ import annotations

from pathlib import Path

from reports.responses import Extras, Format
from tests.reports.responses.samples import form, plan_of, sheets
from tools.reading_back import Sheet

SURVEY = form(
    """
    | type | name | label::ไทย (th) | label::en | relevant |
    | integer | age | อายุ | Age? | |
    | select_one yn or_other | knows | ${age} ปีแล้ว รู้จัก | Known? | ${age} > 20 and /data/age < 90 |
    """,
    """
    | choices |
    | | list_name | name | label::ไทย (th) | label::English (en) |
    | | yn | y | ใช่ | Yes |
    """,
)


def books(folder: Path, kind: Format = Format.XLSX) -> tuple[Sheet, Sheet]:
    found = sheets(plan_of(SURVEY), folder, kind=kind, extras=Extras())
    return found["codebook"], found["choices"]


def test_each_question_has_its_type_and_its_label_in_each_language(tmp_path: Path) -> None:
    age, knows, *_ = books(tmp_path)[0]
    assert (age["type"], knows["type"]) == ("integer", "select_one")
    assert (knows["label::th"], age["label::en"]) == ("${age} ปีแล้ว รู้จัก", "Age?")


def test_each_question_tells_what_it_measures(tmp_path: Path) -> None:
    asked = form("| type | name | label | wethi::level |\n| text | does | ทำอะไรคะ | 3 |")
    (row,) = sheets(plan_of(asked), tmp_path, extras=Extras())["codebook"]
    assert row["level"] == 3


def test_rules_stand_as_their_author_wrote_them(tmp_path: Path) -> None:
    assert books(tmp_path)[0][1]["relevant"] == "${age} > 20 and ${age} < 90"


def test_each_choice_has_its_label_in_each_language(tmp_path: Path) -> None:
    told = [(one["name"], one["label::th"], one["label::en"]) for one in books(tmp_path)[1]]
    assert told[0] == ("y", "ใช่", "Yes")
    assert told[1][1] != "Other"


def test_in_csv_it_is_a_file_of_its_own(tmp_path: Path) -> None:
    assert len(books(tmp_path, Format.CSV)[0]) == 3
