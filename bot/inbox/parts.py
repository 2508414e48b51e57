"""Part: what one capability brings to the chat. `bootstrap/` joins them in one visible list."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from sqlalchemy.orm import Session

from base.i18n import LANGUAGES, say
from base.thai.text import normalize, strip_particles
from bot.dialogue.rooms import FormRoom
from bot.inbox.turn import Act, Do, Ear, Join
from bot.outbox.wanted import Unwanted, UnwantedByMany
from bot.tasks import TaskKind

T = TypeVar("T")
Forget = Callable[[Session, str, str], None]


@dataclass(frozen=True)
class Part:
    """`words` maps a key of the catalogue `words` (its synonyms separated by `|`) to what it does.

    `unsent` maps the first part of `Kept.used_for` («report», «case») to a function
    `(session, subject, field)` that takes the words of an unsent message out of it.
    `joins` maps the same to what puts a photo to others of its burst (`Routes.joins`).
    `unwanted` maps the first part of a dedupe key to what is asked before such a row is sent, and
    `unwanted_by_many` the first part of a mailing's key to what is asked of its people.
    """

    events: Mapping[str, Do] = field(default_factory=dict)
    first: tuple[Ear, ...] = ()
    acts: Mapping[str, Act] = field(default_factory=dict)
    words: Mapping[str, Do] = field(default_factory=dict)
    ears: tuple[Ear, ...] = ()
    forms: tuple[FormRoom, ...] = ()
    tasks: tuple[TaskKind, ...] = ()
    unsent: Mapping[str, Forget] = field(default_factory=dict)
    unwanted: Mapping[str, Unwanted] = field(default_factory=dict)
    joins: Mapping[str, Join] = field(default_factory=dict)
    unwanted_by_many: Mapping[str, UnwantedByMany] = field(default_factory=dict)


def joined(maps: Iterable[Mapping[str, T]]) -> dict[str, T]:
    """All entries; two capabilities may not claim the same name."""
    found: dict[str, T] = {}
    for one in maps:
        for name, value in one.items():
            if name in found:
                raise ValueError(f"two capabilities claim {name!r}")
            found[name] = value
    return found


def word_finder(words: Mapping[str, Do]) -> Callable[[str, str], Do | None]:
    """Finds what a whole message means, polite particles aside, in Thai and English alike."""
    table: dict[str, Do] = {}
    for name, do in words.items():
        for language in LANGUAGES:
            for word in say(f"words.{name}", language).split("|"):
                table.setdefault(_plain(word), do)

    def find(text: str, _language: str) -> Do | None:
        return table.get(_plain(text)) if 0 < len(text) <= 80 else None

    return find


def _plain(text: str) -> str:
    return strip_particles(normalize(text)).casefold()
