"""Whether a property's value has the type that LINE writes."""

from __future__ import annotations

from collections.abc import Callable

from simulator.basics.strict import Json

Check = Callable[[object], bool]


def some_text(value: object) -> bool:
    return isinstance(value, str)


def whole(value: object) -> bool:
    """A number from 0 on that every program can hold."""
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 1 << 53


def one_of(*words: str) -> Check:
    return lambda value: isinstance(value, str) and value in words


def each(check: Check, *, most: int) -> Check:
    return lambda value: (
        isinstance(value, list) and len(value) <= most and all(check(one) for one in value)
    )


def parts(needed: dict[str, Check], optional: dict[str, Check] | None = None) -> Check:
    """An object; what stands in it besides is not looked at."""

    def check(value: object) -> bool:
        return isinstance(value, dict) and _fits(value, needed, optional or {})

    return check


def _fits(value: Json, needed: dict[str, Check], optional: dict[str, Check]) -> bool:
    if not all(key in value and check(value[key]) for key, check in needed.items()):
        return False
    return all(check(value[key]) for key, check in optional.items() if key in value)
