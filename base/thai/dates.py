"""Dates as villagers write them, read by the one rule for dates.

Four digits 2443–2693 are พ.ศ., 1900–2150 ค.ศ., all else is asked back; two digits are พ.ศ.
where that fits the question; day before month; relative words are read against the day of
the message; a missing part leans the way the question faces, 180 days at most; two live
readings, or a weekday that contradicts its date, are handed out both, to be offered.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime

from base.thai.days import bare_day
from base.thai.figures import whole_figures
from base.thai.fold import Folded, fold, pattern
from base.thai.mentions import about_one_event, mentions_of, of_another_month
from base.thai.moments import DAY, Mention, Moment, day_numbers
from base.thai.named import month_alone
from base.thai.settle import Reason, settle
from base.thai.years import Faces

_BEFORE = pattern(
    r"(?:ก็(?![.คพย])|น่าจะ|คิดว่า|คง|จะ|ประมาณ|ราว ?ๆ?|สัก|ซัก|เมื่อ|ตอน|จัด|เป็น|วัน|เดือน|"
    r"ที่|เอา|แก้|ขอ|[ (\"'«:=~.])*"
)
_AFTER = pattern(r"(?:[ .)!,\"'»ๆ]|ละ|มั้ง|แหละ|นี่|ครับ|คับ|ค้าบ|ผม|ค่ะ|คะ|นะ|จ้า|จ้ะ|ฮะ|เด้อ)*+\Z")
_ONE_DAY = pattern(rf"(?!\d{{3}}){DAY}")


@dataclass(frozen=True)
class DateReading:
    """What a text says of a date.

    `candidates`: none, one or two dates. A single one with `reason` "" may be taken; anything
    else is asked back: "ambiguous" (two live readings, or one too far off to be sure, or a
    stretch like ต้นเดือน), "weekday_contradicts" (first the date as written, then the one that
    the weekday suggests), "wrong_side" (it lies only where the question does not look),
    "impossible" (31 ก.พ.), "year_out_of_range", "unreadable". `aside`: a live reading on the
    other side, to be offered beside an ambiguous one («1 ม.ค.»). `rest`: the text without the
    date; `span`: where that stood, (0, 0) if nowhere.
    """

    candidates: tuple[date, ...] = ()
    reason: Reason = "unreadable"
    rest: str = ""
    span: tuple[int, int] = (0, 0)
    aside: tuple[date, ...] = ()

    @property
    def date(self) -> date | None:
        """The date, if nothing needs asking."""
        return self.candidates[0] if self.candidates and not self.reason else None


def _moment(today: date, faces: Faces) -> Moment:
    return Moment(today.date() if isinstance(today, datetime) else today, faces)


def _whole(folded: Folded, moment: Moment) -> list[Mention]:
    """What is a date only because nothing else was said: «12», «12.7», «12 7 69»."""
    text = folded.text
    before, after = _BEFORE.match(text), _AFTER.search(text)
    start, end = before.end() if before else 0, after.start() if after else len(text)
    day = _ONE_DAY.fullmatch(text, start, end)
    numbers = day_numbers(day[0]) if day else ()
    if len(numbers) == 1 and 1 <= numbers[0] <= 31:
        return [bare_day(numbers[0], start, end, moment)]
    if month_alone(text, start, end):
        return [Mention(start, end, reason="ambiguous")]
    return list(whole_figures(text, start, end, moment))


def _without(text: str, spans: list[tuple[int, int]]) -> str:
    for start, end in reversed(spans):
        text = text[:start] + " " + text[end:]
    return " ".join(text.split())


def _reading(text: str, folded: Folded, mentions: list[Mention], moment: Moment) -> DateReading:
    candidates, reason, aside = settle(mentions, moment)
    spans = [folded.span(m.start, m.end) for m in mentions]
    span = (spans[0][0], spans[-1][1]) if spans else (0, 0)
    return DateReading(candidates, reason, _without(text, spans), span, aside)


def read_date(text: str, today: date, faces: Faces = "either") -> DateReading:
    """The date that a whole answer states. `today` is the day of the message in the person's
    own zone; `faces` is where the question looks (a forum was held: "past"; a promise:
    "future"). Never raises; what stands behind 2,000 characters is not read."""
    folded, moment = fold(text), _moment(today, faces)
    mentions = mentions_of(folded.text, moment) or _whole(folded, moment)
    return _reading(text, folded, mentions, moment)


def find_date(
    text: str, today: date, faces: Faces = "either"
) -> tuple[DateReading, int, int] | None:
    """The date of what a longer message tells of, with where it begins and ends there, or None.
    Bare numbers, stretches («ต้นเดือน»), how long something has lasted («3 วันแล้ว») and days
    named without วัน are no dates here. Of several it is the one on the question's side, then the
    one beside a word for a meeting; where that decides nothing, all are handed out."""
    folded, moment = fold(text), replace(_moment(today, faces), inside=True)
    mentions = mentions_of(folded.text, moment)
    group = about_one_event(folded.text, mentions, moment)
    if not group:
        return None
    reading = _reading(text, folded, group, moment)
    others = of_another_month(mentions, group, moment)
    if others and not reading.reason:
        days = tuple(sorted({*reading.candidates, *others}))
        reading = replace(reading, candidates=days if len(days) == 2 else (), reason="ambiguous")
    return reading, *reading.span
