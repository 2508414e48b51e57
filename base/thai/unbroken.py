"""Where a line must not end: the spaces of «ว 69/001», «12 ก.ค. 2569», «09.30 น.», «หมู่ 94»;
and all of a few words that are read in one breath."""

from __future__ import annotations

import re

import regex

from base.thai import months

NO_BREAK = "\u00a0"
JOINER = "\u2060"  # WORD JOINER (UAX #14): not seen, and no line ends beside it
_THAI = regex.compile(r"[\u0e01-\u0e7f]{2,}")
_CLUSTER = regex.compile(r"\X")
_BEFORE_NUMBER = re.compile(r" (?=\d)")
_ENGLISH = [form for name in months.ENGLISH for form in (name, name[:3])]
_MONTH = "|".join(map(re.escape, sorted({*months.SHORT, *_ENGLISH}, key=len, reverse=True)))
# What is read as one word with the number behind it, and with the number before it.
_BEFORE = "ว|สร|ที่|หมู่|เรื่อง|รายงาน|ชาย|หญิง|รวม|คนมา|รูป|โทร|รุ่น"
_AFTER = r"น\.|คน|รูป|เสียง|คลิป|ไฟล์|ข้อความ|เรื่อง|วัน|ชั่วโมง|นาที|ครั้ง"
_ONE_WORD = re.compile(
    rf"(?P<date>\d (?:{_MONTH}) (?=\d{{4}}))"
    rf"|(?P<day>\d (?=(?:{_MONTH})))"
    r"|(?P<number>ที่ (?=(?:ว|สร) \d))"
    rf"|(?P<before>(?:{_BEFORE}) (?=\d))"
    rf"|(?P<after>\d (?=(?:{_AFTER})))"
)


def unbroken(text: str) -> str:
    """The same text, as long as before; only the spaces inside such a word are no-break spaces."""
    return _ONE_WORD.sub(lambda found: found[0].replace(" ", NO_BREAK), text)


def in_one_line(words: str) -> str:
    """A few words that stay together, «เลยวันที่บอกไว้ 3»: Thai has no spaces between words, so a
    telephone ends a line after any of them. For what nobody copies; it is longer than it looks."""
    joined = _THAI.sub(lambda found: JOINER.join(_CLUSTER.findall(found[0])), words)
    return _BEFORE_NUMBER.sub(NO_BREAK, joined)


def as_read(text: str) -> str:
    """The same words without what only holds lines together."""
    return text.replace(NO_BREAK, " ").replace(JOINER, "")
