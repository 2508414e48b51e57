"""What pyxform finds wrong is told as ours is: sheet, row, column, reason and a way out."""

from __future__ import annotations

import pytest

import forms
from forms import Fault, FormRefused
from tests.forms.talk import YES_NO

HEAD = "type | name | label | calculation | choice_filter | parameters | appearance |"
REFUSED = {
    "same_name": ("text | a | A | | | | |\ntext | a | B | | | | |", "survey", 3, "name"),
    "bad_name": ("text | a b | A | | | | |", "survey", 2, "name"),
    "unknown_type": ("nonsense | a | A | | | | |", "survey", 2, "type"),
    "no_type": ("| a | A | | | | |", "survey", 2, "type"),
    "no_name": ("text | | A | | | | |", "survey", 2, "name"),
    "no_calculation": ("calculate | a | | | | | |", "survey", 2, "calculation"),
    "unknown_list": ("select_one other | a | A | | | | |", "survey", 2, "type"),
    "filter_with_other": (
        "select_one yn or_other | a | A | | 1=1 | | |",
        "survey",
        2,
        "choice_filter",
    ),
    "end_without_begin": ("text | a | A | | | | |\nend_group | g | | | | | |", "survey", 3, "type"),
    "begin_without_end": (
        "begin_group | g | G | | | | |\ntext | a | A | | | | |",
        "survey",
        2,
        "type",
    ),
    "bad_parameters": ("text | a | A | | | rows | |", "survey", 2, "parameters"),
    "unknown_parameter": ("text | a | A | | | colour=red | |", "survey", 2, "parameters"),
    "unknown_name": ("text | a | ${nobody} | | | | |", "survey", 2, "label"),
    "last_saved": ("text | a | ${last-saved#a} | | | | |", "survey", 2, "label"),
    "search_appearance": ("select_one yn | a | A | | | | search('x') |", "survey", 2, "appearance"),
    "reserved_name": ("text | meta | A | | | | |", "survey", 2, "name"),
    "bad_reference": ("text | a | ${a | | | | |", "survey", 2, "label"),
}
CHOICES_REFUSED = {
    "same_choice": ("yn | y | Y |\n| | yn | y | Z |", 3),
    "choice_without_name": ("yn | | Y |", 2),
    "space_in_choice": ("yn | y es | Y |", 2),
}


def faults(survey: str, more: str = YES_NO, head: str = HEAD) -> list[Fault]:
    rows = "\n".join(f"| | {line} " for line in [head, *survey.splitlines()])
    with pytest.raises(FormRefused) as refused:
        forms.load(f"| survey |\n{rows}\n{more}")
    return list(refused.value.faults)


def test_a_broken_read_only_is_refused_with_its_cell() -> None:
    (fault,) = faults("text | a | A | ${a} = |", "", "type | name | label | read_only |")
    assert (fault.row, fault.column) == (2, "read_only")


@pytest.mark.parametrize("code", REFUSED)
def test_a_fault_in_the_survey_names_its_cell(code: str) -> None:
    survey, sheet, row, column = REFUSED[code]
    fault = faults(survey)[0]
    assert (fault.code, fault.sheet, fault.row, fault.column) == (code, sheet, row, column)


@pytest.mark.parametrize("code", CHOICES_REFUSED)
def test_a_fault_in_the_choices_names_its_cell(code: str) -> None:
    rows, row = CHOICES_REFUSED[code]
    choices = f"| choices |\n| | list_name | name | label |\n| | {rows}\n"
    fault = faults("select_multiple yn | a | A | | | | |", choices)[0]
    assert (fault.code, fault.sheet, fault.row, fault.column) == (code, "choices", row, "name")


def test_unknown_lists_and_bad_names_are_all_told_at_once() -> None:
    survey = """select_one nolist | a | A | | | | |
select_multiple yn | b | B | | | | |
rank nobody or_other | c d | C | | | | |
text | e | E | 1 + | | | |
text | 1st | F | | | | |"""
    told = {(one.row, one.code) for one in faults(survey)}
    assert {(2, "unknown_list"), (4, "unknown_list"), (4, "bad_name"), (6, "bad_name")} <= told
    assert not any(row == 3 for row, _ in told)


@pytest.mark.parametrize("kind", ["select one from yn", "select_one ${a}", "select_one x.csv"])
def test_what_is_no_list_of_the_choices_sheet_is_not_looked_for_there(kind: str) -> None:
    rows = f"begin_repeat | r | R |\ntext | a | A |\nend_repeat | | |\n{kind} | b | B |"
    lines = "\n".join(f"| | {line}" for line in ["type | name | label |", *rows.splitlines()])
    assert forms.load(f"| survey |\n{lines}\n{YES_NO}").by_key["b"].options is not None


