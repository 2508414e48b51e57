"""Functions by name, with how many arguments they take (ODK "Form operators and functions")."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from forms.expressions import (
    code_functions,
    date_functions,
    geo_functions,
    node_functions,
    number_functions,
    text_functions,
)
from forms.expressions.problems import ExpressionError
from forms.expressions.runtime import Here, Run, World
from forms.expressions.values import Value

Body = Callable[[World, Here, Sequence[Value]], Value]
MANY = 99
LETTERS_A_STEP = 10


@dataclass(frozen=True, slots=True)
class Function:
    body: Body
    least: int
    most: int

    def bound(self, name: str, arguments: Sequence[Run]) -> Run:
        """This function over compiled arguments; raises ExpressionError `arity`."""
        if not self.least <= len(arguments) <= self.most:
            raise ExpressionError(
                "arity", name=name, given=len(arguments), least=self.least, most=self.most
            )
        body = self.body

        def run(world: World, here: Here) -> Value:
            value = body(world, here, [argument(world, here) for argument in arguments])
            # A text that doubles from row to row must cost what it weighs.
            world.spend(1 + (len(value) // LETTERS_A_STEP if isinstance(value, str) else 0))
            return value

        return run


def _function(body: Body, least: int, most: int | None = None) -> Function:
    return Function(body, least, least if most is None else most)


_text, _number, _date, _node = text_functions, number_functions, date_functions, node_functions
_code, _geo = code_functions, geo_functions

FUNCTIONS: dict[str, Function] = {
    # text
    "boolean": _function(_text.to_boolean, 1),
    "boolean-from-string": _function(_text.boolean_from_string, 1),
    "concat": _function(_text.concat, 1, MANY),
    "contains": _function(_text.contains, 2),
    "ends-with": _function(_text.ends_with, 2),
    "false": _function(_text.false, 0),
    "join": _function(_text.join, 1, MANY),
    "lower-case": _function(_text.lower_case, 1),
    "normalize-space": _function(_text.normalize_space, 0, 1),
    "not": _function(_text.negation, 1),
    "starts-with": _function(_text.starts_with, 2),
    "string": _function(_text.to_string, 0, 1),
    "string-length": _function(_text.string_length, 0, 1),
    "substr": _function(_text.substr, 2, 3),
    "substring": _function(_text.substring, 2, 3),
    "substring-after": _function(_text.substring_after, 2),
    "substring-before": _function(_text.substring_before, 2),
    "translate": _function(_text.translate, 3),
    "true": _function(_text.true, 0),
    "upper-case": _function(_text.upper_case, 1),
    # numbers
    "abs": _function(_number.absolute, 1),
    "ceiling": _function(_number.ceiling, 1),
    "floor": _function(_number.floor, 1),
    "int": _function(_number.whole, 1),
    "max": _function(_number.largest, 1, MANY),
    "min": _function(_number.smallest, 1, MANY),
    "number": _function(_number.to_number, 0, 1),
    "pow": _function(_number.power, 2),
    "random": _function(_number.random_number, 0),
    "round": _function(_number.rounded, 1, 2),
    "sqrt": _function(_number.square_root, 1),
    "sum": _function(_number.total, 1),
    "pi": _function(_number.pi, 0),
    **{
        name: _function(_number.scientific(getattr(math, name)), 1)
        for name in ("acos", "asin", "atan", "cos", "exp", "log", "log10", "sin", "tan")
    },
    "exp10": _function(_number.scientific(lambda value: 10.0**value), 1),
    "atan2": _function(_number.scientific(math.atan2), 2),
    # dates
    "date": _function(_date.to_date, 1),
    "date-time": _function(_date.to_date_time, 1),
    "decimal-date-time": _function(_date.decimal_date_time, 1),
    "decimal-time": _function(_date.decimal_time, 1),
    "format-date": _function(_date.format_date, 2),
    "format-date-time": _function(_date.format_date, 2),
    "now": _function(_date.now, 0),
    "today": _function(_date.today, 0),
    # places
    "area": _function(_geo.area, 1, MANY),
    "distance": _function(_geo.distance, 1, MANY),
    "geofence": _function(_geo.geofence, 2),
    # codes
    "base64-decode": _function(_code.base64_decode, 1),
    "digest": _function(_code.digest, 2, 3),
    "uuid": _function(_code.uuid, 0, 1),
    # choices and nodes
    "checklist": _function(_node.checklist, 3, MANY),
    "count": _function(_node.count, 1),
    "count-non-empty": _function(_node.count_non_empty, 1),
    "count-selected": _function(_node.count_selected, 1),
    "known": _function(_node.known, 1),
    "local-name": _function(_node.name, 0, 1),
    "name": _function(_node.name, 0, 1),
    "property": _function(_node.known, 1),
    "randomize": _function(_node.randomize, 1, 2),
    "selected": _function(_node.selected, 2),
    "selected-at": _function(_node.selected_at, 2),
    "version": _function(_node.version, 0),
    "weighted-checklist": _function(_node.weighted_checklist, 4, MANY),
}
