"""Plain records into JSON and back: what a store needs for its ``state()`` and ``restore()``.

A state may hold records themselves: they are taken apart when it is written, away from the loop.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from dataclasses import MISSING, fields
from functools import lru_cache
from types import UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from simulator.basics.strict import Json

T = TypeVar("T")


def plain(record: Any) -> Json:
    """The fields of a dataclass, one level deep."""
    return {field.name: getattr(record, field.name) for field in fields(record)}


def written(part: object) -> Iterator[str]:
    """A state as JSON, in pieces: between two of them others may work."""
    if isinstance(part, dict):
        yield "{"
        for place, (key, one) in enumerate(part.items()):
            yield f"{',' if place else ''}{_ENCODER.encode(key)}:{_ENCODER.encode(one)}"
        yield "}"
    elif isinstance(part, list):
        yield "["
        for place, one in enumerate(part):
            yield f"{',' if place else ''}{_ENCODER.encode(one)}"
        yield "]"
    else:
        yield _ENCODER.encode(part)


def _stored(record: Any) -> Json:
    """A record that is not JSON as it stands says itself how it is stored."""
    own = getattr(record, "stored", None)
    return dict(own()) if own is not None else plain(record)


_ENCODER = json.JSONEncoder(
    ensure_ascii=True, separators=(",", ":"), allow_nan=False, default=_stored
)


def rebuild(kind: type[T], state: object) -> T:
    """The record again; raises ValueError where a field is missing, unknown or of another type."""
    known = _fields(kind)  # type: ignore[arg-type]
    given = as_object(state)
    if stray := set(given) - set(known):
        raise ValueError(f"{sorted(stray)[0]} is not known")
    for name, (hint, needed) in known.items():
        if name not in given and needed:
            raise ValueError(f"{name} is missing")
        if name in given and not _fits(given[name], hint):
            raise ValueError(f"{name} cannot be {given[name]!r:.60}")
    return kind(**given)


def as_object(state: object) -> dict[str, Any]:
    if not isinstance(state, dict):
        raise ValueError("an object is needed")
    return state


def as_list(state: object) -> list[Any]:
    if not isinstance(state, list):
        raise ValueError("a list is needed")
    return state


def as_count(state: object) -> int:
    if not isinstance(state, int) or isinstance(state, bool) or state < 0:
        raise ValueError("a whole number is needed")
    return state


def as_text(state: object) -> str:
    if not isinstance(state, str):
        raise ValueError("a text is needed")
    return state


def packed(data: bytes) -> str:
    return base64.b64encode(data).decode()


def unpacked(state: object) -> bytes:
    """Raises ValueError for what is not Base64."""
    return base64.b64decode(as_text(state), validate=True)


@lru_cache(64)
def _fields(kind: type) -> dict[str, tuple[Any, bool]]:
    hints = get_type_hints(kind)
    return {
        one.name: (
            hints[one.name],
            one.default is MISSING and one.default_factory is MISSING,
        )
        for one in fields(kind)
    }


def _fits(value: object, hint: Any) -> bool:
    if get_origin(hint) is UnionType:
        return any(_fits(value, one) for one in get_args(hint))
    wanted = get_origin(hint) or hint
    if wanted is float:
        wanted = int | float
    if isinstance(value, bool):
        return wanted in (bool, object)
    return isinstance(value, wanted)
