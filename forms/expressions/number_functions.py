"""Number functions of XPath 1.0 §4.4 and of ODK."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from random import Random

from forms.expressions.runtime import Here, World
from forms.expressions.text_functions import half_up
from forms.expressions.values import NAN, Value, number, text_to_number


def _all(world: World, given: Sequence[Value]) -> list[float]:
    numbers: list[float] = []
    for value in given:
        if isinstance(value, list):
            # Unanswered questions of a group do not spoil its smallest and largest (ODK).
            texts = (world.text(node) for node in value)
            numbers.extend(text_to_number(text) for text in texts if text)
        else:
            numbers.append(number(value, world))
    return numbers


def _steady(change: Callable[[float], float], value: float) -> float:
    return value if math.isnan(value) or math.isinf(value) else float(change(value))


def to_number(world: World, here: Here, given: Sequence[Value]) -> float:
    if given:
        return number(given[0], world)
    return text_to_number(world.text(here.node)) if here.node is not None else NAN


def absolute(world: World, _here: Here, given: Sequence[Value]) -> float:
    return abs(number(given[0], world))


def whole(world: World, _here: Here, given: Sequence[Value]) -> float:
    return _steady(math.trunc, number(given[0], world))


def floor(world: World, _here: Here, given: Sequence[Value]) -> float:
    return _steady(math.floor, number(given[0], world))


def ceiling(world: World, _here: Here, given: Sequence[Value]) -> float:
    return _steady(math.ceil, number(given[0], world))


def rounded(world: World, _here: Here, given: Sequence[Value]) -> float:
    """round(number, decimals): halves go up; decimals may be negative (ODK), 15 at most."""
    value = number(given[0], world)
    places = number(given[1], world) if len(given) > 1 else 0.0
    if math.isnan(places) or abs(places) > 15:
        return NAN
    scale = 10.0 ** int(places)
    return half_up(value * scale) / scale


def power(world: World, _here: Here, given: Sequence[Value]) -> float:
    try:
        result = number(given[0], world) ** number(given[1], world)
    except (OverflowError, ZeroDivisionError):
        return math.inf
    return NAN if isinstance(result, complex) else float(result)


def square_root(world: World, _here: Here, given: Sequence[Value]) -> float:
    value = number(given[0], world)
    return math.sqrt(value) if value >= 0 else NAN


def random_number(world: World, here: Here, _given: Sequence[Value]) -> float:
    """Between 0 and 1, the same for one call of one question of one response however often it is
    computed."""
    return Random(f"{world.seed}/{here.chance}").random()  # noqa: S311 - shuffles, guards nothing


def scientific(calculate: Callable[..., float]) -> Callable[..., float]:
    """A function of math over numbers; NaN where it has no value (ODK "Math functions")."""

    def body(world: World, _here: Here, given: Sequence[Value]) -> float:
        try:
            return float(calculate(*(number(value, world) for value in given)))
        except (ValueError, OverflowError):
            return NAN

    return body


def pi(_world: World, _here: Here, _given: Sequence[Value]) -> float:
    return math.pi


def smallest(world: World, _here: Here, given: Sequence[Value]) -> float:
    return _extreme(min, _all(world, given))


def largest(world: World, _here: Here, given: Sequence[Value]) -> float:
    return _extreme(max, _all(world, given))


def _extreme(pick: Callable[[list[float]], float], numbers: list[float]) -> float:
    if not numbers or any(math.isnan(one) for one in numbers):
        return NAN
    return pick(numbers)


def total(world: World, _here: Here, given: Sequence[Value]) -> float:
    """sum(nodes) of XPath 1.0 §4.4, unanswered questions counting nothing (Enketo)."""
    return math.fsum(_all(world, given)) if isinstance(given[0], list) else number(given[0], world)
