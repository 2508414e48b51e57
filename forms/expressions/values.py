"""XPath's four kinds of value and how they turn into each other.

Kinds: str, float, bool, and a node-set (a list of Element in document order). Dates are text in
ISO form; where a number is wanted they count as days since 1970-01-01 (ODK "Dates").
"""

from __future__ import annotations

import math
import re
from datetime import date, datetime
from decimal import Decimal
from typing import Protocol

_NUMBER = re.compile(r"\s*(-?(?:\d+(?:\.\d*)?|\.\d+))\s*", re.ASCII)
_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_MOMENT = re.compile(
    r"(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(Z|[+-]\d{2}:\d{2})?", re.A
)
_TIME = re.compile(r"(\d{1,2}):([0-5]\d)(?::([0-5]\d(?:\.\d+)?))?(?:Z|[+-]\d{2}:\d{2})?", re.ASCII)
EPOCH = date(1970, 1, 1).toordinal()
NAN = math.nan


class Texts(Protocol):
    """Where the text of a form's own element comes from while an expression runs."""

    def text(self, element: Element) -> str: ...


class Element:
    """A node: of the answers (`key` is the answer's path) or of a list of choices (`own` text).

    `many` marks a repeat of the form; an element of the answers of a form with repeats is a copy,
    `of` the form's element that it stands for.
    """

    __slots__ = ("children", "key", "many", "name", "of", "order", "own", "parent")

    def __init__(
        self,
        name: str,
        parent: Element | None = None,
        key: str | None = None,
        own: str | None = None,
    ) -> None:
        self.name = name
        self.parent = parent
        self.key = key
        self.own = own
        self.many = False
        self.of: Element | None = None
        self.order: tuple[int, ...] = ()
        self.children: list[Element] = []
        if parent is not None:
            self.order = (*parent.order, len(parent.children))
            parent.children.append(self)

    def child(self, name: str) -> Element | None:
        return next((child for child in self.children if child.name == name), None)

    @property
    def repeated(self) -> bool:
        """Is it a repeat, or inside one."""
        node: Element | None = self
        while node is not None and not node.many:
            node = node.parent
        return node is not None

    @property
    def top(self) -> Element:
        node = self
        while node.parent is not None:
            node = node.parent
        return node


Value = str | float | bool | list[Element]


def days(text: str) -> float | None:
    """Days since 1970 of an ISO date or moment, None if the text is neither."""
    if len(text) < 10 or text[4] != "-":
        return None
    try:
        if _DATE.fullmatch(text):
            return float(date.fromisoformat(text).toordinal() - EPOCH)
        if _MOMENT.fullmatch(text):
            return _moment_days(datetime.fromisoformat(text))
    except ValueError:
        return None
    return None


def day_numbers(one: str, other: str) -> tuple[float, float] | None:
    """Of two ISO dates or moments, None if one is neither. Where both name a zone they are moments
    of one clock."""
    first, second = days(one), days(other)
    if first is None or second is None:
        return None
    if one[10:] and other[10:]:
        mine, theirs = datetime.fromisoformat(one), datetime.fromisoformat(other)
        if mine.tzinfo and theirs.tzinfo:
            return first, _moment_days(theirs.astimezone(mine.tzinfo))
    return first, second


def time_of_day(text: str) -> float | None:
    """The part of a day that has passed at an ISO time («18:00» 0.75), None if it is none."""
    match = _TIME.fullmatch(text.strip())
    if match is None:
        return None
    hours, minutes, seconds = (float(part or 0) for part in match.groups())
    return (hours * 3600 + minutes * 60 + seconds) / 86_400 if hours < 24 else None


def _moment_days(moment: datetime) -> float:
    # The wall clock counts, as in Enketo's local day numbers: a moment and today() share a zone.
    whole = moment.toordinal() - EPOCH
    second = moment.second + moment.microsecond / 1_000_000
    return whole + (moment.hour * 3600 + moment.minute * 60 + second) / 86_400


def text_to_number(text: str) -> float:
    match = _NUMBER.fullmatch(text)
    if match:
        return float(match.group(1))
    counted = days(text.strip())
    return NAN if counted is None else counted


def number_to_text(value: float) -> str:
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    if value == int(value):
        return str(int(value))
    return format(Decimal(repr(value)), "f")


def string(value: Value, texts: Texts) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return texts.text(value[0]) if value else ""
    return number_to_text(value)


def number(value: Value, texts: Texts) -> float:
    if isinstance(value, bool):
        return 1.0 if value else 0.0
    if isinstance(value, float):
        return value
    return text_to_number(string(value, texts))


def boolean(value: Value) -> bool:
    """XPath 1.0 §4.3: a node-set is true when it is not empty, a text when it has a character."""
    if isinstance(value, float) and not isinstance(value, bool):
        return value != 0 and not math.isnan(value)
    return bool(value)
