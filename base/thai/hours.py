"""The hours of the Thai day, in six kinds of counting, as patterns and as hours of 24."""

import re

from base.thai.fold import flat, pattern
from base.thai.number_words import WORD, amounts

_N = rf"(?:(?<![\d.:])\d{{1,2}}(?!\d)|{WORD}{{1,3}})"
_MINUTES = (
    r"(?: ?ตรง| ?กว่า ?ๆ?)?(?: ?(?P<half>ครึ่ง)| ?(?P<min>\d{1,2}|WORDS) ?นาที"
    r"| ?(?P<late>2[5-9]|[3-5]\d) ?น(?:\.|(?![ก-๙]))"
    r"|(?: ?(?P<bare>\d{1,2}(?![\d.:/-])|WORDS)(?! ?(?:คน|ราย|หลัง|โมง|ทุ่ม|ชาย|หญิง|[ก-ฮ]\.))))?"
).replace("WORDS", rf"{WORD}{{1,4}}")
_ONE = r"(?:(?<![\d.:])\d{1,2}(?!\d)|หนึ่ง|สอง|สาม|สี่|ห้า|หก)"
_PART = r"(?:ตอน)?(?:เช้า|สาย|บ่าย|เย็น|แลง|หัวค่ำ|ค่ำ|กลางคืน|ดึก)"
_CLOCK = (
    rf"(?:(?P<lead>{_PART}) ?)?(?<!\d)(?<!\d[.:/-])(?P<h>\d{{1,2}})[.:] ?(?P<min>\d{{2}})"
    r"(?!\d|[./]\d)"
    r"(?::\d\d)?(?: ?น\.| ?น(?![ก-๙])| ?นาฬิกา)?"
    rf"(?: ?(?:(?P<ampm>[ap]\.?m)(?![a-z])\.?|(?P<tail>{_PART})))?"
)
_HOUR = (
    rf"(?:(?P<lead>{_PART}) ?)?(?:(?P<from>{_N}) ?(?:-|ถึง) ?)?(?P<h>{_N}) ?(?:โมง|o.?clock)"
    rf"(?: ?(?P<tail>{_PART}))?{_MINUTES}(?: ?(?P<tail2>{_PART}))?"
)
SHAPES = {
    "clock": pattern(_CLOCK),
    "ampm": pattern(r"(?<![\d.:])(?P<h>\d{1,2}) ?(?P<ampm>[ap]\.?m)(?![a-z])\.?"),
    "midnight": pattern(rf"เที่ยง ?คืน{_MINUTES}|(?<![a-z])midnight"),
    "noon": pattern(rf"เที่ยง(?: ?(?:วัน|ตรง))?(?! ?คืน){_MINUTES}|(?<![a-z])noon"),
    "afternoon": pattern(
        rf"บ่าย ?(?:(?P<h>{_ONE})(?: ?(?:-|ถึง|หรือ)? ?(?P<h2>{_ONE})(?= ?โมง))?(?: ?โมง)?|โมง)"
        rf"(?:เย็น)?{_MINUTES}"
    ),
    "night": pattern(rf"ตี ?(?P<h>{_ONE}){_MINUTES}"),
    "evening": pattern(
        rf"(?:(?P<from>{_N}) ?(?:-|ถึง) ?)?(?:(?P<h>{_N}) ?)?ทุ่ม(?:หนึ่ง|นึง)?{_MINUTES}"
    ),
    "hour": pattern(_HOUR),
    "official": pattern(
        rf"(?:(?P<lead>{_PART}) ?)?(?:(?P<from>{_N}) ?(?:-|ถึง) ?)?"
        rf"(?P<h>{_N}) ?(?:น\.|น(?![ก-๙])|นาฬิกา)(?: ?(?P<min>\d{{1,2}}|{WORD}{{1,4}}) ?นาที)?"
    ),
}
"""Every shape of a time in folded text, by the kind of counting it belongs to."""

_MORNING = (flat("เช้า"), flat("สาย"))
_DARK = (flat("กลางคืน"), flat("ดึก"))


def _numbers(text: str | None) -> tuple[int, ...]:
    """One number, two for «สองสาม», none for what is no whole one."""
    values = amounts(text) if text else ()
    return tuple(map(int, values)) if all(value % 1 == 0 for value in values) else ()


def _number(text: str | None) -> int | None:
    values = _numbers(text)
    return values[0] if len(values) == 1 else None


def minutes_of(match: re.Match[str]) -> int | None:
    """Minutes past the hour; None if what stands there is no number of minutes."""
    parts = match.groupdict()
    said = parts.get("min") or parts.get("bare") or parts.get("late")
    return 30 if parts.get("half") else _number(said) if said else 0


def _part(match: re.Match[str]) -> str:
    parts = match.groupdict()
    said = parts.get("lead") or parts.get("tail") or parts.get("tail2") or ""
    return said.removeprefix(flat("ตอน"))


def _twelve(hour: int, ampm: str) -> tuple[int, ...]:
    if not 1 <= hour <= 12:
        return (hour,)
    return (hour % 12 + (12 if ampm.startswith("p") else 0),)


def _clock(hour: int, part: str, *, exact: bool) -> tuple[int, ...]:
    """9.30 as it stands. 3.30 is the afternoon's too, unless a nought says 24 are counted."""
    if part in _DARK:
        return (hour + 12,) if 6 <= hour < 12 else (0,) if hour == 12 else (hour,)
    if part and part not in _MORNING and hour < 12:
        return (hour + 12,)
    both = not part and not exact and 1 <= hour <= 6
    return (hour, hour + 12) if both else (hour,)


def _hour(hour: int, part: str) -> tuple[int, ...]:
    """โมง: 7–11 are the morning's; 1–6 are the afternoon's or, in the old counting from six,
    the morning's (สี่โมง: ten or sixteen)."""
    if hour > 12 or hour in (0, 12):
        return (hour,)
    old = 6 if hour == 6 else hour + 6
    if part in _MORNING:
        return (hour if hour >= 6 else old,)
    if part in _DARK:
        return (hour + 12,) if hour >= 6 else (hour,)
    if part:
        return (hour + 12,)
    if hour >= 7:
        return (hour,)
    return (old, hour + 12)


def hours_of(kind: str, match: re.Match[str]) -> tuple[int, ...]:
    """The hours (0–24) that a match of the shape of that kind may mean; () if none."""
    parts = match.groupdict()
    said = parts.get("from") or parts.get("h")
    if kind in ("noon", "midnight"):
        return (12,) if kind == "noon" else (0,)
    numbers = (*(_numbers(said) if said else (1,)), *_numbers(parts.get("h2")))
    return tuple(hour for number in numbers for hour in _hours_at(kind, match, number, said or ""))


def _hours_at(kind: str, match: re.Match[str], number: int, said: str) -> tuple[int, ...]:
    parts = match.groupdict()
    if parts.get("ampm"):
        return _twelve(number, parts["ampm"] or "")
    if kind in ("clock", "official"):
        return _clock(number, _part(match), exact=said.startswith("0"))
    if kind == "hour":
        return _hour(number, _part(match))
    limits = {"afternoon": (6, 12), "night": (6, 0), "evening": (6, 18)}
    most, add = limits[kind]
    return (number + add,) if 1 <= number <= most else ()
