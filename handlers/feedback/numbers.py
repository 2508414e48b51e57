"""Case numbers as people write them: «สร 69/00123», «เรื่อง 123», «123 ถึงไหนแล้ว», with a code."""

from __future__ import annotations

import re
from dataclasses import dataclass

from base.thai.digits import to_arabic
from base.thai.text import normalize, strip_particles

_FULL = re.compile(r"(?:สร|sr)\s*\.?\s*(?P<year>\d{2})\s*/\s*(?P<running>\d{1,6})", re.IGNORECASE)
_CASE = r"(?:เรื่อง(?:ที่|เลขที่|เลข)?|เลขที่|เลขเรื่อง|case|number|no\.?)"
_CODE = r"(?:รหัส|โค้ด|code)"
_SHORT = re.compile(rf"{_CASE}\s*#?\s*(?P<running>\d{{1,6}})", re.IGNORECASE)
_BARE = re.compile(r"#?\s*(?P<running>\d{1,6})")
_ENDS_WITH_CODE = re.compile(rf"(?:{_CODE})\s*(?P<code>\d{{3}}\s?\d{{3}})", re.IGNORECASE)
_ASKS = re.compile(
    r"(?:ถึงไหน|ไปถึงไหน|เป็นยังไง|เป็นไง|เป็นอย่างไร|ว่าไง|ยังไง|คืบหน้า|ไหม|มั้ย|หรือยัง|รึยัง|"
    r"อยู่ไหน|ตอบ.*ยัง|status|how|what|where|any news|progress|\?)"
    r".*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Asked:
    """`year` is the fiscal year's two last digits, None if it was not named."""

    running: int
    year: int | None = None
    code: str = ""


def asked_number(text: str) -> Asked | None:
    """The case a whole message asks about; None if it is about something else.

    A number alone is none: it may answer anything. Nor is a longer story that names a number.
    """
    even = to_arabic(normalize(text))
    if len(even) > 80:
        return None
    plain = strip_particles(even)
    code = _ENDS_WITH_CODE.search(plain)
    rest = (plain[: code.start()] + plain[code.end() :]).strip() if code else plain
    for named in (_FULL, _SHORT, _BARE):
        if match := named.match(rest):
            tail = rest[match.end() :].strip(" .,:-")
            digits = re.sub(r"\s", "", code["code"] if code else tail)
            told = bool(code) or named is not _BARE
            if not re.fullmatch(r"\d{6}", digits):
                digits = ""
            if digits or (not tail and told) or (tail and _ASKS.fullmatch(tail)):
                year = match.groupdict().get("year")
                return Asked(int(match["running"]), int(year) if year else None, digits)
    return None


def running_in(text: str) -> int | None:
    """The running number in an answer to «which number»: 123, 00123, สร 69/00123."""
    even = strip_particles(to_arabic(normalize(text)))
    match = _FULL.fullmatch(even) or _SHORT.fullmatch(even) or _BARE.fullmatch(even)
    return int(match["running"]) if match else None


def code_in(text: str) -> str | None:
    """Six digits, perhaps with a space in the middle or the word «รหัส» before them."""
    digits = re.sub(rf"(?i:{_CODE})|[\s-]", "", strip_particles(to_arabic(normalize(text))))
    return digits if re.fullmatch(r"\d{6}", digits) else None
