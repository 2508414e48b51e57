"""The days that a whole answer may mean which names a month, a part of one, or a week alone."""

import calendar
import re
from datetime import date, datetime

from base.thai.fold import flat, fold, pattern
from base.thai.years import FIRST, LAST, Faces, fits

_LEAD = r"(?:น่าจะ|คิดว่า|คง|จะ|ประมาณ|ราว ?ๆ?|สัก|ซัก|ช่วง|ตอน|แถว ?ๆ?|เมื่อ|ไว้|จัด|เอา|[ .~])*+"
_END = r"(?:[ .!,ๆ]|เลย|ก็ได้|แล้วกัน|ละ|มั้ง|แหละ|นี่|ครับ|คับ|ค้าบ|ผม|ค่ะ|คะ|นะ|จ้า|จ้ะ|ฮะ|เด้อ)*+"
_OFF = (
    r"(?: ?(?:(?P<this>นี้)|(?P<next>หน้า|ที่ ?จะ(?:มา)?ถึง)"
    r"|(?P<last>ที่ ?แล้ว|ก่อน|กลาย|ที่ ?ผ่านมา)))"
)
_MONTH = pattern(rf"{_LEAD}(?P<part>ต้น|กลาง|ปลาย|สิ้น|ท้าย)? ?ๆ? ?เดือน{_OFF}?{_END}")
_WEEK = pattern(rf"{_LEAD}(?:อาทิตย์|สัปดาห์){_OFF}{_END}")
_ENGLISH = re.compile(
    r"(?:in |at |by )?(?:the )?(?:(?P<part>beginning|middle|end) of )?(?:the )?"
    r"(?:(?P<this>this)|(?P<next>next)|(?P<last>last)) (?P<unit>month|week)[ .!]*"
)
_THAI = {"ต้น": "begin", "กลาง": "middle", "ปลาย": "late", "ท้าย": "late", "สิ้น": "end"}
_PARTS = {flat(word): part for word, part in _THAI.items()}
_PARTS |= {"beginning": "begin", "middle": "middle", "end": "end"}
# Days of a month by its part; 0 is the last one.
_DAYS = {
    "begin": (1, 2, 3, 4, 5),
    "middle": (13, 14, 15, 16, 17),
    "late": (25, 27, 0),
    "end": (0,),
    "": (1, 5, 10, 15, 20, 25, 0),
}
MOST = 7


def days_within(text: str, today: date, faces: Faces = "either") -> tuple[date, ...]:
    """Days to offer, at most seven and in their order: the last of the month for «สิ้นเดือนนี้», the
    first ones for «ต้นเดือนหน้า», some of it for «เดือนหน้า», Monday to Sunday for «อาทิตย์หน้า». () for
    whatever names a day, or something else beside. What the question does not look at is left out;
    `today` and `faces` as for read_date. Never raises."""
    day = today.date() if isinstance(today, datetime) else today
    folded = fold(text).text.strip()
    found = _english(folded, day) or _of_month(folded, day, faces) or _of_week(folded, day)
    kept = sorted({one for one in found if fits(one, day, faces)})
    return tuple(kept[:MOST])


def _of_month(text: str, today: date, faces: Faces) -> list[date]:
    match = _MONTH.fullmatch(text)
    if match is None or not (match["part"] or _is_off(match)):
        return []
    part = _PARTS.get(match["part"] or "", "")
    if _is_off(match):
        return _days(today, _off(match), part)
    # «สิ้นเดือน» alone is the nearest one that the question looks at.
    ahead = _days(today, 0, part)
    if any(fits(one, today, faces) for one in ahead):
        return ahead
    return _days(today, -1 if faces == "past" else 1, part)


def _of_week(text: str, today: date) -> list[date]:
    match = _WEEK.fullmatch(text)
    return _week(today, _off(match)) if match else []


def _english(text: str, today: date) -> list[date]:
    match = _ENGLISH.fullmatch(text)
    if match is None:
        return []
    if match["unit"] == "week":
        return [] if match["part"] else _week(today, _off(match))
    return _days(today, _off(match), _PARTS.get(match["part"] or "", ""))


def _is_off(match: re.Match[str]) -> bool:
    return bool(match["this"] or match["next"] or match["last"])


def _off(match: re.Match[str]) -> int:
    return 1 if match["next"] else -1 if match["last"] else 0


def _days(today: date, off: int, part: str) -> list[date]:
    year, month = divmod(today.year * 12 + today.month - 1 + off, 12)
    if not FIRST <= year <= LAST:
        return []
    last = calendar.monthrange(year, month + 1)[1]
    return [date(year, month + 1, day or last) for day in _DAYS[part]]


def _week(today: date, off: int) -> list[date]:
    """Monday to Sunday."""
    monday = today.toordinal() - today.weekday() + 7 * off
    every = range(monday, monday + 7)
    return [date.fromordinal(one) for one in every if 0 < one <= date.max.toordinal()]
