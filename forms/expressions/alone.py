"""An expression by itself, over answers written down as JSON: for trying it without a form."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from forms.expressions.compile import Scope, compile_expression
from forms.expressions.problems import BudgetSpent, ExpressionError
from forms.expressions.runtime import Here
from forms.expressions.values import Element, Value, number_to_text, string

BUDGET = 200_000
OWN = "."
_NAME = re.compile(r"\$\{\s*([^{}]+?)\s*\}")
_COUNTED = re.compile(r"(?<![\w-])count\(\s*(?:\$\{|/\w+/)([\w.-]+)\}?\s*\)")
Answers = Mapping[str, Any]


def evaluate(
    text: str,
    answers: Answers,
    now: datetime,
    tables: Mapping[str, list[Mapping[str, Any]]] | None = None,
    known: Mapping[str, str] | None = None,
    language: str = "th",
) -> bool | float | int | str:
    """The value of `text` where these answers were given; nodes as the text of the first.

    `answers`: {name: value}, a group as a dict, a repeat as a list of dicts, a select_multiple as
    a list of names; "." is the answer of the question that the expression belongs to. What
    `${…}` names and is not there is an unanswered question. `now` is aware, in the zone of its
    day. Raises ExpressionError, also (`too_costly`) where it takes more steps than an answer may.
    """
    root = Element("data", None, key="")
    answers = {OWN: "", **nested(answers)}
    _plant(root, answers)
    for name in set(_COUNTED.findall(text)):
        _empty_repeat(root, name, answers.get(name))
    found = {one.name: one for one in reversed(list(_below(root)))}
    for name in set(_NAME.findall(text)) - found.keys():
        found[name] = Element(name, root, key=name)
    world = Alone(now, tables or {}, known or {}, language)
    world.grow(root, answers)
    many = any(one.many for one in found.values())
    scope = Scope(root, found[OWN], {}, frozenset(world.rows), found, many)
    try:
        compiled = compile_expression(text, scope)
        return _plain(compiled.value(world, Here(world.copies(found[OWN], None)[0])), world)
    except (BudgetSpent, RecursionError, OverflowError) as too_much:
        raise ExpressionError("too_costly", limit=BUDGET) from too_much


def nested(answers: Answers) -> dict[str, Any]:
    """Names written as paths (`group/name`) put into their groups."""
    found: dict[str, Any] = {}
    for name, value in answers.items():
        *groups, last = name.split("/")
        inside = found
        for group in groups:
            inside = inside.setdefault(group, {})
        inside[last] = value
    return found


def _plant(parent: Element, answers: Answers) -> None:
    for name, value in answers.items():
        key = f"{parent.key}/{name}" if parent.key else name
        one = parent.child(name) or Element(name, parent, key=key)
        one.many = one.many or _is_repeat(value)
        for entry in value if _is_repeat(value) else [value]:
            if isinstance(entry, Mapping):
                _plant(one, entry)


def _empty_repeat(root: Element, name: str, value: object) -> None:
    """`[]` is a question without an answer, but what is counted is a repeat without entries."""
    one = root.child(name)
    if one is not None and value == []:
        one.many = True


def _is_repeat(value: object) -> bool:
    return isinstance(value, list) and any(isinstance(entry, Mapping) for entry in value)


def _below(parent: Element) -> Iterator[Element]:
    for child in parent.children:
        yield child
        yield from _below(child)


def _plain(value: Value, world: Alone) -> bool | float | int | str:
    if isinstance(value, bool | str):
        return value
    if isinstance(value, list):
        return string(value, world)
    if math.isnan(value) or math.isinf(value):
        return number_to_text(value)
    return int(value) if value == int(value) else value


@dataclass
class Alone:
    """The world of one expression (forms.expressions.runtime.World)."""

    now: datetime
    rows: Mapping[str, list[Mapping[str, Any]]]
    known: Mapping[str, str]
    language: str
    seed: int = 0
    version: str = ""
    budget: int = BUDGET
    strings: dict[str, str] = field(default_factory=dict)
    made: dict[Element, list[Element]] = field(default_factory=dict)

    @property
    def today(self) -> date:
        return self.now.date()

    def grow(self, root: Element, answers: Answers) -> None:
        """The answers' own tree: an element for each entry of a repeat."""
        top = Element(root.name, None, key="")
        self.made[root] = [top]
        self._grow(root, top, answers)

    def _grow(self, pattern: Element, here: Element, answers: Answers) -> None:
        for child in pattern.children:
            value = answers.get(child.name)
            entries = value if child.many and isinstance(value, list) else [value]
            self.made.setdefault(child, [])
            for number, entry in enumerate(entries, 1):
                key = f"{here.key}/{child.name}" if here.key else child.name
                one = Element(child.name, here, key=f"{key}[{number}]" if child.many else key)
                one.of = child
                self.made.setdefault(child, []).append(one)
                self.strings[one.key or ""] = _text(entry)
                self._grow(child, one, entry if isinstance(entry, Mapping) else {})

    def copies(self, element: Element, here: Element | None) -> list[Element]:  # noqa: ARG002
        # The expression itself stands in no entry.
        return self.made.get(element, [element])

    def text(self, element: Element) -> str:
        if element.key is None:
            return element.own or "".join(self.text(child) for child in element.children)
        if element.children:
            return "".join(self.text(child) for child in element.children)
        return self.strings.get(element.key, "")

    def spend(self, steps: int) -> None:
        self.budget -= steps
        if self.budget < 0:
            raise BudgetSpent

    def table(self, name: str, filters: Mapping[str, str]) -> Element:
        top = Element("instance")
        root = Element("root", top)
        for row in self.rows.get(name, ()):
            if all(_text(row.get(column)) == value for column, value in filters.items()):
                item = Element("item", root)
                for column, cell in row.items():
                    Element(column, item, own=_text(cell))
        return top

    def itext(self, text_id: str) -> str:  # noqa: ARG002 - there is no form
        return ""

    def choice_label(self, key: str, value: str) -> str:  # noqa: ARG002 - nor are there labels
        return value


def _text(value: object) -> str:
    if value is None or isinstance(value, Mapping):
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return number_to_text(float(value)) if isinstance(value, float) else str(value)
    if isinstance(value, list):
        return " ".join(_text(one) for one in value)
    return str(value)
