"""Spaces at which a line must not end: «ว 69/001», «12 ก.ค. 2569», «09.30 น.», «หมู่ 94»."""

from __future__ import annotations

import re

from base.thai import months

NO_BREAK = "\u00a0"
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
