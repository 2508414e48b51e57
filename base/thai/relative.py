"""Days counted from today: เมื่อวาน, พรุ่งนี้, 3 วันก่อน, อีกสองวัน; and what names no day."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from base.thai import weekdays
from base.thai.fold import either, flat, pattern
from base.thai.moments import DAY, START, Mention, Moment, day_numbers

_OFFSETS = {
    -2: "เมื่อวานซืน เมื่อวานซืนนี้ วานซืน วานซืนนี้ มะวานซืน เมื่อวันซืน|day before yesterday",
    -1: "เย็นวาน เย็นวานนี้ เช้าวาน เช้าวานนี้ บ่ายวาน บ่ายวานนี้ คืนวาน คืนวานนี้ ค่ำวาน "
    "เมื่อวาน เมื่อวานนี้ เมื่อวาร เมื่อวาล วานนี้ เมื่อคืน เมื่อคืนนี้ มื้อวาน มื้อวานนี้ มะวาน มะวานนี้ "
    "yesterday|last night",
    0: "วันนี้ วันเนี้ย วันนี่ เมื่อเช้า เมื่อเช้านี้ เช้านี้ บ่ายนี้ เย็นนี้ คืนนี้ เมื่อกี้ เมื่อกี้นี้ ตอนนี้ เดี๋ยวนี้ มื้อนี้ "
    "today tonight",
    1: "พรุ่งนี้ พรุ่งนี่ พุ่งนี้ พรุ้งนี้ พรุงนี้ พรุ่งเนี้ย วันพรุ่ง มื้ออื่น tomorrow tmr",
    2: "มะรืน มะรืนนี้ มรืน มรืนนี้ มะลืน มะลืนนี้ มื้อฮือ|day after tomorrow",
    3: "มะเรื่อง มะเรื่องนี้",
}  # fmt: skip
_FIXED = {
    flat(word): days
    for days, line in _OFFSETS.items()
    for phrase in [line.split("|")]
    for word in [*phrase[0].split(), *phrase[1:]]
}
_WORD = pattern(rf"(?<![a-z]){either(*_FIXED)}(?![a-z])(?!ซืน)")
_BACK = r"(?:ก่อน|ที่ ?แล้ว|ที่ ?ผ่านมา|มาแล้ว|แล้ว|ago)"
_COUNT = rf"(?P<n>{DAY})(?: ?(?:-|ถึง|หรือ|or|to) ?(?P<n2>{DAY}))?"
_AGO = pattern(rf"(?:เมื่อ ?)?{START}{_COUNT} ?(?P<unit>วัน|days?|อาทิตย์|สัปดาห์|weeks?) ?{_BACK}")
_AHEAD = pattern(
    rf"(?:(?:อีก|ใน|in) ?(?:ประมาณ|ซัก|สัก)? ?{_COUNT} ?(?P<unit>วัน|days?|อาทิตย์|สัปดาห์|weeks?)"
    rf"|{START}(?P<m>{DAY}) ?(?P<unit2>วัน|อาทิตย์|สัปดาห์) ?(?:ข้างหน้า|หน้า|จากนี้))"
)
_WEEK = r"(?:อาทิตย์|สัปดาห์)"
_ONE = r"(?:นึง|หนึ่ง|เดียว)"
_WEEK_AGO = pattern(rf"(?:เมื่อ ?)?(?<!วัน)(?<!วัน ){_WEEK} ?{_ONE}(?: ?กว่า ?ๆ?)?(?: ?{_BACK})?")
_WEEK_AHEAD = pattern(rf"อีก ?(?:ประมาณ|ซัก|สัก)? ?{_WEEK}(?: ?{_ONE})?")
_BEFORE_THAT = pattern(r"(?:เมื่อ)?วาน ?ก่อน")
_BEFORE_YESTERDAY = pattern(r"วัน ?ก่อน ?(?:หน้า ?)?เมื่อวาน(?:นี้)?")
_KNOWN = (
    r"(?:เข้าพรรษา|ออกพรรษา|สงกรานต์|ปีใหม่|ลอยกระทง|เลือกตั้ง|วัน ?(?!ที่ ?แล้ว)[ก-ฮเ-ไ]|มาฆ|วิสาข|อาสาฬห|"
    r"ตรุษ|แซน|โดนตา|บุญ|งาน|กฐิน|เปิดเทอม|เกี่ยวข้าว|\d|จะ|ถึง|ครบ|หมด)"
)
_ANCHOR = pattern(rf" ?{_KNOWN}")
_AFTERWARDS = pattern(r"(?:นี้|หน้านี้|โน้น|ครับ|คับ|ค้าบ|ค่ะ|คะ|นะ|จ้า|ฮะ|เด้อ|เอง|มั้ง|แล้ว|แหละ|ละ|ๆ)")
_VAGUE = pattern(
    rf"(?:ต้น|กลาง|ปลาย|สิ้น|ท้าย) ?(?:เดือน|ปี|{_WEEK})"
    rf"|(?:ทุก|แต่ละ) ?ๆ? ?(?:วัน ?)?{weekdays.PROPER}|(?:วัน ?)?{weekdays.PROPER} ?(?:ของ ?)?ทุก"
    rf"|(?:วัน ?)?{weekdays.PROPER} ?(?:แรก|สุดท้าย|(?:ที่ ?)?(?:หนึ่ง|สอง|สาม|สี่|[1-4]) ?(?:ของ ?)?เดือน)"
    r"|(?:วัน ?)?เสาร์[ \-]?อาทิตย์(?: ?(?:นี้|หน้า|ก่อน|ที่ ?แล้ว|ที่ ?ผ่านมา))?"
    r"|(?:หลาย)? ?วันก่อน"
)
_AGO_FROM = flat("ก่อน")
_ALREADY, _SINCE = flat("แล้ว"), flat("ที่แล้ว")
_LONGEST = timedelta(366 * 250)


def _shifted(words: list[str], unit: str, sign: int, today: date) -> tuple[date, ...]:
    """The days so many days or weeks off; a count may be two («สองสามวันก่อน»)."""
    step = 1 if unit.startswith((flat("วัน"), "day")) else 7
    counts = [n for word in words for n in day_numbers(word)]
    return tuple(today + timedelta(sign * step * n) for n in counts if n * step < _LONGEST.days)


def _counts(text: str, moment: Moment) -> Iterator[Mention]:
    for shape, sign in ((_AGO, -1), (_AHEAD, 1)):
        for match in shape.finditer(text):
            parts = match.groupdict()
            words = [word for key in ("n", "n2", "m") if (word := parts.get(key))]
            unit = parts.get("unit") or parts.get("unit2") or ""
            days = _shifted(words, unit, sign, moment.today)
            # A week back is the day or thereabouts: shown before it is taken.
            about = "ambiguous" if unit.startswith((flat("อาทิตย์"), flat("สัปดาห์"), "week")) else ""
            if days:
                yield _counted(text, match, days, about, moment)


def _counted(
    text: str, match: re.Match[str], days: tuple[date, ...], about: str, moment: Moment
) -> Mention:
    """«2 วันก่อนเข้าพรรษา» counts from another day than today's; «3 วันก่อนประชุม» may. Inside a
    longer message «3 วันแล้ว» is how long something has lasted."""
    if match[0].endswith(_AGO_FROM):
        if _ANCHOR.match(text, match.end()):
            return Mention(*match.span(), reason="ambiguous", blocks=True)
        glued = text[match.end() : match.end() + 1].isalpha()
        if glued and not _AFTERWARDS.match(text, match.end()):
            about = "ambiguous"
    lasting = match[0].endswith(_ALREADY) and not match[0].endswith(_SINCE)
    return Mention(*match.span(), days, about, weak=moment.inside and lasting)


def _in_words(text: str, today: date) -> Iterator[Mention]:
    """A week without its number, and «วานก่อน», which is the day before or any other."""
    shapes = ((_WEEK_AGO, -7), (_WEEK_AHEAD, 7), (_BEFORE_THAT, -2))
    for shape, off in shapes:
        for match in shape.finditer(text):
            yield Mention(*match.span(), (today + timedelta(off),), "ambiguous")
    for match in _BEFORE_YESTERDAY.finditer(text):
        yield Mention(*match.span(), (today - timedelta(2), today - timedelta(1)), "ambiguous")


def relative(text: str, moment: Moment) -> Iterator[Mention]:
    """The days of a folded text that are counted from the moment's; what names a stretch and
    no day («ต้นเดือน», «อาทิตย์ที่แล้ว») is a mention without dates, to be asked back."""
    for match in _WORD.finditer(text):
        yield Mention(*match.span(), (moment.today + timedelta(_FIXED[match[0]]),))
    yield from _counts(text, moment)
    yield from _in_words(text, moment.today)
    for match in _VAGUE.finditer(text):
        yield Mention(*match.span(), reason="ambiguous")
