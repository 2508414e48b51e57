"""How many people came: men, women, together, in one message."""

from dataclasses import dataclass, replace
from decimal import Decimal

from base.thai.fold import Folded, blanked, fold, pattern
from base.thai.heads import Label, both_at_once, compared_away, labels_of, plain_dashes
from base.thai.numbers import read_number
from base.thai.scan import Number, find_numbers, without_denied
from base.thai.text import strip_particles

_NOBODY = pattern(r"ไม่มี(?!ใคร)")
_HEADS = pattern(r" ?(?:กว่า|เศษ)? ?(?:ๆ ?)?(?:คน|ท่าน|ราย|people|persons?)")
_NO_HEADS = pattern(
    r" ?(?:กว่า)? ?(?:บาท|หลัง|ครัวเรือน|ครอบครัว|โมง|ทุ่ม|น\.|นาฬิกา|นาที|ชั่วโมง|เดือน|ปี|ครั้ง|"
    r"[มกสตธพ]\.? ?[คพย]\.|(?:มี|เม|มิ)\.? ?[คย]\.)"
)
_FILL = (
    r"(?:[ :=.,()~ๆ]|มี|มา|ไทย|จำนวน|ประมาณ|ปะมาณ|ประมาน|ราว|เกือบ|กว่า|สัก|ซัก|น่าจะ|แค่|ได้|ก็|คน|กัน|"
    r"เป็น|ทั้งหมด|ทั้งสิ้น|ด้วย|เข้าร่วม|about)"
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
_UNITS = ("", "คน", "ท่าน", "ราย", "people")

_UNKNOWN = {"ไม่รู้", "ไม่ทราบ", "จำไม่ได้", "ไม่แน่ใจ", "คละกัน", "คละ ๆ กัน", "คละๆกัน", "don't know"}


@dataclass(frozen=True)
class PeopleReading:
    """What the message says: men + women need not be `total`; None is unsaid. Children and
    others counted beside men and women are in `total`, which then differs from the two: whether
    they are among them is for the person to say. `uncounted`: men and women were not counted
    apart."""

    men: int | None = None
    women: int | None = None
    total: int | None = None
    uncounted: bool = False


_NOTHING = PeopleReading()


def _after(folded: Folded, label: Label, numbers: list[Number]) -> Number | None:
    gaps = ((n, folded.text[label.end : n.start]) for n in numbers if n.start >= label.end)
    first = next(gaps, None)
    return first[0] if first and _AFTER_LABEL.fullmatch(first[1]) else None


def _before(folded: Folded, label: Label, numbers: list[Number]) -> Number | None:
    earlier = [n for n in numbers if n.end <= label.start]
    gap = folded.text[earlier[-1].end : label.start] if earlier else "x"
    return earlier[-1] if _BEFORE_LABEL.fullmatch(gap) else None


def _numbers(folded: Folded, text: str) -> list[Number]:
    """The counts that can be heads, and «ไม่มี» as nought."""
    found = [n for n in find_numbers(folded, text) if not _NO_HEADS.match(folded.text, n.end)]
    nobody = [Number(m.start(), m.end(), (Decimal(0),)) for m in _NOBODY.finditer(folded.text)]
    return sorted(found + nobody, key=lambda number: number.start)


def _by_label(folded: Folded, labels: list[Label], numbers: list[Number]) -> dict[Number, str]:
    """«ช20 ญ31» or «20 ชาย 31 หญิง»: whichever order pairs more of the labels. Numbers stand
    before their labels all or none, so half of that is nothing that can be relied on."""
    named = [label for label in labels if label.who in ("men", "women", "others")]
    after = {n: label.who for label in named if (n := _after(folded, label, numbers))}
    before = {n: label.who for label in named if (n := _before(folded, label, numbers))}
    behind = len(before) == len(named) and len(before) > len(after)
    return before if behind else after


def _together(folded: Folded, labels: list[Label], numbers: list[Number]) -> list[Number]:
    """The numbers that state all who came: after «รวม», else counted in คน or after «มา»."""
    sums = _behind(folded, labels, numbers, "sum")
    if sums:
        return sums
    came = _behind(folded, labels, numbers, "came")
    return [
        n for n in numbers if n in came or (n.values[0] != 0 and _HEADS.match(folded.text, n.end))
    ]


def _behind(folded: Folded, labels: list[Label], numbers: list[Number], who: str) -> list[Number]:
    found = [_after(folded, label, numbers) for label in labels if label.who == who]
    return [number for number in found if number]


def _said_all(folded: Folded, labels: list[Label], numbers: list[Number]) -> list[Number]:
    return [n for who in ("sum", "came") for n in _behind(folded, labels, numbers, who)]


def _count(numbers: list[Number]) -> int | None:
    values = {value for number in numbers for value in number.values}
    return int(values.pop()) if len(values) == 1 else None


def _usable(numbers: list[Number]) -> bool:
    return not any(
        len(n.values) > 1 or not 0 <= n.values[0] <= _MOST or n.values[0] % 1 for n in numbers
    )


def _labelled(folded: Folded, text: str) -> PeopleReading | None:
    labels, numbers = labels_of(folded), _numbers(folded, text)
    named = _by_label(folded, labels, numbers)
    rest = _together(folded, labels, [n for n in numbers if n not in named])
    if "others" in named.values() and not {"men", "women"}.issubset(named.values()):
        # «ชาวบ้าน 50 คน เจ้าหน้าที่ 4 คน»: 50 or 54, unless it is said who all are.
        rest = [n for n in rest if n in _said_all(folded, labels, numbers)]
    if not _usable([*named, *rest]):
        return None
    men, women, others = (
        [n for n, label in named.items() if label == who] for who in ("men", "women", "others")
    )
    found = PeopleReading(_count(men), _count(women), _count(rest))
    if others and found.total is None:
        return _with_others(found, sum(int(n.values[0]) for n in others))
    return None if found == _NOTHING else found


def _with_others(found: PeopleReading, others: int) -> PeopleReading | None:
    """«ชาย 20 หญิง 31 เด็ก 3»: 51 or 54. Without men and women nobody knows what is all."""
    if found.men is None or found.women is None:
        return None
    return replace(found, total=found.men + found.women + others)


def _whole(folded: Folded, text: str) -> PeopleReading | None:
    """A message that is only figures: «54», or «20/34» in the order of the question."""
    labels = [label.who for label in labels_of(folded)]
    if {"men", "women", "others"}.intersection(labels):
        return None
    pair = _PAIR.fullmatch(folded.text)
    if pair and not labels:
        return PeopleReading(int(pair[1]), int(pair[2]))
    number = read_number(blanked(text, fold(text), folded))
    if number is None or number.others or number.unit not in _UNITS:
        return None
    return PeopleReading(total=int(number.value)) if _is_count(number.value) else None


def _is_count(value: Decimal) -> bool:
    return value <= _MOST and value % 1 == 0


def read_people(text: str) -> PeopleReading | None:
    """Men, women and all who came, out of an answer or a whole report; None if it tells none.
    «20/34» is men, then women. A sum that does not add is handed out as it was written, and
    «50-60 คน», of which nobody knows which is meant, is None."""
    folded = compared_away(plain_dashes(without_denied(fold(text))))
    unknown = strip_particles(text) in _UNKNOWN
    if unknown or _UNCOUNTED.search(folded.text):
        folded = replace(folded, text=_UNCOUNTED.sub(lambda m: " " * len(m[0]), folded.text))
        return replace(_read(folded, text) or _NOTHING, uncounted=True)
    return _read(folded, text)


def _read(folded: Folded, text: str) -> PeopleReading | None:
    both = both_at_once(folded)
    if both:
        men, women, total = both
        return PeopleReading(men, women, total)
    return _labelled(folded, text) or _whole(folded, text)
