"""Values of Flex properties: keywords, pixels, per cent, colours."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from simulator.validate.fields import Json, is_number
from simulator.validate.problem import Path, Problem, Problems, mistyped

_PX = r"-?\d+(\.\d+)?px"
_PERCENT = r"\d+(\.\d+)?%"
_SPACES = "none|xs|sm|md|lg|xl|xxl"
_SIZES = "xxs|xs|sm|md|lg|xl|xxl|3xl|4xl|5xl"
Check = Callable[[object], bool]


@dataclass(frozen=True)
class Shape:
    """A text of this shape."""

    pattern: re.Pattern[str]

    def __call__(self, value: object) -> bool:
        return isinstance(value, str) and self.pattern.fullmatch(value) is not None


def _shape(*patterns: str) -> Shape:
    return Shape(re.compile("|".join(patterns)))


def words(*values: str) -> Shape:
    return _shape(*(re.escape(value) for value in values))


def a_flag(value: object) -> bool:
    return isinstance(value, bool)


def a_share(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 2**31


def a_ratio(value: object) -> bool:
    """``width:height``, each 1–100000, height at most three times the width."""
    number = r"(\d{1,6}(?:\.\d{1,6})?)"
    found = re.fullmatch(f"{number}:{number}", value if isinstance(value, str) else "")
    if found is None:
        return False
    width, height = float(found[1]), float(found[2])
    return 1 <= width <= 100_000 and 1 <= height <= 100_000 and height <= 3 * width


colour = _shape(r"#[0-9A-Fa-f]{6}([0-9A-Fa-f]{2})?")
space = _shape(_SPACES, _PX)
offset = _shape(_SPACES, _PX, _PERCENT)
length = _shape(_PX, _PERCENT)
border = _shape("none|light|normal|medium|semi-bold|bold", _PX)
text_size = _shape(_SIZES, _PX)
image_size = _shape(_SIZES, "full", _PX, _PERCENT)
angle = _shape(r"(\d|[1-9]\d|[12]\d\d|3[0-5]\d)(\.\d+)?deg")
share = _shape(r"(\d|[1-9]\d)(\.\d+)?%", r"100(\.0+)?%")
lines = _shape(r"(?!0+(\.0+)?px)\d+(\.\d+)?px")
position = words("relative", "absolute")
align = words("start", "end", "center")
gravity = words("top", "bottom", "center")
weight = words("regular", "bold")
style = words("normal", "italic")
decoration = words("none", "underline", "line-through")
shrink = words("shrink-to-fit")


def properties(found: Json, path: Path, known: dict[str, Check], other: frozenset[str]) -> Problems:
    """Each known property has a value it can take; ``other`` are checked elsewhere."""
    for key, value in found.items():
        if key in other:
            continue
        if key not in known:
            yield Problem((*path, key), "unknown field")
        elif isinstance(value, dict | list) or (
            value is not None and _of_other_type(value, known[key])
        ):
            yield mistyped((*path, key))
        elif not known[key](value):
            yield Problem((*path, key), "invalid property")


def _of_other_type(value: object, check: Check) -> bool:
    return isinstance(check, Shape) and (is_number(value) or isinstance(value, bool))
