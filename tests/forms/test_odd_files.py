"""Forms as they come from offices: each is asked, or refused with its cell and in plain words."""

from __future__ import annotations

from io import BytesIO

import openpyxl
import pytest

import forms
from forms import FormRefused
from tests.forms.files import Day, Failed, csv_of, xls, xlsx

HEADER = ["type", "name", "label"]
ASKED = [HEADER, ["text", "a", "A"]]
YES = [["list_name", "name", "label"], ["yn", "y", "ใช่"]]
ZERO, MARK = "\u200b", "\ufeff"


def asked(source: bytes) -> list[str]:
    return [item.name for item in forms.load(source).questions]


def refused(source: bytes) -> list[tuple[str, str]]:
    """Place and code of each fault; every one has words in both languages."""
    with pytest.raises(FormRefused) as why:
        forms.load(source)
    assert all(fault.told(one) for fault in why.value.faults for one in ("th", "en"))
    return [(fault.place("en"), fault.code) for fault in why.value.faults]


@pytest.mark.parametrize(
    "survey",
    [
        [[f"{MARK}type", f"name{ZERO}", "label"], ["text", "a", "A"]],
        [HEADER, [f"{ZERO}text", "a", "A"]],
        [HEADER, ["text", f"a{ZERO}", "A"]],
        [HEADER, [f"select_one{ZERO} yn{ZERO}", "a", "A"]],
        [[*HEADER, "relevant"], ["text", "a", "A", f"${{a{ZERO}b}} = ''"], ["text", "ab", "B", ""]],
    ],
)
def test_signs_that_nobody_sees_are_passed_over(survey: list[list[str]]) -> None:
    assert asked(xlsx(survey=survey, choices=YES))[0] == "a"


def test_what_people_read_keeps_the_signs_that_part_its_words() -> None:
    words = f"ไป{ZERO}ไหน"
    form = forms.load(xlsx(survey=[HEADER, [f"text{ZERO}", "a", words]]))
    assert form.questions[0].label.tongues["default"] == (words,)


def test_two_columns_that_look_alike_are_not_one() -> None:
    survey = [[*HEADER, f"label{ZERO}"], ["text", "a", "A", "B"]]
    assert forms.load(xlsx(survey=survey)).questions[0].label.tongues["default"] == ("A",)


@pytest.mark.parametrize("begin", [MARK, MARK * 2, ZERO])
def test_csv_may_begin_with_marks(begin: str) -> None:
    assert asked((begin + csv_of({"survey": ASKED})).encode()) == ["a"]


def test_a_sheet_that_is_called_nearly_survey_is_named() -> None:
    with pytest.raises(FormRefused) as why:
        forms.load(xlsx(**{" survey ": ASKED, "ตัวเลือก": YES}))
    [fault] = why.value.faults
    assert (fault.code, fault.values["sheets"]) == ("no_survey_among", "« survey », «ตัวเลือก»")


def test_a_formula_that_failed_is_not_read_to_people() -> None:
    survey = [[*HEADER, "hint", "my notes"], ["text", "a", "#REF!", "#N/A", "#N/A"]]
    choices = [*YES, ["yn", "n", "#NAME?"]]
    assert refused(xlsx(survey=survey, choices=choices)) == [
        ("survey row 2, label", "formula_error"),
        ("survey row 2, hint", "formula_error"),
        ("choices row 3, label", "formula_error"),
    ]


def test_a_failed_formula_in_an_expression_is_told_once() -> None:
    survey = [[*HEADER, "relevant"], ["text", "a", "A", "#VALUE!"]]
    assert refused(xlsx(survey=survey)) == [("survey row 2, relevant", "formula_error")]


def test_a_sheet_that_is_a_chart_is_told() -> None:
    book = openpyxl.load_workbook(BytesIO(xlsx(survey=ASKED)))
    book.create_chartsheet("กราฟ")
    kept = BytesIO()
    book.save(kept)
    assert refused(kept.getvalue()) == [("survey", "chart_sheet")]


def test_an_empty_archive_is_a_broken_file() -> None:
    assert refused(b"PK\x05\x06" + bytes(18)) == [("survey", "broken_file")]


