"""How many people came: men, women, together, in one message."""

from dataclasses import dataclass, replace
from decimal import Decimal

from base.thai.fold import Folded, fold, pattern
from base.thai.numbers import read_number
from base.thai.scan import Number, find_numbers, without_denied
from base.thai.text import strip_particles

_ALONE = r"(?<![ก-๙a-z.])"
_END = r"(?![ก-๙a-z])"
_LABEL = pattern(
    rf"(?P<women>เพศหญิง|ผู้หญิง|ผญ\.?{_END}|หญิง|หยิง|สตรี|{_ALONE}ญ\.?{_END}"
    rf"|\bwom[ae]n|\bfemales?|{_ALONE}f{_END})"
    rf"|(?P<men>เพศชาย|ผู้ชาย|ผช\.?{_END}|ชาย(?!แดน)|{_ALONE}ช\.?{_END}"
    rf"|\bm[ae]n\b|\bmales?|{_ALONE}m{_END})"
    r"|(?P<sum>รวม|ทั้งหมด|ทั้งสิ้น|\btotal)"
    r"|(?P<came>(?:ผู้)?เข้า ?ร่วม|คนมา|มีคน|มากัน|มา|ใช้|\bcame)"
)
_NOBODY = pattern(r"ไม่มี(?!ใคร)")
_HEADS = pattern(r" ?(?:กว่า|เศษ)? ?(?:ๆ ?)?(?:คน|ท่าน|ราย|people|persons?)")
_NO_HEADS = pattern(
    r" ?(?:กว่า)? ?(?:บาท|หลัง|ครัวเรือน|ครอบครัว|โมง|ทุ่ม|น\.|นาฬิกา|นาที|ชั่วโมง|เดือน|ปี|ครั้ง|"
    r"[มกสตธพ]\.? ?[คพย]\.|(?:มี|เม|มิ)\.? ?[คย]\.)"
)
_FILL = (
    r"(?:[ :=.,()~]|มี|มา|จำนวน|ประมาณ|ปะมาณ|ประมาน|ราว|เกือบ|กว่า|สัก|ซัก|น่าจะ|แค่|ได้|ก็|คน|กัน|เป็น|"
    r"ทั้งหมด|ทั้งสิ้น|ด้วย|เข้าร่วม|about)"
)
_AFTER_LABEL = pattern(rf"{_FILL}{{0,8}}")
_BEFORE_LABEL = pattern(r" ?(?:คน|ท่าน)? ?(?:เป็น|ผู้|เพศ)?")
_PAIR = pattern(r"\D{0,3}(\d{1,4}) ?(?:[/+, ]|กับ|และ) ?(\d{1,4})\D{0,12}")
_UNCOUNTED = pattern(
    r"(?:ไม่|บ่)(?: ?(?:ได้|ได))?(?: ?(?:นับ|แยก|จด|ดู)){1,2}(?!ว่า)|นับ(?:แยก)?ไม่(?:ได้|ทัน)"
    r"|แยกไม่(?:ได้|ออก)"
    r"|not (?:counted|separate)|did ?n.t count"
)
_MOST = 999_999

_UNKNOWN = {"ไม่รู้", "ไม่ทราบ", "จำไม่ได้", "ไม่แน่ใจ", "คละกัน", "คละ ๆ กัน", "คละๆกัน", "don't know"}


@dataclass(frozen=True)
class PeopleReading:
    """What the message says and no more: men + women need not be `total`; None is unsaid.
    `uncounted`: the person says that men and women were not counted apart."""

    men: int | None = None
    women: int | None = None
    total: int | None = None
    uncounted: bool = False


_NOTHING = PeopleReading()


@dataclass(frozen=True)
class _Label:
    start: int
    end: int
    who: str


def _labels(folded: Folded) -> list[_Label]:
    found = [_Label(m.start(), m.end(), m.lastgroup or "") for m in _LABEL.finditer(folded.text)]
    return [label for label in found if label.who]


def _after(folded: Folded, label: _Label, numbers: list[Number]) -> Number | None:
    gaps = ((n, folded.text[label.end : n.start]) for n in numbers if n.start >= label.end)
    first = next(gaps, None)
    return first[0] if first and _AFTER_LABEL.fullmatch(first[1]) else None