def test_a_row_that_is_switched_off_is_not_looked_at() -> None:
    rows = "| | select_one nolist | a b | A | yes |\n| | text | c | C | |"
    loaded = forms.load(f"| survey |\n| | type | name | label | disabled |\n{rows}\n{YES_NO}")
    assert list(loaded.by_key) == ["c"]


def test_a_row_with_a_cell_too_many_is_told_with_its_place_and_how_to_write_a_bar() -> None:
    told = faults(
        "text | a | A | | | | | stray |\ntext | b | B | | | | |\ntext | c | x | y | | | | | z |"
    )
    assert [(one.sheet, one.row, one.code) for one in told] == [
        ("survey", 2, "many_cells"),
        ("survey", 4, "many_cells"),
    ]
    assert "\\|" in told[0].told("th")
    assert "9" not in told[0].in_language("en")


def test_a_bar_in_a_formula_may_be_written_with_a_backslash() -> None:
    rows = (
        "| | calculate | a | | count(${b} \\| ${c}) |\n| | text | b | B | |\n| | text | c | C | |"
    )
    loaded = forms.load(f"| survey |\n| | type | name | label | calculation |\n{rows}\n")
    assert set(loaded.by_key) == {"a", "b", "c"}


def test_each_function_that_needs_quotation_marks_has_its_own_example() -> None:
    survey = "calculate | a | | jr:choice-name(${b}, ${b}) | | | |\ntext | b | B | | | | |"
    way = faults(survey)[0].way("en")
    assert way == "For example jr:choice-name(${a}, '${a}')."
    assert "pulldata(" in faults(
        survey.replace("jr:choice-name(${b}", "pulldata(${b}, ${b}, ${b}")
    )[0].way("en")


def test_a_missing_column_is_named() -> None:
    (fault,) = faults("a | A |", "", "name | label |")
    assert (fault.code, fault.row, fault.column) == ("missing_column", 1, "type")


def test_a_form_without_its_choices_says_where_they_are_needed() -> None:
    (fault,) = faults("select_one yn | a | A | | | | |", "")
    assert (fault.code, fault.row, fault.column) == ("no_choices", 2, "type")


def test_two_headers_of_one_meaning_are_told() -> None:
    (fault,) = faults("text | a | 1=1 | 1=1 |", "", "type | name | relevant | relevance |")
    assert (fault.code, fault.row) == ("two_headers", 1)


def test_a_name_of_two_questions_cannot_be_pointed_at() -> None:
    survey = """begin_group | g | G | | | | |
text | a | A | | | | |
end_group | | | | | | |
text | a | B | | | | |
note | n | ${a} | | | | |"""
    fault = faults(survey)[0]
    assert (fault.code, fault.row, fault.column) == ("name_of_two", 6, "label")


def test_all_choices_of_one_name_are_told_at_once() -> None:
    rows = "yn | y | Y |\n| | yn | y | Z |\n| | yn | n | N |\n| | yn | n | M |"
    choices = f"| choices |\n| | list_name | name | label |\n| | {rows}\n"
    assert [one.row for one in faults("select_one yn | a | A | | | | |", choices)] == [3, 5]


def test_a_fault_of_the_setting_instance_name_is_told() -> None:
    settings = "| settings |\n| | form_title | instance_name |\n| | F | concat(${nobody}, 'x') |\n"
    fault = faults("text | a | A | | | | |", settings)[0]
    assert (fault.code, fault.sheet, fault.row, fault.column) == (
        "unknown_name",
        "settings",
        2,
        "instance_name",
    )


def test_a_broken_instance_name_is_told() -> None:
    settings = "| settings |\n| | form_title | instance_name |\n| | F | nosuch(${a}) |\n"
    (fault,) = faults("text | a | A | | | | |", settings)
    assert (fault.code, fault.sheet, fault.row) == ("unknown_function", "settings", 2)


def test_a_refusal_reads_as_one_line_with_a_way_out() -> None:
    (fault,) = faults("geotrace | a | A | | | | |")
    assert fault.told("en") == (
        "survey row 2, type: The type “geotrace” cannot be asked in the chat."
        " Use geopoint, a location for each point."
    )
    assert fault.told("th").startswith("survey แถว 2, type: ")
