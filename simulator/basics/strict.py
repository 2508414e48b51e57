"""JSON as RFC 8259 has it: no NaN, no Infinity, no number that becomes one, no bottomless pit."""

from __future__ import annotations

import json
from typing import NoReturn

Json = dict[str, object]
DEPTH = 100


class TooDeep(ValueError):
    """More lists and objects inside each other than ``DEPTH``."""


def loads(raw: bytes | str, depth: int = DEPTH) -> object:
    """What the JSON says; raises ValueError (json.JSONDecodeError where a place can be named)."""
    words = raw if isinstance(raw, str) else raw.decode(json.detect_encoding(raw), "surrogatepass")
    try:
        found: object = _DECODER.decode(words)
    except RecursionError as fault:
        raise TooDeep("too deeply nested") from fault
    if words.count("{") + words.count("[") > depth:  # else it cannot be deeper
        _check_depth(found, depth)
    return found


def dumps(body: object, *, escaped: bool = False) -> str:
    """Compact; ``escaped`` writes ASCII alone, which half a surrogate pair survives.

    Raises ValueError for what is not JSON, also for what is nested too deep.
    """
    try:
        return _ENCODERS[escaped].encode(body)
    except RecursionError as fault:
        raise TooDeep("too deeply nested") from fault


def _check_depth(found: object, depth: int) -> None:
    level = [found]
    for _ in range(depth):
        level = [inner for outer in level for inner in _inside(outer)]
        if not level:
            return
    raise TooDeep("too deeply nested")


def _inside(outer: object) -> list[object]:
    inner = outer.values() if isinstance(outer, dict) else outer if isinstance(outer, list) else ()
    return [one for one in inner if isinstance(one, dict | list)]


def _finite(digits: str) -> float:
    number = float(digits)
    if number in (float("inf"), float("-inf")):
        raise ValueError(f"{digits} is too large")
    return number


def _refuse(name: str) -> NoReturn:
    raise ValueError(name)


_DECODER = json.JSONDecoder(parse_constant=_refuse, parse_float=_finite)
_ENCODERS = {
    escaped: json.JSONEncoder(ensure_ascii=escaped, separators=(",", ":"), allow_nan=False)
    for escaped in (False, True)
}
