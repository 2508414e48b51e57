"""What was found, in a sentence; and what to do, in another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from base.i18n import say


class Level(StrEnum):
    """The sign before the sentence."""

    WELL = "✓"
    ADVICE = "!"
    ILL = "✗"


@dataclass(frozen=True)
class Finding:
    """`key` and `remedy` name sentences; `values` fill both."""

    level: Level
    key: str
    remedy: str | None = None
    values: Mapping[str, object] = field(default_factory=dict)

    def told(self, language: str) -> str:
        lines = [f"{self.level} {self._said(self.key, language)}"]
        if self.remedy is not None:
            lines.append(f"→ {self._said(self.remedy, language)}")
        return "\n  ".join("\n".join(lines).split("\n"))

    def _said(self, key: str, language: str) -> str:
        return say(key, language, **self.values)


def well(key: str, **values: object) -> Finding:
    return Finding(Level.WELL, key, None, values)


def advice(key: str, remedy: str | None = None, **values: object) -> Finding:
    return Finding(Level.ADVICE, key, remedy, values)


def ill(key: str, remedy: str | None = None, **values: object) -> Finding:
    return Finding(Level.ILL, key, remedy, values)
