"""Text laid flat for reading, with the way back to where each sign stood.

Villagers leave out tone marks or type the wrong one (เมือวาน, เจ๊ด, ยีสิบ). So patterns and
text are compared without them: both go through the same folding.
"""

import re
import unicodedata
from dataclasses import dataclass

LIMIT = 2_000
"""Longest text that is read; what comes after is not looked at."""

_DROPPED = frozenset("่้๊๋็์\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad")
_SAME = {"ฏ": "ฎ", "–": "-", "—": "-", "−": "-", "‐": "-", "‑": "-", "：": ":", "／": "/"}
_SAME |= {"ฯ": ".", "，": ",", "．": "."}


@dataclass(frozen=True)
class Folded:
    """`text` is read; `starts[i]` is where its sign i began in the original, and
    `starts[len(text)]` where the original ends."""

    text: str
    starts: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """A stretch of the folded text, in positions of the original."""
        return self.starts[start], self.starts[end]


def _flat(sign: str) -> str:
    if sign.isspace():
        return " "
    number = unicodedata.decimal(sign, None)
    if number is not None:
        return str(number)
    low = sign.lower()
    return _SAME.get(sign, low if len(low) == 1 else sign)


def fold(text: str) -> Folded:
    """Digits as 0–9, small letters, one space for many, no tone marks, เเ as แ, ํา as ำ."""
    signs: list[str] = []
    starts: list[int] = []
    for at, raw in enumerate(text[:LIMIT]):
        sign = "" if raw in _DROPPED else _flat(raw)
        last = signs[-1] if signs else ""
        if last + sign in ("เเ", "ํา"):
            signs[-1] = "แ" if sign == "เ" else "ำ"
        elif sign and (sign, last) != (" ", " "):
            signs.append(sign)
            starts.append(at)
    return Folded("".join(signs), (*starts, min(len(text), LIMIT)))


def blanked(raw: str, before: Folded, after: Folded) -> str:
    """The original text with spaces where its folded text was blanked since."""
    signs = list(raw)
    for at, (old, new) in enumerate(zip(before.text, after.text, strict=True)):
        if old != new:
            start, end = before.span(at, at + 1)
            signs[start:end] = " " * (end - start)
    return "".join(signs)


def pattern(source: str) -> re.Pattern[str]:
    """A compiled pattern for folded text; may itself be written with tone marks."""
    return re.compile(flat(source))


def flat(source: str) -> str:
    """A word or a pattern as it looks in folded text."""
    return "".join(c for c in source.replace("ฏ", "ฎ") if c not in _DROPPED)


def either(*words: str) -> str:
    """A pattern for one of these words (no signs of their own), the longest first."""
    return "(?:" + "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True)) + ")"
