"""A sentence of a form in its languages, with `${…}` to be filled in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from forms.expressions import Compiled

Part = str | Compiled


class Teller(Protocol):
    @property
    def language(self) -> str: ...

    def told(self, part: Compiled) -> str:
        """The value of an expression as a person should read it."""
        ...


@dataclass(frozen=True, slots=True)
class Text:
    """Parts by language code; `default` is the language that stands in for a missing one."""

    tongues: Mapping[str, tuple[Part, ...]] = field(default_factory=dict)
    default: str = ""

    def __bool__(self) -> bool:
        return bool(self.tongues)

    def say(self, teller: Teller) -> str:
        parts = self._parts(teller.language)
        told = "".join(part if isinstance(part, str) else teller.told(part) for part in parts)
        return told.replace("<br>", "\n").strip()

    def _parts(self, language: str) -> tuple[Part, ...]:
        for tongue in (language, self.default):
            if tongue in self.tongues:
                return self.tongues[tongue]
        return next(iter(self.tongues.values()), ())

    def expressions(self) -> Iterator[Compiled]:
        for parts in self.tongues.values():
            yield from (part for part in parts if isinstance(part, Compiled))
