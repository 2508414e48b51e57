"""Where numbers stand in a folded message, in digits or in words."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from base.thai.fold import Folded, either, flat, pattern
from base.thai.number_words import NUMERAL, WORD, amounts

ABSURD = Decimal(10) ** 12
"""From here on, digits are a mistake or an account number."""

_UNIT_WORDS = "สิบ ร้อย พัน หมื่น แสน ล้าน โหล ครึ่ง"
# สองพัน ห้าร้อย is one number, ยี่สิบ สามสิบ may be two.
_GREAT = "(?:" + "|".join(f"(?<={word})" for word in ("พัน", "หมื่น", "แสน", "ล้าน")) + ")"
_HUNDREDS = "(?:" + "|".join(f"(?<={word})" for word in ("ร้อย", "พัน", "หมื่น", "แสน")) + ")"
_OTHER_UNIT = " ?(?:วัน|เดือน|ปี|ครั้ง|หลัง|บาท|โมง|ทุ่ม)"
_LATER = (
    rf"(?:{WORD}| ?{either(*map(flat, _UNIT_WORDS.split()))}|{_GREAT} {WORD}"
    rf"|(?<=[ก-ฮ]) ?{NUMERAL}(?= ?{WORD})|{_HUNDREDS} ?\d(?![\d.,:/]|{_OTHER_UNIT}))"
)
_RUN = pattern(
    r"(?<!\d)(?<!\d\.)(?P<minus>(?<![\dก-ฮ])- ?)?"
    rf"(?:{NUMERAL}(?!\d)|{WORD})(?:จุด)?{_LATER}{{0,24}}"
)
_RANGE = pattern(r" ?(?:-|~|ถึง|หรือ) ?")
_NOT_A_COUNT = pattern(
    r"(?:หมู่|หมู่ที่|(?<![ก-๙])ม\.?|ซอย|เลขที่|โทร\.?|เบอร์|รุ่น|รุ่นที่|ครั้งที่|ข้อ|หมายเลข|ขาด(?:ไป)?|หลาย) ?\Z"
)
_DENIED = pattern(rf"(?:ไม่ใช่|ไม่ได้|not) ?(?:{NUMERAL}|{WORD}{{1,9}})(?: ?คน)?")
_LESS = pattern(r"ลบ ?\Z")
# Without their mark these are words of their own: หาคน is no five people.
_MARKED = {flat(word) for word in ("ห้า", "สี่", "เก้า", "ร้อย", "ล้าน", "หมื่น", "ยี่")}


def without_denied(folded: Folded) -> Folded:
    """«ไม่ใช่ 54 เป็น 51» with the denied number blanked, all else in its place."""
    return replace(folded, text=_DENIED.sub(lambda m: " " * len(m[0]), folded.text))


@dataclass(frozen=True)
class Number:
    """A number phrase: its place in the folded text and its readings, the likelier first."""

    start: int
    end: int
    values: tuple[Decimal, ...]


def _plain(value: Decimal) -> Decimal:
    return Decimal(int(value)) if value == int(value) else value


def _one(folded: Folded, raw: str, start: int, end: int) -> Number | None:
    text = folded.text[start:end]
    left, right = folded.span(start, end)
    if text in _MARKED and flat(raw[left:right]) == raw[left:right]:
        return None
    digits = text.replace(",", "")
    if digits.isdigit() and (len(digits) > 12 or (len(digits) >= 9 and digits[0] == "0")):
        return None
    values = tuple(_plain(value) for value in amounts(text) if value < ABSURD)
    return Number(start, end, values) if values else None


def _singles(folded: Folded, raw: str) -> Iterator[Number]:
    for match in _RUN.finditer(folded.text):
        before = folded.text[max(0, match.start() - 12) : match.start()]
        if match["minus"] or _NOT_A_COUNT.search(before) or _LESS.search(before):
            continue
        found = _one(folded, raw, *match.span())
        if found:
            yield found


def find_numbers(folded: Folded, raw: str) -> list[Number]:
    """All counts of a message in order; «5-6» and «ห้าหก» are one with two readings. House,
    phone and negative numbers are none."""
    found: list[Number] = []
    for number in _singles(folded, raw):
        last = found[-1] if found else None
        gap = folded.text[last.end : number.start] if last else ""
        if last and _RANGE.fullmatch(gap) and len(last.values) == len(number.values) == 1:
            found[-1] = Number(last.start, number.end, last.values + number.values)
        else:
            found.append(number)
    return found
