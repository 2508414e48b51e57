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
from forms.expressions.values import Element, Value, number_to_text, string

BUDGET = 200_000
OWN = "."
_NAME = re.compile(r"\$\{\s*([^{}]+?)\s*\}")
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
    found = {one.name: one for one in reversed(list(_below(root)))}
    for name in set(_NAME.findall(text)) - found.keys():
        found[name] = Element(name, root, key=name)
    world = Alone(answers, now, tables or {}, known or {}, language)
    scope = Scope(root, found[OWN], {}, frozenset(world.rows), found)
    try:
        return _plain(compile_expression(text, scope).value(world), world)
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
        entries = value if _is_repeat(value) else [value]
        for entry in entries:
            if isinstance(entry, Mapping):
                _plant(one, entry)


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

    answers: Answers
    now: datetime
    rows: Mapping[str, list[Mapping[str, Any]]]
    known: Mapping[str, str]
    language: str
    seed: int = 0
    version: str = ""
    budget: int = BUDGET
    strings: dict[str, str] = field(default_factory=dict)

    @property
    def today(self) -> date:
        return self.now.date()

    def entries(self, key: str) -> int:
        value = self._at(key)
        return len(value) if isinstance(value, list) else 0

    def _at(self, key: str) -> Any:
        """What was answered at a key with entries: `issue[2]/what`."""
        value: Any = self.answers
        for name, entry in re.findall(r"([^/\[\]]+)(?:\[(\d+)\])?", key):
            value = value.get(name) if isinstance(value, Mapping) else None
            if entry:
                value = value[int(entry) - 1] if isinstance(value, list) else None
        return value

    def text(self, element: Element) -> str:
        if element.key is None:
            return element.own or "".join(self.text(child) for child in element.children)
        if element.children:
            return "".join(self.text(child) for child in element.children)
        return _text(self._at(element.key))

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
