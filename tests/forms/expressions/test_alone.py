"""An expression without a form: what answers written as JSON mean."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from forms.expressions import ExpressionError
from forms.expressions.alone import evaluate

NOW = datetime(2026, 7, 13, 19, 5, tzinfo=ZoneInfo("Asia/Bangkok"))
VILLAGES = [{"name": "91", "moo": 1}, {"name": "92", "moo": 2}]


def of(text: str, answers: dict[str, Any] | None = None, **more: Any) -> object:
    return evaluate(text, answers or {}, NOW, **more)


@pytest.mark.parametrize(
    ("text", "answers", "value"),
    [
        ("${a} + 1", {"a": 2}, 3),
        ("${a} div 2", {"a": 3}, 1.5),
        ("${a} = ''", {}, True),
        ("number(${a})", {}, "NaN"),
        (". <= today()", {".": "2026-07-13"}, True),
        ("selected(${a}, 'y')", {"a": ["x", "y"]}, True),
        ("/data/g/x * 2", {"g": {"x": 4}}, 8),
        ("${x} * 2", {"g/x": 4}, 8),
        ("${a}", {"a": True}, "true"),
        ("if(${a}, 'y', 'n')", {"a": ""}, "y"),
        ("once('new')", {".": "old"}, "old"),
        ("count(${r})", {"r": []}, 0),
        ("count(/data/r)", {"r": []}, 0),
        ("selected(${a}, 'y')", {"a": []}, False),
        ("${a} = ''", {"a": []}, True),
        ("now() > '2026-07-13T19:00:00'", {}, True),
    ],
)
def test_answers_are_read_as_a_form_keeps_them(
    text: str, answers: dict[str, Any], value: object
) -> None:
    assert of(text, answers) == value


ISSUES = {
    "issue": [
        {"what": "น้ำ", "cost": 3, "who": [{"name": "a"}]},
        {"what": "ถนน", "cost": 4, "who": [{"name": "b"}, {"name": "c"}]},
    ]
}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("count(${issue})", 2),
        ("sum(${cost})", 7),
        ("join(', ', ${what})", "น้ำ, ถนน"),
        ("indexed-repeat(${what}, ${issue}, 2)", "ถนน"),
        ("indexed-repeat(${name}, ${issue}, 2, ${who}, 2)", "c"),
        ("indexed-repeat(${what}, ${issue}, 9)", ""),
        ("count(/data/issue/who)", 3),
        ("/data/issue[cost > 3]/what", "ถนน"),
        ("count(../issue)", 2),
        ("count(${issue}[position() > 1])", 1),
        ("max(${cost}) - min(${cost})", 1),
        ("count-non-empty(${what})", 2),
    ],
)
def test_entries_of_a_repeat_are_a_list(text: str, value: object) -> None:
    assert of(text, ISSUES) == value


def test_tables_and_what_is_known_can_be_given() -> None:
    table = {"village": VILLAGES}
    assert of("pulldata('village', 'moo', 'name', '92')", tables=table) == "2"
    assert of("count(instance('village')/root/item[moo > 1])", tables=table) == 1
    assert of("known('name')", known={"name": "สายฝน"}) == "สายฝน"


@pytest.mark.parametrize(
    ("text", "code"),
    [("1 +", "syntax"), ("nosuch()", "unknown_function"), ("/data/x", "unknown_name")],
)
def test_what_cannot_be_read_says_why(text: str, code: str) -> None:
    with pytest.raises(ExpressionError) as wrong:
        of(text)
    assert wrong.value.code == code


def test_what_costs_too_much_says_so() -> None:
    rows = {"big": [{"name": str(n)} for n in range(600)]}
    text = "count(instance('big')/root/item[count(instance('big')/root/item) > 0])"
    with pytest.raises(ExpressionError) as wrong:
        of(text, tables=rows)
    assert wrong.value.code == "too_costly"
