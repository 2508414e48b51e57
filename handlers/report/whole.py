"""A whole report in one message: «เวที 12 กค ม.94 ช20 ญ34 เรื่องน้ำประปา ไฟทาง»."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from base.thai.asking import asks
from base.thai.dates import DateReading, find_date
from base.thai.digits import to_arabic
from base.thai.people import PeopleReading, read_people
from base.thai.text import normalize, strip_particles
from base.thai.topic import TOPIC

LONGEST = 2_000

_HEADS = re.compile(
    r"(?<![ก-๙])(?:(?:ผู้)?ชาย|ผช|ช|(?:ผู้)?หญิง|ผญ|ญ|รวม|ทั้งหมด|คนมา|มีคนมา|มา|men|women|total)"
    r"[\s.:=]*\d+(?:\s*คน)?|(?<![\d.])\d+\s*(?:คน|ท่าน|people|men|women)(?![ก-ฮ])",
    re.IGNORECASE,
)
_MOO = re.compile(r"(?:หมู่\s*(?:ที่)?|(?<![ก-๙])ม\.?|\bmoo)\s*(?P<moo>\d{1,2})(?!\d)", re.IGNORECASE)
_NAME = re.compile(r"บ้าน(?P<name>[ก-๙]{2,30})")
_WORD = re.compile(r"เวที|ประชุม|ประชาคม|\bforum\b|\bmeeting\b", re.IGNORECASE)
_BEGINS = re.compile(r"(?:รายงาน|ส่งรายงาน|จัด)?\s*(?:เวที|ประชุม|ประชาคม)|\bforum\b", re.IGNORECASE)
NOBODY = PeopleReading()
_EDGES = " \t\n.,;:-–—()«»\"'"


@dataclass(frozen=True)
class Whole:
    """What one message tells of a forum; `days` has two entries when the date must be asked.

    `said` are the words of the date as they were typed, on the day `today`.
    `moo` and `village` (without บ้าน) are as typed, not yet looked up.
    """

    days: tuple[date, ...] = ()
    sure: bool = False
    said: str = ""
    today: date = date.min
    people: PeopleReading = NOBODY
    topic: str = ""
    moo: int | None = None
    village: str = ""

    @property
    def held_on(self) -> date | None:
        """The day, if nothing needs asking."""
        return self.days[0] if self.sure and len(self.days) == 1 else None

    @property
    def counted(self) -> bool:
        people = self.people
        return people.total is not None or (people.men is not None and people.women is not None)

    @property
    def complete(self) -> bool:
        """Nothing that must be known is missing."""
        return self.held_on is not None and self.counted and bool(self.topic)


def read_whole(text: str, today: date) -> Whole:
    """What the message tells; `today` is the day it was sent, at the sender's. Never raises."""
    text = to_arabic(normalize(text[:LONGEST]))
    found = find_date(text, today, "past")
    reading = found[0] if found else None
    rest = reading.rest if reading else text
    moo = _MOO.search(rest)
    name = _NAME.search(rest)
    return Whole(
        days=_days(reading) if reading else (),
        sure=reading is not None and not reading.reason,
        today=today,
        said=text[found[1] : found[2]] if found else "",
        people=read_people(rest) or NOBODY,
        topic=_topic(rest),
        moo=int(moo["moo"]) if moo else None,
        village=name["name"] if name else "",
    )


def _days(reading: DateReading) -> tuple[date, ...]:
    return (
        tuple(sorted((*reading.candidates, *reading.aside)))
        if reading.aside
        else (reading.candidates)
    )


def _topic(text: str) -> str:
    match = TOPIC.search(text)
    if match is None:
        return ""
    told = _MOO.sub(" ", _HEADS.sub(" ", match["topic"]))
    return " ".join(told.split()).strip(_EDGES)


def looks_like_report(text: str, today: date) -> bool:
    """Words worth offering as a report: a date and a count, or a sentence about a forum."""
    plain = strip_particles(text)
    if len(plain) < 4 or asks(plain):
        return False
    told = read_whole(text, today)
    if told.days and (told.counted or told.people.men is not None):
        return True
    return _WORD.search(plain) is not None and (told.counted or bool(told.days) or len(plain) > 12)


def is_whole_report(text: str, today: date) -> bool:
    """A message that is a report by itself: all of it there, or begun with «เวที» and most of it."""
    plain = strip_particles(text)
    told = read_whole(text, today)
    if asks(plain):
        return False
    begun = _BEGINS.match(to_arabic(normalize(text))) is not None
    most = sum((bool(told.days), told.counted, bool(told.topic)))
    return told.complete or (begun and most >= 2 and bool(told.days) and told.counted)
