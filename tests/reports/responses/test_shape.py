"""The shape is the one that KoboToolbox and ODK users know."""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path

import pytest

from reports.responses import Extras, Format
from tests.reports.responses.samples import form, made, plan_of, response, sheets
from tools.reading_back import cells_of, sheets_of

CHOICES = """
| choices |
| | list_name | name | label |
| | topic | water | น้ำ |
| | topic | road | ถนน |
"""
SURVEY = form(
    """
    | type | name | label |
    | select_multiple topic | about | เรื่องไหนคะ |
    | rank topic | order | เรียงค่ะ |
    | geopoint | where | ที่ไหนคะ |
    | begin group | home | บ้าน |
    | integer | people | กี่คนคะ |
    | end group | | |
    | begin repeat | issue | เรื่อง |
    | text | what | อะไรคะ |
    | begin repeat | step | ขั้น |
    | text | does | ทำอะไรคะ |
    | end repeat | | |
    | end repeat | | |
    """,
    CHOICES,
)
ANSWERS = {
    "about": ["road"],
    "order": ["road", "water"],
    "where": {"geo": "14.5 103.7 0 0", "title": "ศาลา", "address": "หมู่ 91"},
    "people": 3,
    "issue[1]/what": "ก",
    "issue[2]/step[2]/does": "ข",
}


def test_what_the_form_calls_its_answers_is_a_column(tmp_path: Path) -> None:
    settings = "\n| settings |\n| | form_id | instance_name |\n| | x | ${a} |\n"
    named = form("| type | name | label |\n| text | a | A |", settings)
    answers = {"a": "โนน", "instanceName": "โนน"}
    (row,) = sheets(plan_of(named), tmp_path, response(answers))["ติดตามผล"]
    assert row["instanceName"] == "โนน"


def test_what_has_a_phone_number_in_it_is_told_only_where_names_are(tmp_path: Path) -> None:
    rows = """
    | type | name | label | calculation |
    | phonenumber | phone | | |
    | calculate | called | | concat('T ', ${phone}) |
    | text | a | A | |
    """
    answers = {"phone": "0812345678", "called": "T 0812345678", "a": "x"}
    plan, named = plan_of(form(rows)), plan_of(form(rows), personal=True)
    (row,) = sheets(plan, tmp_path, response(answers))["ติดตามผล"]
    assert "0812345678" not in str(row)
    (row,) = sheets(named, tmp_path, response(answers))["ติดตามผล"]
    assert row["called"] == "T 0812345678"


def test_what_was_chosen_is_one_or_zero_a_choice_too(tmp_path: Path) -> None:
    (row,) = sheets(plan_of(SURVEY), tmp_path, response(ANSWERS))["ติดตามผล"]
    assert (row["about"], row["about/water"], row["about/road"]) == ("road", 0, 1)
    assert (row["order"], row["order/water"], row["order/road"]) == ("road water", 2, 1)


def test_choices_of_a_question_that_was_not_answered_are_empty(tmp_path: Path) -> None:
    (row,) = sheets(plan_of(SURVEY), tmp_path, response({"people": 0}))["ติดตามผล"]
    assert (row["about"], row["about/water"], row["people"]) == (None, None, 0)


def test_a_place_is_split(tmp_path: Path) -> None:
    (row,) = sheets(plan_of(SURVEY), tmp_path, response(ANSWERS))["ติดตามผล"]
    assert row["where"] == "14.5 103.7 0 0"
    assert (row["_where_latitude"], row["_where_longitude"]) == (14.5, 103.7)
    assert (row["_where_title"], row["_where_address"]) == ("ศาลา", "หมู่ 91")


def test_groups_stand_in_the_header_only_where_asked_for() -> None:
    plain, grouped = plan_of(SURVEY), plan_of(SURVEY, groups=True, divider=":")
    assert "people" in plain.tables[0].headers
    assert {"home:people", "about:road"} <= set(grouped.tables[0].headers)


def test_each_response_says_what_kobo_says_of_it(tmp_path: Path) -> None:
    (row,) = sheets(plan_of(SURVEY, waves=True), tmp_path, response({}, wave="T2"))["ติดตามผล"]
    assert (row["_id"], row["_submitted_by"], row["_wave"], row["_index"]) == ("r1", "p1", "T2", 1)
    assert row["_submission_time"] == datetime(2026, 7, 13, 19, 5)  # noqa: DTZ001  # no zone there


