"""A page of a menu as the program wants it, and its name at LINE, which says all of what it is."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

OURS = "wethi "  # how the names of our menus begin at LINE; others' are left alone
ALIAS = "wethi-"


@dataclass(frozen=True)
class WantedMenu:
    """`key` says for whom («leader-th»), `page` counts from 1. `body` is LINE's rich menu object
    without its name (LINE reference, "Rich menu object"), `mark` changes when the picture does."""

    key: str
    page: int
    body: dict[str, Any]
    mark: str
    draw: Callable[[], bytes]

    @property
    def name(self) -> str:
        """At most 300 characters. The same name is the same menu, areas and picture included."""
        told = json.dumps(self.body, ensure_ascii=False, sort_keys=True)
        content = hashlib.sha256(f"{self.mark} {told}".encode()).hexdigest()[:16]
        return f"{OURS}{self.key}-{self.page} {content}"

    @property
    def alias(self) -> str:
        return alias_of(self.key, self.page)


def alias_of(key: str, page: int) -> str:
    """By it one page leads to the other; it stays when the menu behind it is replaced."""
    return f"{ALIAS}{key}-{page}"
