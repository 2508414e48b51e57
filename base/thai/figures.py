"""Dates in figures: 12/7/69, 12-07-2569, 12.7.69, 2569-07-12, 12/7."""

import re
from collections.abc import Iterator

from base.thai.fold import pattern
from base.thai.moments import (
    ERA,
    LEADING,
    START,
    UNIT,
    Mention,
    Moment,
    era_of,
    same_day,
    weekday_of,
    with_year,
    without_year,
)

_YEAR_FIRST = pattern(
    rf"{START}(?P<y>\d{{4}}) ?(?P<sep>[-/.]) ?(?P<m>\d{{1,2}}) ?(?P=sep) ?(?P<d>\d{{1,2}})(?![\d/])"
)
_DAY_FIRST = pattern(
    rf"{LEADING}{START}(?P<d>\d{{1,2}}) ?(?P<sep>[-/.]) ?(?P<m>\d{{1,2}}) ?(?P=sep) ?"
    rf"'?(?:{ERA} ?)?(?P<year>\d{{2,5}})(?![\d/])"
)
_DAY_MONTH = pattern(
    rf"{LEADING}{START}(?<![.:])(?P<d>\d{{1,2}}) ?/ ?(?P<m>\d{{1,2}})"
    rf"(?![\d/.\-]|{UNIT}| ?ของ(?!เดือน))"
)
_DASHED = pattern(rf"วัน ?ที่ ?(?P<d>\d{{1,2}}) ?- ?(?P<m>\d{{1,2}})(?![\d/.\-]|{UNIT})")
# Before two figures with a stroke: they are people, not day and month.
_HEADS = pattern(
    r"(?:คน|มา|ชาย|หญิง|สตรี|บุรุษ|(?<![ก-๙])[ชญ]|เข้าร่วม|รวม|ได้|เหลือ|ขาด|ราว|ประมาณ|เกิน|คะแนน|men|women)"
    r"[ .:=]{0,2}\Z"
)
_HOUSE = pattern(r"(?:เลขที่|บ้าน|ที่อยู่|หมู่|ซอย|ว|สร) ?\Z")
_PLAIN = pattern(r"(?P<d>\d{1,2})[.\- ](?P<m>\d{1,2})")
_SPACED = pattern(r"(?P<d>\d{1,2}) (?P<m>\d{1,2}) (?P<year>\d{2}|\d{4})")
_SOLID = pattern(r"(?P<d>\d{2})(?P<m>\d{2})(?P<year>\d{4})")


def figures(text: str, moment: Moment) -> Iterator[Mention]:
    """The dates in figures of a folded text. Day before month; a 25th month is impossible and
    never turned round."""
    for match in _YEAR_FIRST.finditer(text):
        found = with_year(int(match["d"]), int(match["m"]), match["y"], "", moment)
        yield Mention(*match.span(), *found)
    for match in _DAY_FIRST.finditer(text):
        parts = int(match["d"]), int(match["m"]), match["year"], era_of(match)
        yield Mention(*match.span(), *with_year(*parts, moment), weekday_of(match))
    for match in _DAY_MONTH.finditer(text):
        day, month = int(match["d"]), int(match["m"])
        before = text[max(0, match.start() - 10) : match.start()]
        no_date = _HOUSE.search(before) or (moment.inside and _HEADS.search(before))
        if 1 <= day <= 31 and 1 <= month <= 12 and not no_date:
            yield _without_year(match, day, month, moment)
    for match in _DASHED.finditer(text):
        day, month = int(match["d"]), int(match["m"])
        # «วันที่ 12-13» are two days; backwards it can only be a month.
        if month < day <= 31 and 1 <= month <= 12:
            yield _without_year(match, day, month, moment)


def _without_year(match: re.Match[str], day: int, month: int, moment: Moment) -> Mention:
    days, far = without_year(day, month, moment), same_day(day, month, moment)
    return Mention(*match.span(), *days, weekday_of(match), far=far)


def whole_figures(text: str, start: int, end: int, moment: Moment) -> Iterator[Mention]:
    """What is a date only if nothing else stands in the message: 12.7, 12 7 69, 12072569."""
    for shape in (_SPACED, _SOLID):
        match = shape.fullmatch(text, start, end)
        if match:
            days = with_year(int(match["d"]), int(match["m"]), match["year"], "", moment)
            yield Mention(start, end, *days)
    match = _PLAIN.fullmatch(text, start, end)
    if match and 1 <= int(match["d"]) <= 31 and 1 <= int(match["m"]) <= 12:
        yield Mention(start, end, *without_year(int(match["d"]), int(match["m"]), moment))