def test_an_entry_of_a_repeat_names_the_row_it_belongs_to(tmp_path: Path) -> None:
    found = sheets(plan_of(SURVEY), tmp_path, response({}, id="r0"), response(ANSWERS))
    told = [
        (one["_parent_table_name"], one["_parent_index"], one["what"]) for one in found["issue"]
    ]
    assert told == [("ติดตามผล", 2, "ก"), ("ติดตามผล", 2, None)]
    assert {one["_submission__id"] for one in found["issue"]} == {"r1"}
    steps = [
        (one["_parent_table_name"], one["_parent_index"], one["does"]) for one in found["step"]
    ]
    assert steps == [("issue", 2, None), ("issue", 2, "ข")]


def test_numbers_days_and_times_are_cells_of_their_kind(tmp_path: Path) -> None:
    asked = form(
        """
        | type | name | label |
        | decimal | land | กี่ไร่คะ |
        | date | day | วันไหนคะ |
        | time | hour | กี่โมงคะ |
        | dateTime | moment | เมื่อไรคะ |
        """
    )
    told = {"land": 2.5, "day": "2026-07-12", "hour": "15:00", "moment": "2026-07-12T10:00+00:00"}
    target, _ = made(plan_of(asked), tmp_path, response(told))
    cells = cells_of(target)
    assert cells["land"].value == 2.5
    assert cells["day"].value.date() == date(2026, 7, 12)
    assert cells["day"].number_format == "yyyy-mm-dd"
    assert cells["hour"].value == time(15)
    assert cells["moment"].value.hour == 17  # the office's


def test_in_csv_days_are_iso_and_moments_tell_their_zone(tmp_path: Path) -> None:
    asked = form("| type | name | label |\n| date | day | วันไหนคะ |")
    rows = sheets(plan_of(asked), tmp_path, response({"day": "2026-07-12"}), kind=Format.CSV)[""]
    assert rows[0]["day"] == "2026-07-12"
    assert rows[0]["_submission_time"] == "2026-07-13T19:05:00+07:00"


def test_excel_knows_thai_in_csv_by_its_mark(tmp_path: Path) -> None:
    asked = form("| type | name | label |\n| text | said | ว่าไงคะ |")
    target, _ = made(plan_of(asked), tmp_path, response({"said": "น้ำ"}), kind=Format.CSV)
    assert target.read_bytes().startswith(b"\xef\xbb\xbfsaid,")


def test_repeats_make_the_csv_a_zip_with_a_file_each(tmp_path: Path) -> None:
    target, _ = made(plan_of(SURVEY), tmp_path, response(ANSWERS), kind=Format.CSV)
    assert target.suffix == ".zip"
    assert list(sheets_of(target)) == ["ติดตามผล", "issue", "step"]


def test_labels_can_stand_under_the_headers(tmp_path: Path) -> None:
    extras = Extras(labels="th", codebook=False)
    under, row = sheets(plan_of(SURVEY), tmp_path, response(ANSWERS), extras=extras)["ติดตามผล"]
    assert (under["about"], under["about/road"]) == ("เรื่องไหนคะ", "เรื่องไหนคะ / ถนน")
    assert row["about"] == "road"


def test_a_sheet_that_excel_cannot_hold_goes_on_in_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reports.responses.workbook.MOST_ROWS", 3)
    found = sheets(plan_of(SURVEY), tmp_path, *(response({"people": n}) for n in range(5)))
    assert [one["people"] for one in found["ติดตามผล"]] == [0, 1]
    assert [one["people"] for one in found["ติดตามผล (2)"]] == [2, 3]
    assert [one["_index"] for one in found["ติดตามผล (3)"]] == [5]


def test_choices_from_a_table_get_columns_from_what_was_answered(tmp_path: Path) -> None:
    asked = form("| type | name | label |\n| select_multiple_from_file village.csv | at | ที่ไหนคะ |")
    rows = sheets(
        plan_of(asked), tmp_path, response({"at": ["92"]}), response({"at": ["91", "92"]})
    )
    told = [(one["at/91"], one["at/92"]) for one in rows["ติดตามผล"]]
    assert told == [(0, 1), (1, 1)]
