"""What came of one answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from base.i18n import say
from forms.question import Choice, Json


@dataclass(frozen=True, slots=True)
class Answer:
    """Understood. `also` are answers of other questions that came with it, by path; `sure`: the
    person was told what is lost by it."""

    value: Json
    also: Mapping[str, Json] = field(default_factory=dict)
    sure: bool = False


@dataclass(frozen=True, slots=True)
class Wrong:
    """Not an answer; `complaint` says why."""

    complaint: str


@dataclass(frozen=True, slots=True)
class Offer:
    """More than one reading, or one that is not certain: asked back with buttons. `typed` are the
    words that are no choice, `taken` the choices named beside them."""

    text: str
    choices: tuple[Choice, ...]
    typed: str = ""
    taken: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stay:
    """Part of an answer: toggled choices or pictures so far."""

    draft: Sequence[Json]


Outcome = Answer | Wrong | Offer | Stay


def wrong(kind: str, language: str, **values: object) -> Wrong:
    """The complaint for a question of that kind."""
    return Wrong(say(f"forms.wrong.{kind}", language, **values))
