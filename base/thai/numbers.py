"""One number out of a short answer, and numbers spelled for reading aloud."""

from dataclasses import dataclass
from decimal import Decimal

from base.thai.fold import Folded, either, flat, fold, pattern
from base.thai.number_words import NUMERAL, WORD
from base.thai.scan import Number, find_numbers, without_denied
from base.thai.text import PARTICLES, strip_particles

_UNITS = (
    "คน ท่าน ราย หลังคาเรือน หลัง ครัวเรือน ครอบครัว ครั้ง เรื่อง วัน เดือน ปี บาท ตัว คัน ไร่ แปลง "
    "หมู่บ้าน ชั่วโมง นาที กิโล กิโลเมตร เมตร บ่อ ต้น จุด ข้อ แห่ง กลุ่ม ชุด ใบ เปอร์เซ็นต์ % "
    "people persons households times baht days"
)

_ABOUT = flat(
    r"(?:ประมาณ|ประมาน|ปะมาณ|ปะมาน|ราว|เกือบ|กว่า|เศษ|สัก|ซัก|น่าจะ|อาจจะ|อาจ|คงจะ|คง|มั้ง|ไม่เกิน|"
    r"ไม่ต่ำ|ไม่ถึง|ไม่ครบ|ขึ้นไป|เป็น(?=ร้อย|พัน|หมื่น|สิบ)|ไม่รู้|ไม่ทราบ|จำไม่ได้|ไม่แน่ใจ|"
    r"อย่างน้อย|เกิน|ใกล้|ต้น ?ๆ|ปลาย ?ๆ|[~+≈]|about|around|approx|almost|over)"
)
_LEAD = flat(
    r"(?:เอ่อ|อืม|ก็|ครบ|มี|มา|กัน|คน|ได้|รวม|ร่วม|ทั้งหมด|ทั้งสิ้น|จำนวน|เป็น|แค่|เพียง|เอา|ใช้|นับ|แก้|ขอ|ไม่|"
    r"ชาวบ้าน|ผู้|เข้า|ที่|แล้ว|อยู่|ตอบ|เท่ากับ|คิดว่า|จะ|ครับ|คับ|คะ|นะ|total|it is|[ :=,.()ๆ\"'“”«»])"
)
_LEADING = pattern(rf"(?:{_ABOUT}|{_LEAD}){{0,12}}")
_APPROXIMATE = pattern(_ABOUT)
_TRAILING = pattern(rf"(?: |{_ABOUT}|ๆ)*")
_UNIT = pattern(rf" ?({either(*map(flat, _UNITS.split()))})")
# A time, a date or a measure of something else: not the count that was asked for.
_OTHER = pattern(r" ?(?:น\.|นาฬิกา|โมง|ทุ่ม|[:/.]\d|[มกสตธพ]\.? ?[คพย]\.|(?:มี|เม|มิ)\.? ?[คย]\.|นี้)")
_NONE = pattern(r"ไม่มี(?:ใคร|คน|สักคน|ซักคน)?(?:มา)?(?:เลย)?(?:สักคน|ซักคน)?|none|nobody(?: came)?")
_POLITE = pattern(rf"(?:[ .,!~ๆ()\"'“”«»…]|{either(*map(flat, PARTICLES))}|อะ|อ่ะ)*")
_BELOW = pattern(rf"(?:\A|[ (])(?:-|ลบ|ติดลบ|minus) ?(?:{NUMERAL}|{WORD})")


@dataclass(frozen=True)
class NumberReading:
    """A number as written: `approximate` if about, almost, more than, or of several readings;
    `unit` as typed or ""; `others` further readings («5-6 คน», «พันห้า»), to be asked back."""

    value: Decimal
    approximate: bool = False
    unit: str = ""
    others: tuple[Decimal, ...] = ()


def _unit(folded: Folded, raw: str, end: int) -> str | None:
    """The unit after the number; None when what follows shows that it was no count."""
    tail = folded.text[end:]
    if _OTHER.match(tail):
        return None
    skipped = _TRAILING.match(tail)
    start = end + (skipped.end() if skipped else 0)
    known = _UNIT.match(folded.text, start)
    if known:
        left, right = folded.span(*known.span(1))
        return raw[left:right].strip()
    # The text may have lost its tone marks already.
    if _POLITE.fullmatch(folded.text, start):
        return ""
    # The 0 stands for the number: particles behind it are politeness and no unit.
    words = strip_particles("0 " + raw[folded.span(start, start)[0] :])[1:].split()
    return (words[0] if len(words[0]) <= 20 else None) if words else ""


def _reading(folded: Folded, raw: str, number: Number) -> NumberReading | None:
    before, after = folded.text[: number.start], folded.text[number.end :]
    unit = _unit(folded, raw, number.end)
    known = _UNIT.match(_TRAILING.sub("", after, count=1)) is not None
    if unit is None or not (known or _LEADING.fullmatch(before)):
        return None
    about = _APPROXIMATE.search(folded.text[: number.end]) or _APPROXIMATE.search(after[:30])
    two = len(number.values) > 1
    value, *others = number.values
    return NumberReading(value, bool(about) or two, unit, tuple(others))


def read_number(text: str) -> NumberReading | None:
    """The one count that a message states, or None: no number, several, a negative one, a
    phone number, a time. «ไม่มี» as the whole message is 0. Values are below 10¹²."""
    if _NONE.fullmatch(flat(strip_particles(text).lower())):
        return NumberReading(Decimal(0))
    folded = without_denied(fold(text))
    if _BELOW.search(folded.text):
        return None
    found = find_numbers(folded, text)
    return _reading(folded, text, found[0]) if len(found) == 1 else None


_ONES = ("", "หนึ่ง", "สอง", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด", "เก้า")
_PLACES = ("", "สิบ", "ร้อย", "พัน", "หมื่น", "แสน")


def _place(digit: int, place: int, alone: bool) -> str:
    if place == 0:
        return "เอ็ด" if digit == 1 and not alone else _ONES[digit]
    if place == 1 and digit in (1, 2):
        return ("สิบ", "ยี่สิบ")[digit - 1]
    return _ONES[digit] + _PLACES[place] if digit else ""


def spell(n: int) -> str:
    """The number in words for reading aloud: 54 → ห้าสิบสี่, 101 → หนึ่งร้อยเอ็ด."""
    if n < 0:
        return "ลบ" + spell(-n)
    if n == 0:
        return "ศูนย์"
    millions, rest = divmod(n, 1_000_000)
    head = spell(millions) + "ล้าน" if millions else ""
    digits = str(rest)
    return head + "".join(
        _place(int(digit), len(digits) - 1 - at, alone=n == 1) for at, digit in enumerate(digits)
    )
