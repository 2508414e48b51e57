"""+ - * div mod, unary minus and union."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from forms.expressions.axes import in_document_order
from forms.expressions.runtime import Here, Run, World
from forms.expressions.values import NAN, Element, number


def _divide(left: float, right: float) -> float:
    if right != 0:
        return left / right
    if left == 0 or math.isnan(left) or math.isnan(right):
        return NAN
    return math.copysign(math.inf, left) * math.copysign(1, right)


def _remainder(left: float, right: float) -> float:
    if right == 0 or math.isinf(left) or math.isnan(left) or math.isnan(right):
        return NAN
    return math.fmod(left, right)


def _times(left: float, right: float) -> float:
    return left * right


_OPERATORS: dict[str, Callable[[float, float], float]] = {
    "+": lambda left, right: left + right,
    "-": lambda left, right: left - right,
    "*": _times,
    "div": _divide,
    "mod": _remainder,
}


def arithmetic(first: Run, rest: Sequence[tuple[str, Run]]) -> Run:
    """A chain of equal rank, read from the left."""
    parts = [(_OPERATORS[sign], run) for sign, run in rest]

    def run(world: World, here: Here) -> float:
        total = number(first(world, here), world)
        for operate, part in parts:
            total = operate(total, number(part(world, here), world))
        return total

    return run


def negative(inner: Run) -> Run:
    return lambda world, here: -number(inner(world, here), world)


def united(parts: Sequence[Run]) -> Run:
    """A | B: node-sets joined in document order; anything that is no node-set counts as empty."""

    def run(world: World, here: Here) -> list[Element]:
        nodes: list[Element] = []
        for part in parts:
            value = part(world, here)
            nodes.extend(value if isinstance(value, list) else [])
        return in_document_order(nodes)

    return run
