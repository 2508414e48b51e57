"""A sum at the foot of a sheet: «รวมทั้งสิ้น 40 คน», «รวม | 40». Nobody of the name ยอดชาย is one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from handlers.roster.workbook import NOT_COMPUTED

_COUNT = re.compile(r"(?<!\d)(\d{1,4})(?:\s*(?:คน|ราย|ท่าน))?$")
_BEGINS = r"(?:รวม|ยอด|จำนวน|ทั้งสิ้น|ทั้งหมด|(?:grand\s*)?total)"
_WORDS = (
    r"รวม|ยอด|จำนวน|ทั้งสิ้น|ทั้งหมด|สุทธิ|เป็น|เงิน|บาท|คน|ราย|ท่าน|ชาย|หญิง|และ|กลุ่ม|ภาค|ผู้นำ|ชุมชน|ประชาชน"
    r"|ส่วนราชการ|ราชการ|หน่วยงาน|เจ้าหน้าที่|วิทยากร|ผู้สังเกตการณ์|ผู้(?:เข้า)?(?:ร่วม|รับการ|อบรม|ประชุม|เวที)+"
    r"|grand|total|persons?|people|men|women"
)
# A telephone number is longer than what a sum counts.
_FIGURE = r"(?<!\d)\d{1,4}(?!\d)|(?<!\d)\d{1,3}(?:,\d{3})+(?!\d)"
_OF_A_SUM = re.compile(
    rf"(?:{_WORDS}|{_FIGURE}|{re.escape(NOT_COMPUTED)}|[\s.,:;()/\-–—=_…])+", re.I
)
_HEAD = re.compile(rf"{_BEGINS}", re.IGNORECASE)
_COUNTED = re.compile(
    rf"(?:^{_BEGINS}|ทั้งสิ้น|ทั้งหมด).*(?<!\d)\d{{1,4}}\s*(?:คน|ราย|ท่าน|persons?|people)\W*$", re.I
)
_LINE_NUMBER = re.compile(r"\d{1,4}\.?")


def is_total(told: Sequence[str]) -> bool:
    """Of a row without a number of its own, by what stands in it: it says how many they are, or is
    made of nothing but the words and figures of a sum. A surname, a village or a phone is not."""
    first = next((one for one in told if not _LINE_NUMBER.fullmatch(one)), "")
    if _COUNTED.search(first):
        return True
    return bool(_HEAD.match(first)) and all(_OF_A_SUM.fullmatch(one) for one in told)


def differs(told: Sequence[str], *read: int) -> int | None:
    """What the sum says, where it is none of those that were counted. A merged cell comes as often
    as it is wide, «ชาย 20 | หญิง 20» does not."""
    counts = [int(found[1]) for one in told if (found := _COUNT.search(one))]
    once = [int(found[1]) for one in dict.fromkeys(told) if (found := _COUNT.search(one))]
    if not counts or {*read} & {max(counts), sum(counts), sum(once)}:
        return None
    return max(counts)