def test_a_sheet_of_markdown_that_begins_again_is_told() -> None:
    table = "| survey |\n| | type | name | label |\n| | text | {name} | A |\n"
    text = table.format(name="a") + "\n" + table.format(name="b").replace("survey", "Survey")
    assert refused(text.encode()) == [("survey", "sheet_twice")]


def test_a_quotation_mark_that_is_never_closed_swallows_no_rows() -> None:
    with pytest.raises(FormRefused) as why:
        forms.load(b'type,name,label\ntext,a,A\ntext,b,"B\ntext,c,C\ntext,d,D\n')
    [fault] = why.value.faults
    assert (fault.code, fault.values["line"]) == ("open_quote", 3)


@pytest.mark.parametrize("word", ["ใช่", "maybe", "x1"])
@pytest.mark.parametrize("column", ["required", "read_only"])
def test_a_word_that_is_neither_yes_nor_no_is_called_so(word: str, column: str) -> None:
    survey = [[*HEADER, column], ["text", "a", "A", word]]
    assert refused(xlsx(survey=survey)) == [(f"survey row 2, {column}", "not_yes_or_no")]


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("select_one", "no_list"),
        ("select_multiple", "no_list"),
        ("rank", "no_list"),
        ("select_one or_other", "no_list"),
        ("select_one my list", "space_in_list"),
        ("select_multiple my list or_other", "space_in_list"),
        ("select one from my list", "space_in_list"),
    ],
)
def test_a_list_without_a_name_of_one_word_is_called_so(kind: str, code: str) -> None:
    survey = [HEADER, [kind, "a", "A"]]
    assert refused(xlsx(survey=survey, choices=YES)) == [("survey row 2, type", code)]


@pytest.mark.parametrize(
    "kind",
    [
        *("select_one yn", "select one yn", "select one from yn", "rank yn"),
        *("select_multiple yn or_other", "select_one yn or specify other"),
    ],
)
def test_lists_may_be_named_in_each_way_of_xlsform(kind: str) -> None:
    assert asked(xlsx(survey=[HEADER, [kind, "a", "A"]], choices=YES))[0] == "a"


def test_choices_without_their_list_name_are_told_and_nothing_else() -> None:
    survey = [HEADER, ["select_one yn", "a", "A"]]
    choices = [["name", "label"], ["y", "ใช่"]]
    found = refused(xlsx(survey=survey, choices=choices))
    assert found == [("choices row 1, list_name", "missing_column")]


def test_types_that_nobody_knows_are_told_at_once() -> None:
    survey = [HEADER, ["ข้อความ", "a", "A"], ["text", "b", "B"], ["txt", "c", ""]]
    assert refused(xlsx(survey=survey)) == [
        ("survey row 2, type", "unknown_type"),
        ("survey row 4, type", "unknown_type"),
    ]


def test_a_day_of_an_old_workbook_is_a_day() -> None:
    rows: list[list[object]] = [
        [*HEADER, "default"],
        ["date", "a", "A", Day(46216)],
        ["dateTime", "b", "B", Day(46216.75)],
    ]
    found = forms.load(xls(rows)).questions
    assert [item.initial for item in found] == ["2026-07-13", "2026-07-13 18:00:00"]


def test_a_day_of_an_old_workbook_that_is_none_is_told_with_its_cell() -> None:
    rows: list[list[object]] = [
        [*HEADER, "default"],
        ["date", "a", "A", Day(-5)],
        ["date", "b", "B", Day(1e12)],
    ]
    assert refused(xls(rows)) == [
        ("survey row 2, default", "bad_date"),
        ("survey row 3, default", "bad_date"),
    ]


def test_a_formula_that_failed_in_an_old_workbook_is_no_number() -> None:
    rows: list[list[object]] = [
        [*HEADER],
        ["text", "a", Failed(42)],
        ["text", "b", Failed(7)],
        ["text", "c", "C"],
    ]
    with pytest.raises(FormRefused) as why:
        forms.load(xls(rows))
    told = [(fault.place("en"), fault.values["cell"]) for fault in why.value.faults]
    assert told == [("survey row 2, label", "#N/A"), ("survey row 3, label", "#DIV/0!")]
