"""Every endpoint that LINE's OpenAPI files name, with its chapter of LINE's reference."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

DOCUMENTATION = "https://developers.line.biz/en/"
_FILE = Path(__file__).with_name("endpoints.tsv")


@dataclass(frozen=True)
class Endpoint:
    """``path`` as OpenAPI writes it, ``/v2/bot/profile/{userId}``; ``page`` is a URL."""

    method: str
    path: str
    page: str

    @property
    def shape(self) -> str:
        """The path without the names of its variables."""
        return re.sub(r"\{\w+\}", "{}", self.path)

    def matches(self, path: str) -> bool:
        return _pattern(self.path).fullmatch(path) is not None


@cache
def endpoints() -> tuple[Endpoint, ...]:
    """Fixed paths before those with variables, which match them too."""
    rows = [row.split("\t") for row in _FILE.read_text(encoding="utf-8").splitlines()[1:]]
    found = [
        Endpoint(method, path, f"{DOCUMENTATION}reference/{page}") for method, path, page in rows
    ]
    return tuple(sorted(found, key=lambda one: one.path.count("{")))


@cache
def _pattern(path: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\{\w+\}", "[^/]+", path))


def find(method: str, path: str) -> Endpoint | None:
    """The endpoint of a request's path (without its query)."""
    return next((one for one in endpoints() if one.method == method and one.matches(path)), None)
