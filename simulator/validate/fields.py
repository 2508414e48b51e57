"""Checks of single properties. Each yields what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from simulator.validate.count import utf16
from simulator.validate.problem import Path, Problem, Problems, mistyped

Json = dict[str, object]
Count = Callable[[str], int]


@dataclass(frozen=True)
class Words:
    """The request's schema and the inside of a container have words of their own."""

    empty: str
    too_long: str
    not_one_of: str
    not_opened: str = "invalid uri scheme"
    comma: str = ", "


SCHEMA = Words(
    "May not be empty",
    "Length must be between {low} and {high}",
    "Must be one of the following values: [{values}]",
)
INSIDE = Words(
    "must be specified",
    "must not be longer than {high} characters",
    "must be one of the following values: [{values}]",
)


def text(
    found: Json,
    key: str,
    path: Path,
    limit: int,
    *,
    required: bool = True,
    count: Count = utf16,
    words: Words = SCHEMA,
    low: int = 0,
) -> Problems:
    value, here = found.get(key), (*path, key)
    if value is None or value == "":
        if required:
            yield Problem(here, words.empty)
    elif not isinstance(value, str):
        yield mistyped(here)
    elif count(value) > limit:
        yield Problem(here, words.too_long.format(low=low, high=limit))


def one_of(
    found: Json,
    key: str,
    path: Path,
    values: Collection[str],
    *,
    required: bool = False,
    words: Words = SCHEMA,
) -> Problems:
    value, here = found.get(key), (*path, key)
    if value is None:
        if required:
            yield Problem(here, words.empty)
    elif not isinstance(value, str):
        yield mistyped(here)
    elif value not in values:
        yield Problem(here, words.not_one_of.format(values=words.comma.join(values)))


def number(found: Json, key: str, path: Path, low: float, high: float) -> Problems:
    """A required number."""
    value, here = found.get(key), (*path, key)
    if value is None:
        yield Problem(here, "May not be null")
    elif not is_number(value):
        yield mistyped(here)
    elif not low <= float(str(value)) <= high:
        yield Problem(here, f"Must be between {low:g} and {high:g}")


def whole(found: Json, key: str, path: Path, low: int, high: int) -> Problems:
    """A required number without a fraction."""
    if isinstance(found.get(key), float):
        yield mistyped((*path, key))
    else:
        yield from number(found, key, path, low, high)


def flag(found: Json, key: str, path: Path) -> Problems:
    if found.get(key) is not None and not isinstance(found[key], bool):
        yield mistyped((*path, key))


def is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def size_between(low: int, high: int) -> str:
    return f"Size must be between {low} and {high}"
