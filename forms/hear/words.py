"""Typed words made comparable, and numbers that mean «the second one»."""

from __future__ import annotations

import re
from functools import lru_cache

from base.i18n import say
from base.thai.digits import to_arabic
from base.thai.text import normalize, strip_particles
from forms.question import Heard, HeardKind

_PLACE = re.compile(r"(?:ข้อ(?:ที่)?|no\.?|#)?\s*(\d{1,4})\s*[.)]?", re.IGNORECASE)
LONGEST_KEPT = 200  # letters
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def typed(heard: Heard) -> str | None:
    """The typed words without what no database stores; None if nothing was typed."""
    if heard.kind is not HeardKind.TEXT or not isinstance(heard.value, str):
        return None
    return _UNSTORABLE.sub("", heard.value).strip()


def plain(text: str) -> str:
    """For comparing: digits 0–9, small letters, one space, no ครับ/ค่ะ at the end, no end mark."""
    return _kept(text) if len(text) <= LONGEST_KEPT else _plain(text)


@lru_cache(maxsize=32_768)  # the labels and names of a list of some thousand choices
def _kept(text: str) -> str:
    return _plain(text)


def _plain(text: str) -> str:
    even = to_arabic(normalize(_UNSTORABLE.sub("", text))).casefold()
    even = strip_particles(even) or even
    return re.sub(r"\s+", " ", even).strip(" .,!?\"'«»“”")


def place_in(text: str) -> int | None:
    """The number of a choice: «2», «ข้อ 2», «๒.»."""
    match = _PLACE.fullmatch(plain(text))
    return int(match.group(1)) if match else None


def means(text: str, key: str, language: str) -> bool:
    """Is this one of the words (separated by |) of a key such as forms.words.yes?"""
    words = "|".join(say(key, tongue) for tongue in dict.fromkeys((language, "th", "en")))
    return plain(text) in {plain(word) for word in words.split("|")}
