"""One example at least of every function that a form may call (docs.getodk.org, "Functions")."""

from __future__ import annotations

import math

import pytest

from forms.expressions.forms_of_call import SPECIAL
from forms.expressions.functions import FUNCTIONS
from tests.forms.expressions.world import evaluate

ROWS = "instance('sizes')/root/item"
EXAMPLES: dict[str, tuple[str, object]] = {
    "abs": ("abs(-3)", 3),
    "acos": ("round(acos(0.5), 4)", 1.0472),
    "area": ("area('0 0;0 0.001;0.001 0.001;0.001 0')", 12_391.89),
    "asin": ("round(asin(0.5), 4)", 0.5236),
    "atan": ("round(atan(0.5), 4)", 0.4636),
    "atan2": ("round(atan2(1, 2), 4)", 0.4636),
    "base64-decode": ("base64-decode('4LmA4Lin4LiX4Li1')", "เวที"),
    "boolean": ("boolean('x')", True),
    "boolean-from-string": ("boolean-from-string('1')", True),
    "ceiling": ("ceiling(2.1)", 3),
    "checklist": ("checklist(1, 2, 'yes', 'no', 'yes')", True),
    "coalesce": ("coalesce(${c}, 'x')", "x"),
    "concat": ("concat('a', /data/g/*)", "a34"),
    "contains": ("contains('abc', 'b')", True),
    "cos": ("round(cos(0.5), 4)", 0.8776),
    "count": (f"count({ROWS})", 3),
    "count-non-empty": ("count-non-empty(/data/g/*)", 2),
    "count-selected": ("count-selected('a b  c')", 3),
    "current": ("current()/../b", "2"),
    "date": ("date(20647)", "2026-07-13"),
    "date-time": ("date-time('2026-07-13')", "2026-07-13T00:00:00.000"),
    "decimal-date-time": ("decimal-date-time('2026-07-13T06:00:00')", 20_647.25),
    "decimal-time": ("decimal-time('18:00')", 0.75),
    "digest": ("digest('abc', 'MD5', 'hex')", "900150983cd24fb0d6963f7d28e17f72"),
    "distance": ("distance('0 0;0 1')", 111_318.85),
    "ends-with": ("ends-with('abc', 'bc')", True),
    "exp": ("round(exp(0.5), 4)", 1.6487),
    "exp10": ("exp10(3)", 1000),
    "false": ("false()", False),
    "floor": ("floor(-2.1)", -3),
    "format-date": ("format-date('2026-07-13', '%d/%m/%Y')", "13/07/2026"),
    "format-date-time": ("format-date-time('2026-07-13T07:05:09', '%H:%M:%S')", "07:05:09"),
    "geofence": ("geofence('1 1', '0 0;0 2;2 2;2 0;0 0')", True),
    "if": ("if(${a} = 1, 'one', 'more')", "one"),
    # Of entries: tests/forms/expressions/test_alone.py, tests/forms/test_repeats.py.
    "indexed-repeat": ("indexed-repeat(/data/g/x, /data/g, 1)", "3"),
    "instance": (f"{ROWS}[name = 'large']/size", "9"),
    "int": ("int('7.9')", 7),
    "join": ("join(', ', /data/g/*)", "3, 4"),
    "jr:choice-name": ("jr:choice-name('x', '/data/b')", "b:x"),
    "jr:itext": ("jr:itext('sizes-0')", "<sizes-0>"),
    "known": ("known('name')", "สายฝน"),
    "last": (f"{ROWS}[last()]/name", "large"),
    "local-name": ("local-name(/data/g/x)", "x"),
    "log": ("round(log(2), 4)", 0.6931),
    "log10": ("log10(1000)", 3),
    "lower-case": ("lower-case('Ab')", "ab"),
    "max": ("max(/data/g/*)", 4),
    "min": ("min(/data/g/*, 1)", 1),
    "name": ("name(/data/g/x)", "x"),
    "normalize-space": ("normalize-space('  a   b ')", "a b"),
    "not": ("not('')", True),
    "now": ("substr(now(), 0, 16)", "2026-07-13T12:05"),
    "number": ("number(' 7 ')", 7),
    "once": ("once('new')", "1"),
    "pi": ("round(pi(), 4)", 3.1416),
    "position": (f"{ROWS}[position() = 2]/name", "middle"),
    "pow": ("pow(2, 10)", 1024),
    "property": ("property('name')", "สายฝน"),
    "pulldata": ("pulldata('village', 'size', 'name', 'small')", "1"),
    "random": ("random() >= 0 and random() < 1", True),
    "randomize": (f"count(randomize({ROWS}))", 3),
    "regex": ("regex('a1', '[a-z][0-9]')", True),
    "round": ("round(1.25, 1)", 1.3),
    "selected": ("selected('a b', 'b')", True),
    "selected-at": ("selected-at('a b', 0)", "a"),
    "sin": ("round(sin(0.5), 4)", 0.4794),
    "sqrt": ("sqrt(9)", 3),
    "starts-with": ("starts-with('abc', 'ab')", True),
    "string": ("string(1 = 1)", "true"),
    "string-length": ("string-length('น้ำ')", 3),
    "substr": ("substr('abcdef', -3, -1)", "de"),
    "substring": ("substring('12345', 2, 3)", "234"),
    "substring-after": ("substring-after('12/07', '/')", "07"),
    "substring-before": ("substring-before('12/07', '/')", "12"),
    "sum": ("sum(/data/g/*)", 7),
    "tan": ("round(tan(0.5), 4)", 0.5463),
    "today": ("today()", "2026-07-13"),
    "translate": ("translate('bar', 'abc', 'AB')", "BAr"),
    "true": ("true()", True),
    "upper-case": ("upper-case('ab')", "AB"),
    "uuid": ("string-length(uuid())", 36),
    "version": ("version()", "3"),
    "weighted-checklist": ("weighted-checklist(5, -1, 'yes', 3, 'no', 9, 'yes', 2)", True),
}


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_function_means_what_odk_says(name: str) -> None:
    text, value = EXAMPLES[name]
    assert evaluate(text, a="1", b="2", g__x="3", g__y="4") == value


def test_every_function_has_its_example() -> None:
    assert (FUNCTIONS.keys() | SPECIAL.keys()) - EXAMPLES.keys() == set()


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
