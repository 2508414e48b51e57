"""What is wrong, where, and in which of LINE's dialects it is said."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Rules:
    """``loopback_http``: media on this machine may come over http, which LINE never takes.

    ``to_many``: for a multicast, narrowcast or broadcast, which quote and mention nobody.
    """

    loopback_http: bool = True
    to_many: bool = False


@dataclass(frozen=True)
class Problem:
    """``mistyped``: another JSON type than LINE's schema has; LINE stops at the first one.

    ``warning``: LINE would refuse it, the rules of here let it pass.
    """

    path: Path
    message: str
    mistyped: bool = False
    warning: bool = False


Problems = Iterator[Problem]


def mistyped(path: Path) -> Problem:
    return Problem(path, "", mistyped=True)


def dotted(path: Path) -> str:
    """``messages[0].quickReply.items[1].action``: the request's own schema."""
    out = ""
    for part in path:
        out += f"[{part}]" if isinstance(part, int) else f".{part}"
    return out.removeprefix(".")


def slashed(path: Path) -> str:
    """``template/columns/5/title``: inside a template message."""
    return "/".join(str(part) for part in path)


def pointer(path: Path) -> str:
    """``/body/contents/0``: inside a Flex container."""
    return "/" + slashed(path)
