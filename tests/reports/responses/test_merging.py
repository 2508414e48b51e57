"""Versions of a survey are one table: what has one name is one column."""

from __future__ import annotations

from pathlib import Path

from tests.reports.responses.samples import form, plan_of, response, sheets

OLD = form("| type | name | label |\n| text | a | ก |\n| text | gone | ข |\n| text | b | ค |")
NEW = form(
    """
    | type | name | label |
    | begin group | inside | กลุ่ม |
    | text | b | ค |
    | text | a | ก |
    | end group | | |
    | text | fresh | ง |
    """
)


def test_the_newest_version_orders_and_older_questions_stand_behind_their_neighbour() -> None:
    names = [one.id for one in plan_of(NEW, OLD).tables[0].asked]
    assert names == ["b", "a", "gone", "fresh"]


def test_a_question_moved_into_a_group_stays_one_column(tmp_path: Path) -> None:
    old, new = response({"a": "1", "gone": "2"}), response({"a": "3"}, "v2")
    rows = sheets(plan_of(NEW, OLD), tmp_path, old, new)["ติดตามผล"]
    assert [(one["a"], one["gone"]) for one in rows] == [("1", "2"), ("3", None)]
    assert [one["__version__"] for one in rows] == ["v1", "v2"]


def test_choices_of_all_versions_have_columns() -> None:
    def asked(*names: str) -> str:
        return "\n".join(
            ["| choices |", "| | list_name | name | label |"]
            + [f"| | l | {name} | {name} |" for name in names]
        )

    survey = "| type | name | label |\n| select_multiple l | q | ก |"
    plan = plan_of(form(survey, asked("x", "y")), form(survey, asked("w", "x")))
    assert [one.header for one in plan.tables[0].columns] == ["q", "q/x", "q/y", "q/w"]


def test_two_questions_of_one_name_keep_their_groups(tmp_path: Path) -> None:
    twice = form(
        """
        | type | name | label |
        | begin group | he | เขา |
        | text | said | ก |
        | end group | | |
        | begin group | she | เธอ |
        | text | said | ข |
        | end group | | |
        """
    )
    (row,) = sheets(plan_of(twice), tmp_path, response({"he/said": "1", "she/said": "2"}))[
        "ติดตามผล"
    ]
    assert (row["he/said"], row["she/said"]) == ("1", "2")


def test_a_repeat_that_moved_into_another_keeps_the_rows_of_both(tmp_path: Path) -> None:
    flat = form(
        "| type | name | label |\n| begin repeat | r | ก |\n| text | q | ข |\n| end repeat | | |"
    )
    deep = form(
        """
        | type | name | label |
        | begin repeat | o | ค |
        | begin repeat | r | ก |
        | text | q | ข |
        | end repeat | | |
        | end repeat | | |
        """
    )
    answers = (response({"r[1]/q": "1"}), response({"o[1]/r[1]/q": "2"}, "v2"))
    found = sheets(plan_of(deep, flat), tmp_path, *answers)
    assert [one["q"] for one in found["r"]] == ["1"]
    assert [one["q"] for one in found["o-r"]] == ["2"]


def test_headers_are_never_twice_whatever_questions_are_called(tmp_path: Path) -> None:
    odd = form(
        """
        | type | name | label |
        | text | _id | ก |
        | geopoint | at | ข |
        | text | _at_latitude | ค |
        """
    )
    headers = [one.lower() for one in plan_of(odd).tables[0].headers]
    assert len(headers) == len(set(headers))
    (row,) = sheets(plan_of(odd), tmp_path, response({"_id": "mine"}))["ติดตามผล"]
    assert (row["_id"], row["_id_2"]) == ("r1", "mine")
