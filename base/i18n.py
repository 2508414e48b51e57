"""Sentences by key, in gettext catalogues: `say("report.sent", "th", number="ว 69/042")`.

The part before the first dot is the domain, one `.po` file a language under `locales/`. The
catalogues are read as text, so a changed sentence needs no build step.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

LOCALES = Path(__file__).resolve().parent.parent / "locales"
LANGUAGES = ("th", "en")
DEFAULT_LANGUAGE = "th"


class MissingSentence(KeyError):
    """A key that no catalogue has: a fault of the program, found by the parity test."""


@lru_cache(maxsize=64)
def catalogue(domain: str, language: str) -> dict[str, str]:
    """All sentences of one domain in one language: {key: sentence}."""
    # Costs 60 ms, and not every door speaks.
    from babel.messages.pofile import read_po

    path = LOCALES / language / "LC_MESSAGES" / f"{domain}.po"
    if not path.exists():
        return {}
    with path.open("rb") as file:
        messages = read_po(file, locale=language)
    return {
        str(message.id): str(message.string)
        for message in messages
        if message.id and message.string
    }


def say(key: str, language: str = DEFAULT_LANGUAGE, /, **values: object) -> str:
    """The sentence of `key`, its {placeholders} filled; Thai where a language lacks it."""
    domain = key.partition(".")[0]
    for tongue in (language, DEFAULT_LANGUAGE):
        sentence = catalogue(domain, tongue).get(key)
        if sentence is not None:
            return sentence.format(**values) if values else sentence
    raise MissingSentence(key)
