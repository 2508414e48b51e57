"""The danger words: an editable list as data, and whether a message holds one of them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from base.thai.fold import LIMIT, flat, fold

LIST = Path(__file__).parent / "words.txt"
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Words:
    """`found` and `false_alarms` as patterns over folded text; either may match nothing."""

    found: re.Pattern[str]
    false_alarms: re.Pattern[str]

    def in_text(self, text: str) -> bool:
        """Whether the message, however long, says that somebody is in danger."""
        pieces = (text[at : at + LIMIT] for at in range(0, max(len(text), 1), LIMIT - 100))
        return any(self._in_piece(piece) for piece in pieces)

    def _in_piece(self, piece: str) -> bool:
        even = _plain(piece)
        return bool(self.found.search(self.false_alarms.sub(" · ", even)))


@lru_cache(maxsize=4)
def danger_words(path: Path = LIST) -> Words:
    """The list as it stands in the file; read once by a process."""
    lines = [line.strip() for line in path.read_text(encoding="utf-8").splitlines()]
    kept = [line for line in lines if line and not line.startswith("#")]
    alarms = [line.removeprefix("-").strip() for line in kept if line.startswith("-")]
    return Words(
        _any_of(line for line in kept if not line.startswith("-")),
        _any_of(alarms),
    )


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    """Thai is written without spaces, so its words may stand anywhere; English ones stand alone."""
    patterns = [_pattern(_plain(word)) for word in sorted(set(words), key=len, reverse=True)]
    return re.compile("|".join(patterns) if patterns else r"(?!)")


def _pattern(word: str) -> str:
    """A space in a listed word may be missing or more in what people type."""
    escaped = r"\s*".join(re.escape(part) for part in word.split())
    return rf"\b{escaped}\b" if word.isascii() else escaped


def _plain(text: str) -> str:
    """Without tone marks, in small letters; Thai words torn by spaces are put together again."""
    even = _SPACES.sub(" ", fold(text).text).strip()
    return re.sub(r"(?<=[\u0e00-\u0e7f]) (?=[\u0e00-\u0e7f])", "", flat(even))
