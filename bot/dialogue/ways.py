"""Other ways to say what a button does: «ยังไม่ได้ไปเลยครับ» for [ยังไม่เสร็จ].

The catalogue `ways` has them by the act's name, separated by `|`; `…` stands for a few words among
which nothing is denied or put off. They are heard at the beginning of what is said, so that a
reason may follow («ไม่ได้จัดครับ ฝนตก»), and never where what follows asks or says another of them.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache

from base.i18n import LANGUAGES, catalogue, say
from base.thai.asking import asks
from base.thai.text import PARTICLES, normalize, strip_particles

LONGEST = 120
_GAP = r"(?:(?!ไม่|ยัง|เลื่อน|หรือ|\bnot\b).){0,40}?"
_POLITE = "|".join(map(re.escape, sorted(PARTICLES, key=len, reverse=True)))
_HEAD = re.compile(rf"\A(?:(?:{_POLITE}|อ๋อ|เอ่อ|ก็|คือ)(?=[\s,.]|ยัง|ไม่)[\s,.]*)+", re.IGNORECASE)
_TAIL = rf"(?:[\s,.!]*(?:เลย|หรอก|ดอก|อ่ะ|อะ|จริงๆ|{_POLITE}))*(?=[\s,.!]|$)"
_NOBODY = re.compile("ไม่(?:มี|ค่อยมี)(?:ใคร|อะไร)|ไม่ได้(?:ทำ)?อะไร")


def way_said(text: str, acts: Collection[str], wins: Collection[str] = ()) -> str | None:
    """Which of these acts the words mean; None where they mean none, or more than one. What stands
    in `wins` is meant though another was said before it: «ยังครับ เลื่อนเป็นวันเสาร์»."""
    said = _HEAD.sub("", normalize(text)) if 0 < len(text) <= LONGEST else ""
    if not said or not any(map(str.isalpha, strip_particles(said))):
        return None
    found = {act: end for act in acts if (end := _heard(said, act))}
    rest = said[max(found.values(), default=0) :]
    if len(found) != 1 or asks(_NOBODY.sub("", rest)):
        return None
    clauses = re.split(r"[\s,]+", rest)
    further = {one for one in acts for clause in clauses if _heard(clause, one)} - set(found)
    return _settled(next(iter(found)), further, wins)


def _settled(first: str, further: Collection[str], wins: Collection[str]) -> str | None:
    if not further:
        return first
    stronger = [one for one in further if one in wins]
    return stronger[0] if len(further) == len(stronger) == 1 else None


def has_ways(act: str) -> bool:
    return f"ways.words.{act}" in catalogue("ways", "th")


def _heard(said: str, act: str) -> int:
    """Where what was heard of it ends; 0: nothing was."""
    found = _pattern(act).match(said) if has_ways(act) else None
    return found.end() if found else 0


@cache
def _pattern(act: str) -> re.Pattern[str]:
    lists = (say(f"ways.words.{act}", language).split("|") for language in LANGUAGES)
    ways = sorted((way for found in lists for way in found), key=len, reverse=True)
    whole = "|".join(_GAP.join(map(re.escape, normalize(way).split("…"))) for way in ways)
    return re.compile(rf"(?:{whole}){_TAIL}", re.IGNORECASE)
