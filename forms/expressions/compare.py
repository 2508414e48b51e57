"""= != < <= > >= of XPath 1.0 §3.4; dates and moments compare as day numbers, times of day as parts
of a day: XPath itself has neither."""

from __future__ import annotations

import operator
from collections.abc import Callable

from forms.expressions.values import Texts, Value, boolean, day_numbers, number, string, time_of_day

Test = Callable[[float, float], bool]
_ORDERS: dict[str, Test] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def compare(sign: str, left: Value, right: Value, texts: Texts) -> bool:
    if isinstance(left, list) or isinstance(right, list):
        return _some(sign, left, right, texts)
    return _one(sign, left, right, texts)


def _some(sign: str, left: Value, right: Value, texts: Texts) -> bool:
    # A boolean on the other side makes one boolean of the whole node-set.
    if isinstance(left, bool) or isinstance(right, bool):
        return _one(sign, boolean(left), boolean(right), texts)
    return any(
        _one(sign, one, other, texts)
        for one in _spread(left, texts)
        for other in _spread(right, texts)
    )


def _spread(value: Value, texts: Texts) -> list[Value]:
    if isinstance(value, list):
        return [texts.text(node) for node in value]
    return [value]


def _one(sign: str, left: Value, right: Value, texts: Texts) -> bool:
    if sign in _ORDERS:
        found = _counted(left, right)
        return _ORDERS[sign](*(found or (number(left, texts), number(right, texts))))
    return _equal(left, right, texts) == (sign == "=")


def _equal(left: Value, right: Value, texts: Texts) -> bool:
    if isinstance(left, bool) or isinstance(right, bool):
        return boolean(left) == boolean(right)
    if isinstance(left, float) or isinstance(right, float):
        return number(left, texts) == number(right, texts)
    found = _counted(left, right)
    return found[0] == found[1] if found else string(left, texts) == string(right, texts)


def _counted(left: Value, right: Value) -> tuple[float, float] | None:
    """Both as numbers, if they are two dates or moments, or two times of day."""
    if not isinstance(left, str) or not isinstance(right, str):
        return None
    early, late = time_of_day(left), time_of_day(right)
    if early is not None and late is not None:
        return early, late
    return day_numbers(left.strip(), right.strip())
