"""Every function that a form may call means what ODK says, and its examples would tell if not."""

from __future__ import annotations

import math

import pytest

from forms.expressions import BudgetSpent, ExpressionError
from forms.expressions.forms_of_call import SPECIAL
from forms.expressions.functions import FUNCTIONS
from tests.forms.expressions.examples import EXAMPLES, Example
from tests.forms.expressions.world import evaluate

# Two names for one thing; each has the examples of the other too.
SAME = (
    {"name", "local-name"},
    {"known", "property"},
    {"format-date", "format-date-time"},
)
CONSTANT = {"true", "false", "pi"}
CALLS = {**FUNCTIONS, **SPECIAL}


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_function_means_what_odk_says(name: str) -> None:
    assert [one.text for one in EXAMPLES[name] if not one.holds()] == []


def test_every_function_has_its_examples() -> None:
    assert CALLS.keys() == EXAMPLES.keys()


@pytest.mark.parametrize("name", sorted(EXAMPLES.keys() - CONSTANT))
def test_nothing_that_always_says_the_same_passes_for_a_function(name: str) -> None:
    assert len({repr(one.value) for one in EXAMPLES[name]}) > 1


@pytest.mark.parametrize("name", EXAMPLES)
def test_no_other_function_passes_for_it(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    twins = [other for pair in SAME if name in pair for other in pair]
    passing = []
    for other in CALLS.keys() - {name, *twins}:
        with monkeypatch.context() as instead:
            table = SPECIAL if name in SPECIAL else FUNCTIONS
            if other in SPECIAL:
                instead.delitem(table, name)
                instead.setitem(SPECIAL, name, SPECIAL[other])
            else:
                instead.delitem(table, name)
                instead.setitem(FUNCTIONS, name, FUNCTIONS[other])
            passing += [other] if all(_still_holds(one) for one in EXAMPLES[name]) else []
    assert passing == []


def _still_holds(example: Example) -> bool:
    try:
        return example.holds()
    except (ExpressionError, BudgetSpent, TypeError, ValueError, AttributeError, IndexError):
        return False


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("checklist(-1, 1, 'yes', 'yes')", False),
        ("checklist(2, -1, /data/g/*)", True),
        ("checklist(1, -1, 'YES')", False),
        ("weighted-checklist(-1, 2, 'yes', 3)", False),
        ("weighted-checklist(4, 4, /data/g/*, /data/g/* | /data/a)", False),
        ("weighted-checklist(14, 15, /data/g/*, instance('sizes')/root/item/size)", False),
        ("weighted-checklist(6, 6, /data/g/*, instance('sizes')/root/item/size)", True),
        ("base64-decode('aGVsbG8')", "hello"),
        ("digest('abc', 'SHA-1')", "qZk+NkcGgWq6PiVxeFDCbJzQ2J0="),
        ("digest('abc', 'CRC')", ""),
        ("digest('abc', 'MD5', 'octal')", ""),
        ("base64-decode('%')", ""),
        ("string-length(uuid(8))", 8),
        ("uuid(-1)", ""),
        ("distance('0 0')", 0),
        ("area('0 0;0 1')", 0),
        ("geofence('3 1', '0 0;0 2;2 2;2 0;0 0')", False),
        ("geofence('x', '0 0;0 2;2 2')", False),
    ],
)
def test_what_odk_says_of_the_edges(text: str, value: object) -> None:
    assert evaluate(text, g__x="yes", g__y="yes") == value


@pytest.mark.parametrize("text", ["distance('91 0;0 0')", "area('a b;1 1;2 2')", "exp10(400)"])
def test_what_has_no_value_is_nan(text: str) -> None:
    assert math.isnan(float(str(evaluate(text))))


def test_a_place_may_carry_its_height_and_accuracy() -> None:
    assert evaluate("distance('0 0 120 5;0 0 90 3')") == 0
