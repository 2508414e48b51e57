"""Whether a whole message is one of the synonyms of a word in the catalogue `words`."""

from __future__ import annotations

from base.i18n import LANGUAGES, say
from base.thai.text import normalize, strip_particles

LONGEST = 80


def means(text: str, name: str) -> bool:
    """In Thai and English alike, polite particles and «ๆ» aside."""
    if not 0 < len(text) <= LONGEST:
        return False
    plain = _plain(text)
    if not plain:  # signs alone, «???» or a smile, are no word
        return False
    synonyms = (say(f"words.{name}", language).split("|") for language in LANGUAGES)
    return any(plain == _plain(word) for words in synonyms for word in words)


def _plain(text: str) -> str:
    return strip_particles(normalize(text)).casefold()
