"""Personal codes as people type them: «ลงชื่อ AD7K», in any case, with Thai digits, with slips."""

from __future__ import annotations

import re

from base.i18n import LANGUAGES, say
from base.ids import CODE_DIGITS, CODE_LETTERS
from base.thai.digits import to_arabic
from base.thai.text import normalize, strip_particles

# Signs that no code has (base/ids.py), and what was meant by them.
_SLIPS = str.maketrans({"O": "Q", "0": "Q", "B": "8", "Z": "2", "N": "M", "V": "U"})
_CODE = re.compile(r"[A-Z0-9]{4,8}")
_SIGN = f"[{CODE_LETTERS}{CODE_DIGITS}]"
# Four signs on cards of before, six now: a digit stands in the middle.
_LOOKS = re.compile(
    rf"(?=.*[A-Z])(?:{_SIGN}{{2}}[{CODE_DIGITS}]{_SIGN}|{_SIGN}{{3}}[{CODE_DIGITS}]{_SIGN}{{2}})"
)
_LONGEST = 60


def code_after_word(text: str) -> str | None:
    """The code of «ลงชื่อ AD7K», written as on the card; None if the message says anything else."""
    if not 0 < len(text) <= _LONGEST:
        return None
    plain = strip_particles(normalize(to_arabic(text))).casefold()
    for word in _words():
        if plain.startswith(word):
            return _code(plain[len(word) :])
    return None


def bare_code(text: str) -> str | None:
    """A message that is nothing but what looks like a code: it could be no word and no number."""
    code = _code(strip_particles(normalize(to_arabic(text[:_LONGEST]))))
    return code if code and _LOOKS.fullmatch(code) else None


def _words() -> list[str]:
    words = {w.casefold() for one in LANGUAGES for w in say("words.register", one).split("|")}
    return sorted(words, key=len, reverse=True)


def _code(rest: str) -> str | None:
    signs = re.sub(r"[\s:#.\-_/]", "", rest).upper()
    return signs.translate(_SLIPS) if _CODE.fullmatch(signs) else None
