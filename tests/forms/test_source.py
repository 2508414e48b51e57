"""A form may come as .xlsx, .xls, .csv or Markdown; its rows count as its author sees them."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import forms
from forms import Fault, Form, FormRefused
from forms.text_source import letters
from tests.forms.files import csv_of, xls, xlsx
from tests.forms.talk import Talk

SURVEY = [["type", "name", "label"], ["text", "a", "ชื่ออะไรคะ"], ["select_one yn", "b", "ใช่ไหมคะ"]]
CHOICES = [["list_name", "name", "label"], ["yn", "y", "ใช่"], ["yn", "n", "ไม่ใช่"]]
TEXT_ONLY = SURVEY[:2]


def refusal(source: bytes | str) -> Fault:
    with pytest.raises(FormRefused) as refused:
        forms.load(source)
    return refused.value.faults[0]


def asked(source: bytes | str) -> list[str]:
    form: Form = forms.load(source)
    return [item.name for item in form.questions]


def read_or_told(source: bytes) -> bool:
    """Whether it is a form with questions, or every fault of it is told in a sentence."""
    try:
        form = forms.load(source)
    except FormRefused as refused:
        return all(fault.told("th") and fault.told("en") for fault in refused.faults)
    return bool(form.questions)


def test_a_workbook_is_read() -> None:
    assert asked(xlsx(survey=SURVEY, choices=CHOICES)) == ["a", "b"]


def test_an_old_workbook_is_read_with_its_thai() -> None:
    form = forms.load(xls(TEXT_ONLY))
    assert form.questions[0].label.tongues["default"] == ("ชื่ออะไรคะ",)


def test_rows_of_an_old_workbook_count_with_the_empty_ones() -> None:
    rows = [["type", "name", "label", "relevant"], [], ["text", "a", "A", "1 +"]]
    fault = refusal(xls(rows))
    assert (fault.sheet, fault.row, fault.column) == ("survey", 3, "relevant")


def test_csv_with_its_sheets_in_the_first_column_is_read() -> None:
    assert asked(csv_of({"survey": SURVEY, "choices": CHOICES}).encode()) == ["a", "b"]


def test_csv_of_the_survey_alone_is_read() -> None:
    lines = "\n".join(",".join(row) for row in TEXT_ONLY)
    assert asked(lines.encode()) == ["a"]


@pytest.mark.parametrize("separator", [";", "\t"])
def test_csv_may_be_divided_by_other_signs(separator: str) -> None:
    text = csv_of({"survey": SURVEY, "choices": CHOICES}, separator)
    assert asked(text.encode()) == ["a", "b"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp874"])
def test_csv_is_read_as_spreadsheets_write_thai(encoding: str) -> None:
    form = forms.load(csv_of({"survey": TEXT_ONLY}).encode(encoding))
    assert form.questions[0].label.tongues["default"] == ("ชื่ออะไรคะ",)


def test_rows_of_csv_count_with_the_empty_ones() -> None:
    rows = [["type", "name", "label", "relevant"], [""], ["text", "a", "A", "1 +"]]
    fault = refusal(csv_of({"survey": rows}).encode())
    assert (fault.sheet, fault.row, fault.column) == ("survey", 3, "relevant")


def test_csv_damaged_on_the_way_is_not_read_as_other_letters() -> None:
    text = csv_of({"survey": TEXT_ONLY}).encode()
    assert refusal(text.replace("ะ".encode(), b"\xe0\xb8")).code == "broken_file"


@pytest.mark.parametrize("make", [lambda rows: xlsx(survey=rows), xls], ids=["xlsx", "xls"])
def test_two_columns_of_one_name_are_told_with_their_sheet(make: object) -> None:
    rows = [["type", "name", "label", "label"], ["text", "a", "A", "B"]]
    fault = refusal(make(rows))  # type: ignore[operator]
    assert (fault.sheet, fault.row, fault.column, fault.code) == (
        "survey",
        1,
        "label",
        "same_header",
    )


def test_two_columns_of_one_name_are_found_on_the_other_sheet() -> None:
    twice = [["list_name", "name", "label", "label"], *CHOICES[1:]]
    fault = refusal(xlsx(survey=SURVEY, choices=twice))
    assert (fault.sheet, fault.row, fault.column) == ("choices", 1, "label")


def test_two_columns_of_one_name_in_csv_are_told() -> None:
    rows = [["type", "name", "label", "label"], ["text", "a", "A", "B"]]
    assert refusal(csv_of({"survey": rows}).encode()).code == "same_header"


def test_cells_of_csv_beyond_the_header_are_told_with_row_and_column() -> None:
    text = "type,name,label\ntext,a,A\ntext,b,ข้าว, น้ำ, ไฟ\n\ntext,c,C,,,\ntext,d,D,,ไฟ\n"
    with pytest.raises(FormRefused) as refused:
        forms.load(text.encode())
    assert [fault.told("en").split(" Put")[0] for fault in refused.value.faults] == [
        "survey row 3, D: “น้ำ” stands beyond the 3 columns of the header.",
        "survey row 6, E: “ไฟ” stands beyond the 3 columns of the header.",
    ]


def test_cells_of_csv_beyond_the_header_of_another_sheet_are_told_too() -> None:
    text = csv_of({"survey": SURVEY, "choices": [*CHOICES, ["yn", "m", "ไม่แน่", "บางที"]]})
    fault = refusal(text.encode())
    place = (fault.sheet, fault.row, fault.column, fault.code)
    assert place == ("choices", 4, "E", "beyond_header")


def test_columns_of_csv_without_a_header_are_the_authors_own_notes() -> None:
    assert asked(b"type,name,label,\ntext,a,A,ask the elder first\n") == ["a"]


def test_columns_are_called_as_in_a_spreadsheet() -> None:
    assert [letters(place) for place in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


def test_a_workbook_with_a_password_says_so() -> None:
    locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")
    assert refusal(locked).code == "locked_file"


@pytest.mark.parametrize(
    "content", [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rubbish", b"\x09\x08\x10\x00\x00\x06\x05\x00"]
)
def test_a_broken_old_workbook_is_refused(content: bytes) -> None:
    assert refusal(content).code in ("not_read", "broken_file", "no_survey")


def test_numbers_and_truths_of_a_workbook_become_text() -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "survey"
    sheet.append(["type", "name", "label", "required", "default"])
    sheet.append(["integer", "a", "A", True, 7.0])
    kept = BytesIO()
    book.save(kept)
    form = forms.load(kept.getvalue())
    assert (form.questions[0].required is not None, form.questions[0].initial) == (True, "7")


def test_a_day_typed_into_a_cell_is_a_day() -> None:
    rows = [["type", "name", "label", "default"], ["date", "a", "A", datetime(2026, 7, 13)]]  # noqa: DTZ001
    assert forms.load(xlsx(survey=rows)).questions[0].initial == "2026-07-13"  # type: ignore[arg-type]


@given(
    st.sampled_from([b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\x09\x08", b"PK\x03\x04"]), st.binary()
)
@settings(max_examples=60, deadline=None)
def test_any_bytes_that_begin_like_a_workbook_are_refused(begin: bytes, rest: bytes) -> None:
    assert refusal(begin + rest).told("th")


@given(st.integers(0, 200), st.binary(min_size=1, max_size=6))
@settings(max_examples=60, deadline=None)
def test_a_damaged_old_workbook_is_read_or_refused(place: int, dirt: bytes) -> None:
    content = bytearray(xls(TEXT_ONLY))
    content[place : place + len(dirt)] = dirt
    assert read_or_told(bytes(content))


@given(st.text('abกtype,;\n"|survey ', max_size=60))
@settings(max_examples=100, deadline=None)
def test_any_text_is_a_form_or_refused(text: str) -> None:
    assert read_or_told(("survey,,\n,type,name\n" + text).encode())


@pytest.mark.parametrize(
    "header",
    ["relevance", "bind::relevant", "Relevant", "bind:relevant"],
)
def test_a_column_may_have_its_other_names(header: str) -> None:
    fault = refusal(xlsx(survey=[["type", "name", "label", header], ["text", "a", "A", "1 +"]]))
    assert (fault.row, fault.column, fault.code) == (2, header, "syntax")


def test_choices_on_a_sheet_of_their_own_are_asked_like_the_others() -> None:
    survey = [
        ["type", "name", "label", "choice_filter"],
        ["select_one zone", "zone", "Z", ""],
        ["select_one_external place", "place", "P", "zone=${zone}"],
    ]
    choices = [["list_name", "name", "label"], ["zone", "a", "A"], ["place", "x", "not this"]]
    external = [
        ["list name", "name", "label", "zone"],
        ["place", "p", "P", "a"],
        ["place", "q", "Q", "b"],
    ]
    talk = Talk(forms.load(xlsx(survey=survey, choices=choices, external_choices=external)))
    assert [(one.value, one.label) for one in talk.taps("a").asked.choices] == [("p", "P")]


def test_a_loop_asks_its_questions_for_each_choice() -> None:
    survey = [
        ["type", "name", "label"],
        ["begin loop over yn", "each", ""],
        ["integer", "count", "%(label)s กี่คน"],
        ["end loop", "", ""],
    ]
    form = forms.load(xlsx(survey=survey, choices=CHOICES))
    assert [item.key for item in form.questions] == ["each/y/count", "each/n/count"]
    assert Talk(form).asked.text == "ใช่ กี่คน"
