"""The danger words: an editable list as data, and whether a message holds one of them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from base.thai.fold import LIMIT, flat, fold

LIST = Path(__file__).parent / "words.txt"
MARKS = ("-", "1323")
_SPACES = re.compile(r"\s+")
# «ยิ่ง» and a misspelt «หญิง» are no shots. Looked at before tone marks go: «ให้ยิง» is one.
_NO_SHOT = re.compile(r"ย(?:ิ่|่ิ)ง|(?<![ใไ])หยิง")


class Danger(StrEnum):
    """Which numbers help."""

    OTHER = "other"
    DESPAIR = "despair"


@dataclass(frozen=True, slots=True)
class Words:
    """`found`, `despair` and `false_alarms` as patterns over folded text; each may match nothing.

    `despair` is somebody who may take their own life.
    """

    found: re.Pattern[str]
    despair: re.Pattern[str]
    false_alarms: re.Pattern[str]

    def in_text(self, text: str) -> frozenset[Danger]:
        """What danger the message, however long, speaks of; nothing if of none."""
        text = _NO_SHOT.sub(" · ", text)
        pieces = (text[at : at + LIMIT] for at in range(0, max(len(text), 1), LIMIT - 100))
        return frozenset().union(*map(self._in_piece, pieces))

    def _in_piece(self, piece: str) -> frozenset[Danger]:
        even = self.false_alarms.sub(" · ", _plain(piece))
        rest = self.despair.sub(" · ", even)  # «จะฆ่าตัวตาย» threatens nobody else
        found = [Danger.DESPAIR] if rest != even else []
        return frozenset([*found, *([Danger.OTHER] if self.found.search(rest) else [])])


@lru_cache(maxsize=4)
def danger_words(path: Path = LIST) -> Words:
    """The list as it stands in the file; read once by a process."""
    lines = [line.strip() for line in path.read_text(encoding="utf-8").splitlines()]
    kept = [line for line in lines if line and not line.startswith("#")]
    return Words(
        _any_of(line for line in kept if not line.startswith(MARKS)),
        _any_of(_marked(kept, "1323")),
        _any_of(_marked(kept, "-")),
    )


def _marked(lines: Iterable[str], mark: str) -> list[str]:
    return [line.removeprefix(mark).strip() for line in lines if line.startswith(mark)]


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