def _before(folded: Folded, label: _Label, numbers: list[Number]) -> Number | None:
    earlier = [n for n in numbers if n.end <= label.start]
    gap = folded.text[earlier[-1].end : label.start] if earlier else "x"
    return earlier[-1] if _BEFORE_LABEL.fullmatch(gap) else None


def _numbers(folded: Folded, text: str) -> list[Number]:
    """The counts that can be heads, and «ไม่มี» as nought."""
    found = [n for n in find_numbers(folded, text) if not _NO_HEADS.match(folded.text, n.end)]
    nobody = [Number(m.start(), m.end(), (Decimal(0),)) for m in _NOBODY.finditer(folded.text)]
    return sorted(found + nobody, key=lambda number: number.start)


def _by_sex(folded: Folded, labels: list[_Label], numbers: list[Number]) -> dict[Number, str]:
    """«ช20 ญ31» or «20 ชาย 31 หญิง»: whichever order pairs more of the labels."""
    sexes = [label for label in labels if label.who in ("men", "women")]
    after = [(_after(folded, label, numbers), label.who) for label in sexes]
    before = [(_before(folded, label, numbers), label.who) for label in sexes]
    behind = sum(bool(n) for n, _ in before) > sum(bool(n) for n, _ in after)
    return {number: who for number, who in (before if behind else after) if number}


def _together(folded: Folded, labels: list[_Label], numbers: list[Number]) -> list[Number]:
    """The numbers that state all who came: after «รวม», else counted in คน or after «มา»."""
    sums = [_after(folded, label, numbers) for label in labels if label.who == "sum"]
    if any(sums):
        return [number for number in sums if number]
    came = [_after(folded, label, numbers) for label in labels if label.who == "came"]
    return [
        n for n in numbers if n in came or (n.values[0] != 0 and _HEADS.match(folded.text, n.end))
    ]


def _count(numbers: list[Number]) -> int | None:
    values = {value for number in numbers for value in number.values}
    return int(values.pop()) if len(values) == 1 else None


def _labelled(folded: Folded, text: str) -> PeopleReading | None:
    labels, numbers = _labels(folded), _numbers(folded, text)
    sex = _by_sex(folded, labels, numbers)
    rest = _together(folded, labels, [n for n in numbers if n not in sex])
    used = [*sex, *rest]
    if any(len(n.values) > 1 or not 0 <= n.values[0] <= _MOST or n.values[0] % 1 for n in used):
        return None
    men = _count([n for n, who in sex.items() if who == "men"])
    women = _count([n for n, who in sex.items() if who == "women"])
    found = PeopleReading(men, women, _count(rest))
    return None if found == _NOTHING else found


def _whole(folded: Folded) -> PeopleReading | None:
    """A message that is only figures: «54», or «20/34» in the order of the question."""
    pair = _PAIR.fullmatch(folded.text)
    if pair and not _LABEL.search(folded.text):
        return PeopleReading(int(pair[1]), int(pair[2]))
    number = read_number(folded.text)
    if number is None or number.others or number.unit not in ("", "คน", "ท่าน", "ราย", "people"):
        return None
    return PeopleReading(total=int(number.value)) if _is_count(number.value) else None


def _is_count(value: Decimal) -> bool:
    return value <= _MOST and value % 1 == 0


def read_people(text: str) -> PeopleReading | None:
    """Men, women and all who came, out of an answer or a whole report; None if it tells none.
    «20/34» is men, then women. A sum that does not add is handed out as it was written, and
    «50-60 คน», of which nobody knows which is meant, is None."""
    folded = without_denied(fold(text))
    unknown = strip_particles(text) in _UNKNOWN
    if unknown or _UNCOUNTED.search(folded.text):
        folded = replace(folded, text=_UNCOUNTED.sub(lambda m: " " * len(m[0]), folded.text))
        return replace(_labelled(folded, text) or _whole(folded) or _NOTHING, uncounted=True)
    return _labelled(folded, text) or _whole(folded)
