"""What each function that a form may call makes of what (docs.getodk.org, "Functions").

Together the examples of one function are such that no other function of the language, and nothing
that always says the same, would pass for it: tests/forms/expressions/test_functions.py tries them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from forms.expressions.alone import evaluate as evaluate_alone
from tests.forms.expressions.world import evaluate, evaluate_in_entry

NOW = datetime(2026, 7, 13, 19, 5, tzinfo=ZoneInfo("Asia/Bangkok"))
LATER = datetime(2027, 1, 2, 3, 4, 5, tzinfo=ZoneInfo("Asia/Bangkok"))
ISSUES = {"issue": [{"what": "น้ำ"}, {"what": "ถนน"}, {"what": "ไฟ"}]}


@dataclass(frozen=True)
class Example:
    """`text` is `value` where the world is as said: `context` the question it belongs to, or the
    number of the entry it stands in; `answers` besides a=1, b=2, g/x=3, g/y=4."""

    text: str
    value: object
    context: str = "a"
    entry: int = 0
    answers: Mapping[str, str] = field(default_factory=dict)
    world: Mapping[str, object] = field(default_factory=dict)

    def found(self) -> object:
        if self.entry:
            return evaluate_in_entry(self.text, self.entry)
        given = {"a": "1", "b": "2", "g__x": "3", "g__y": "4", **self.answers}
        return evaluate(self.text, self.context, self.world, **given)

    def holds(self) -> bool:
        """1 is not true, as it would be in Python."""
        found = self.found()
        return found == self.value and isinstance(found, bool) is isinstance(self.value, bool)


@dataclass(frozen=True)
class OfEntries(Example):
    """Over the three issues of a form with a repeat."""

    def found(self) -> object:
        return evaluate_alone(self.text, ISSUES, NOW)


LETTERS = "instance('letters')/root/item"
ROWS = "instance('sizes')/root/item"
_E, _KNOWN = Example, {"known": {"username": "บุญมา", "phonenumber": "0812345678"}}
EXAMPLES: dict[str, tuple[Example, ...]] = {
    "abs": (_E("abs(-3.5)", 3.5), _E("abs(4)", 4)),
    "acos": (_E("round(acos(0.3), 4)", 1.2661), _E("round(acos(-1), 4)", 3.1416)),
    "area": (
        _E("area('0 0;0 0.001;0.001 0.001;0.001 0')", 12_391.89),
        _E("area('0 0;0 0.002;0.001 0.002;0.001 0')", 24_783.77),
    ),
    "asin": (_E("round(asin(0.3), 4)", 0.3047), _E("round(asin(1), 4)", 1.5708)),
    "atan": (_E("round(atan(0.3), 4)", 0.2915), _E("round(atan(5), 4)", 1.3734)),
    "atan2": (_E("round(atan2(1, 2), 4)", 0.4636), _E("round(atan2(1, -2), 4)", 2.6779)),
    "base64-decode": (
        _E("base64-decode('4LmA4Lin4LiX4Li1')", "เวที"),
        _E("base64-decode('aGVsbG8')", "hello"),
    ),
    "boolean": (
        _E("boolean('false')", True),
        _E("boolean('')", False),
        _E("boolean(0)", False),
        _E("boolean(-1)", True),
        _E("boolean(/data/g/*)", True),
    ),
    "boolean-from-string": (
        _E("boolean-from-string('1')", True),
        _E("boolean-from-string('true')", True),
        _E("boolean-from-string('yes')", False),
        _E("boolean-from-string('false')", False),
    ),
    "ceiling": (_E("ceiling(2.1)", 3), _E("ceiling(-2.9)", -2), _E("ceiling(4)", 4)),
    "checklist": (
        _E("checklist(1, 2, 'yes', 'no', 'yes')", True),
        _E("checklist(1, 2, 'yes', 'yes', 'yes')", False),
        _E("checklist(2, -1, 'yes', 'no', 'no')", False),
        _E("checklist(-1, 1, 'no', 'no', 'yes')", True),
    ),
    "coalesce": (
        _E("coalesce(${c}, 'x')", "x"),
        _E("coalesce(${b}, 'x')", "2"),
        _E("coalesce(${c}, '')", ""),
    ),
    "concat": (_E("concat('a', /data/g/*)", "a34"), _E("concat(${b}, '-', 1 + 1)", "2-2")),
    "contains": (
        _E("contains('abc', 'b')", True),
        _E("contains('abc', 'ac')", False),
        _E("contains('b', 'abc')", False),
    ),
    "cos": (_E("round(cos(0.3), 4)", 0.9553), _E("round(cos(3), 4)", -0.99)),
    "count": (
        _E(f"count({ROWS})", 3),
        _E("count(/data/g/*)", 2),
        _E("count(/data/g/*)", 2, answers={"g__y": ""}),
    ),
    "count-non-empty": (
        _E("count-non-empty(/data/g/*)", 2),
        _E("count-non-empty(/data/g/*)", 1, answers={"g__y": ""}),
    ),
    "count-selected": (
        _E("count-selected('a b  c')", 3),
        _E("count-selected('')", 0),
        _E("count-selected('abc')", 1),
    ),
    "current": (
        _E("current()/../b", "2"),
        _E("concat(current(), '')", "2", context="b"),
        _E(f"{ROWS}[size = current()/../c]/name", "middle", answers={"c": "5"}),
        _E(f"{ROWS}[size = current()]/name", "small"),
    ),
    "date": (
        _E("date(20647)", "2026-07-13"),
        _E("date('2026-07-12T23:30:00-02:00')", "2026-07-13"),
        _E("date('rubbish')", ""),
    ),
    "date-time": (
        _E("date-time('2026-07-13')", "2026-07-13T00:00:00.000"),
        _E("date-time(20647.75)", "2026-07-13T18:00:00.000"),
    ),
    "decimal-date-time": (
        _E("decimal-date-time('2026-07-13T06:00:00')", 20_647.25),
        _E("decimal-date-time('1970-01-02')", 1),
        _E("string(decimal-date-time(1 = 1))", "NaN"),
    ),
    "decimal-time": (_E("decimal-time('18:00')", 0.75), _E("decimal-time('06:00')", 0.25)),
    "digest": (
        _E("digest('abc', 'MD5', 'hex')", "900150983cd24fb0d6963f7d28e17f72"),
        _E("digest('abc', 'SHA-1')", "qZk+NkcGgWq6PiVxeFDCbJzQ2J0="),
    ),
    "distance": (
        _E("distance('0 0;0 1')", 111_318.85),
        _E("distance('0 0;0 1;0 0')", 222_637.69),
    ),
    "ends-with": (
        _E("ends-with('abc', 'bc')", True),
        _E("ends-with('abc', 'ab')", False),
        _E("ends-with('bc', 'abc')", False),
    ),
    "exp": (_E("round(exp(0.5), 4)", 1.6487), _E("exp(0)", 1)),
    "exp10": (_E("exp10(3)", 1000), _E("exp10(-1)", 0.1)),
    "false": (_E("false()", False),),
    "floor": (_E("floor(-2.1)", -3), _E("floor(2.9)", 2)),
    "format-date": (
        _E("format-date('2026-07-13', '%d/%m/%Y')", "13/07/2026"),
        _E("format-date('2026-07-03', '%e %b %y')", "3 ก.ค. 26"),
    ),
    "format-date-time": (
        _E("format-date-time('2026-07-13T07:05:09', '%H:%M:%S')", "07:05:09"),
        _E("format-date-time('2026-07-13T07:05:09', '%h %n')", "7 7"),
    ),
    "geofence": (
        _E("geofence('1 1', '0 0;0 2;2 2;2 0;0 0')", True),
        _E("geofence('3 1', '0 0;0 2;2 2;2 0;0 0')", False),
    ),
    "if": (
        _E("if(${a} = 1, 'one', 'more')", "one"),
        _E("if(${a} = 1, 'one', 'more')", "more", answers={"a": "7"}),
        _E("if(0, 'one', /data/g/*)", "3,4"),
    ),
    "indexed-repeat": (
        OfEntries("indexed-repeat(${what}, ${issue}, 2)", "ถนน"),
        OfEntries("indexed-repeat(${what}, ${issue}, 3)", "ไฟ"),
        OfEntries("indexed-repeat(${what}, ${issue}, 4)", ""),
    ),
    "instance": (
        _E(f"{ROWS}[name = 'large']/size", "9"),
        _E("instance('village')/root/item[size = 1]/name", "small"),
    ),
    "int": (_E("int('7.9')", 7), _E("int(-7.9)", -7)),
    "join": (_E("join(', ', /data/g/*)", "3, 4"), _E("join('-', 'a', 'b', 1)", "a-b-1")),
    "jr:choice-name": (
        _E("jr:choice-name('x', '/data/b')", "b:x"),
        _E("jr:choice-name(${b}, '/data/g/y')", "g/y:2"),
    ),
    "jr:itext": (_E("jr:itext('sizes-0')", "<sizes-0>"), _E("jr:itext(${b})", "<2>")),
    "known": (
        _E("known('username')", "บุญมา", world=_KNOWN),
        _E("known(concat('phone', 'number'))", "0812345678", world=_KNOWN),
        _E("known('email')", "", world=_KNOWN),
    ),
    "last": (
        _E(f"{ROWS}[last()]/name", "large"),
        _E(f"{ROWS}[position() = last() - 1]/name", "middle"),
    ),
    "local-name": (_E("local-name(/data/g/x)", "x"), _E("local-name()", "b", context="b")),
    "log": (_E("round(log(2), 4)", 0.6931), _E("log(1)", 0)),
    "log10": (_E("log10(1000)", 3), _E("round(log10(2), 4)", 0.301)),
    "lower-case": (_E("lower-case('AbC ก')", "abc ก"), _E("lower-case('B')", "b")),
    "max": (_E("max(/data/g/*)", 4), _E("max(7, 10, 9)", 10)),
    "min": (_E("min(/data/g/*, 5)", 3), _E("min(7, 10, 9)", 7)),
    "name": (_E("name(/data/g/x)", "x"), _E("name()", "b", context="b")),
    "normalize-space": (
        _E("normalize-space('  a   b ')", "a b"),
        _E("normalize-space('c')", "c"),
    ),
    "not": (_E("not('')", True), _E("not(1 = 1)", False), _E("not('false')", False)),
    "now": (
        _E("now()", "2026-07-13T19:05:00.000+07:00", world={"now": NOW}),
        _E("now()", "2027-01-02T03:04:05.000+07:00", world={"now": LATER}),
    ),
    "number": (
        _E("number(' -7.5 ')", -7.5),
        _E("number(1 = 1)", 1),
        _E("number(/data/g/*)", 3),
        _E("number(/data/g/*)", 9, answers={"g__x": "9"}),
    ),
    "once": (
        _E("once('new')", "1"),
        _E("once('new')", "2", context="b"),
        _E("once('new')", "new", context="c"),
        _E("once(concat(${a}, 'x'))", "1x", context="c"),
    ),
    "pi": (_E("round(pi(), 6)", 3.141593),),
    "position": (
        _E(f"{ROWS}[position() = 2]/name", "middle"),
        _E(f"{ROWS}[position() > 1]/name", "middle,large"),
        _E("position(..)", 1, entry=1),
        _E("position(..)", 3, entry=3),
        _E("position(../../home[2])", 2, entry=3),
    ),
    "pow": (_E("pow(2, 10)", 1024), _E("pow(9, 0.5)", 3)),
    "property": (
        _E("property('username')", "บุญมา", world=_KNOWN),
        _E("property(concat('phone', 'number'))", "0812345678", world=_KNOWN),
        _E("property('email')", "", world=_KNOWN),
    ),
    "pulldata": (
        _E("pulldata('village', 'size', 'name', 'small')", "1"),
        _E("pulldata('village', 'name', 'size', '9')", "large"),
        _E("pulldata('village', 'name', 'size', '7')", ""),
    ),
    "random": (
        _E("random() >= 0 and random() < 1", True),
        _E("random() = random()", False),
        _E("random() * 1000 = int(random() * 1000)", False),
    ),
    "randomize": (
        # Collect and Enketo make the same of these seeds.
        *(
            _E(f"join('', randomize({LETTERS}/name, {seed}))", order)
            for seed, order in (("42", "AFCBDE"), ("-42", "EDAFBC"), ("11111111", "ACDBFE"))
        ),
        _E(f"join('', randomize({LETTERS}/name, ${{a}}))", "BFEACD"),
    ),
    "regex": (
        _E("regex('a1', '[a-z][0-9]')", True),
        _E("regex('a1b', '[a-z][0-9]')", False),
        _E("regex('[a-z]', '[a-z]')", False),
    ),
    "round": (_E("round(1.25, 1)", 1.3), _E("round(-2.5)", -2), _E("round(153, -1)", 150)),
    "selected": (
        _E("selected('ab c', 'c')", True),
        _E("selected('ab c', 'ab')", True),
        _E("selected('ab c', 'a')", False),
        _E("selected('c', 'ab c')", False),
    ),
    "selected-at": (
        _E("selected-at('ab c', 0)", "ab"),
        _E("selected-at('ab c', 1)", "c"),
        _E("selected-at('ab c', 2)", ""),
    ),
    "sin": (_E("round(sin(0.5), 4)", 0.4794), _E("round(sin(5), 4)", -0.9589)),
    "sqrt": (_E("sqrt(9)", 3), _E("sqrt(2.25)", 1.5)),
    "starts-with": (
        _E("starts-with('abc', 'ab')", True),
        _E("starts-with('abc', 'bc')", False),
        _E("starts-with('ab', 'abc')", False),
    ),
    "string": (
        _E("string(1 = 1)", "true"),
        _E("string(/data/g/*)", "3"),
        _E("string(2.50)", "2.5"),
        _E("string()", "2", context="b"),
        _E("string(' x ')", " x "),
    ),
    "string-length": (_E("string-length('น้ำ')", 3), _E("string-length('')", 0)),
    "substr": (
        _E("substr('abcdef', -3, -1)", "de"),
        _E("substr('abcdef', 1, 3)", "bc"),
        _E("substr('abcdef', 4)", "ef"),
    ),
    "substring": (
        _E("substring('12345', 2, 3)", "234"),
        _E("substring('12345', 4)", "45"),
        _E("substring('12345', 1.5, 2.6)", "234"),
    ),
    "substring-after": (
        _E("substring-after('12/07/26', '/')", "07/26"),
        _E("substring-after('12', '/')", ""),
    ),
    "substring-before": (
        _E("substring-before('12/07/26', '/')", "12"),
        _E("substring-before('12', '/')", ""),
    ),
    "sum": (_E("sum(/data/g/*)", 7), _E(f"sum({ROWS}/size)", 15)),
    "tan": (_E("round(tan(0.5), 4)", 0.5463), _E("round(tan(2), 4)", -2.185)),
    "today": (
        _E("today()", "2026-07-13", world={"today": NOW.date()}),
        _E("today()", "2027-01-02", world={"today": LATER.date()}),
    ),
    "translate": (
        _E("translate('bar', 'abc', 'AB')", "BAr"),
        _E("translate('๑๒', '๑๒', '12')", "12"),
    ),
    "true": (_E("true()", True),),
    "upper-case": (_E("upper-case('aBc ก')", "ABC ก"), _E("upper-case('b')", "B")),
    "uuid": (
        _E("regex(uuid(), '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}')", True),
        _E("uuid() = uuid()", False),
        _E("string-length(uuid(8))", 8),
    ),
    "version": (_E("version()", "3"), _E("version()", "2026-07", world={"version": "2026-07"})),
    "weighted-checklist": (
        _E("weighted-checklist(5, -1, 'yes', 3, 'no', 9, 'yes', 2)", True),
        _E("weighted-checklist(6, -1, 'yes', 3, 'no', 9, 'yes', 2)", False),
        _E("weighted-checklist(-1, 4, 'yes', 3, 'no', 9, 'yes', 2)", False),
    ),
}
