"""Written Thai as it is read aloud: «09.30 น.» → «เก้าโมงครึ่ง», «20 ก.ค.» → «ยี่สิบ กรกฎาคม»."""

from __future__ import annotations

import re

from base.thai import months
from base.thai.digits import to_arabic

_ONES = ("ศูนย์", "หนึ่ง", "สอง", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด", "เก้า")
_TENS = ("", "สิบ", "ร้อย", "พัน", "หมื่น", "แสน")
_MILLION = 1_000_000
_TIME = re.compile(r"(?<![\d.])([01]?\d|2[0-3])[.:]([0-5]\d)(?:\s*(?:น\.|นาฬิกา)|(?![\d.]))")
_NUMBER = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?![\d.,])|\d+")
_LONG = 8  # digits from which on a number is a telephone's, read one by one
_SHORT = dict(zip(months.SHORT, months.LONG, strict=True))
_SIGNS = (("📢", ""), ("พ.ศ.", "พอศอ"), ("อ.", "อำเภอ"), ("ต.", "ตำบล"), ("จ.", "จังหวัด"))


def aloud(text: str) -> str:
    """For somebody who reads it into a loudspeaker at sight."""
    even = to_arabic(text)
    even = _TIME.sub(lambda found: time_in_words(int(found[1]), int(found[2])), even)
    for short, long in _SHORT.items():
        even = even.replace(short, long)
    for sign, spoken in _SIGNS:
        even = re.sub(rf"(?<![ก-๙]){re.escape(sign)}", spoken, even)
    even = re.sub(r"ที่\s+(?=\d)", "ที่", even)
    spoken = _NUMBER.sub(lambda found: _number(found[0]), even)
    return "\n".join(" ".join(line.split()) for line in spoken.splitlines() if line.strip())


def _number(written: str) -> str:
    digits = written.replace(",", "")
    if len(digits) >= _LONG or (digits.startswith("0") and len(digits) > 1):
        return " ".join(_ONES[int(one)] for one in digits)
    return in_words(int(digits))


def in_words(number: int) -> str:
    """«ยี่สิบเอ็ด»; `number` is not negative."""
    if number >= _MILLION:
        rest = number % _MILLION
        return f"{in_words(number // _MILLION)}ล้าน{_below(rest, after=True) if rest else ''}"
    return _below(number) if number else _ONES[0]


def _below(number: int, *, after: bool = False) -> str:
    digits = str(number)
    said = []
    for place, digit in zip(range(len(digits) - 1, -1, -1), map(int, digits), strict=True):
        if digit:
            said.append(_digit(digit, place, alone=len(digits) == 1 and not after))
    return "".join(said)


def _digit(digit: int, place: int, *, alone: bool) -> str:
    if place == 0:
        return "เอ็ด" if digit == 1 and not alone else _ONES[digit]
    if place == 1:
        return {1: "", 2: "ยี่"}.get(digit, _ONES[digit]) + _TENS[1]
    return _ONES[digit] + _TENS[place]


def time_in_words(hour: int, minute: int) -> str:
    """By the clock as people say it: «เก้าโมงครึ่ง», «บ่ายสอง», «หกโมงเย็น», «สองทุ่ม»."""
    said = _hour(hour)
    if minute == 0:
        return said
    return f"{said}ครึ่ง" if minute == 30 else f"{said}{in_words(minute)}นาที"


def _hour(hour: int) -> str:
    if hour in (0, 12):
        return "เที่ยงคืน" if hour == 0 else "เที่ยง"
    if hour < 6:
        return f"ตี{in_words(hour)}"
    if hour < 12:
        return f"{in_words(hour)}โมง{'เช้า' if hour < 9 else ''}"
    if hour < 16:
        return "บ่ายโมง" if hour == 13 else f"บ่าย{in_words(hour - 12)}"
    if hour < 19:
        return f"{in_words(hour - 12)}โมงเย็น"
    return f"{in_words(hour - 18)}ทุ่ม"
