"""«นัดประชุมวันที่ 20 ธันวา 9 โมง ที่ศาลากลางบ้าน เรื่องน้ำ»: what one message tells of a plan."""

from __future__ import annotations

import re
from datetime import date

from base.thai.asking import asks
from base.thai.dates import find_date
from base.thai.digits import to_arabic
from base.thai.text import graphemes, normalize, strip_particles
from base.thai.times import read_time
from base.thai.topic import TOPIC
from forms.question import Json
from models.planned import Foretold

LONGEST = 500
MOST_PLACE, MOST_TOPIC = 60, 100  # as the form has it

# At the beginning: «ผู้ใหญ่นัดประชุม…» tells of another's.
_CALLS = re.compile(
    r"(?:(?:สวัสดี|หวัดดี|hello|hi)(?:\s*(?:ครับ|คับ|ค่ะ|คะ|ค่า|จ้า|จ้ะ|น้องเวที))*[\s,!]*)?"
    r"(?:(?:ขอ|จะ|อยาก|อยากจะ|please|i want to|i would like to)\s*)*"
    r"(?:นัด(?:หมาย)?\s*(?:เวที|ประชุม|ประชาคม)|plan (?:a |the )?(?:forum|meeting)\b)",
    re.IGNORECASE,
)
_UNDOES = re.compile(r"ยกเลิก|เลื่อน|ไม่ได้|ไม่บอก|\b(?:cancel|postpone)", re.IGNORECASE)
_PLACE = re.compile(
    r"(?:(?:^|(?<=\s))(?:ที่|ณ|สถานที่)|(?<=ประชุม)ที่|(?<=เวที)ที่|(?<=หมู่บ้าน)ที่|\bat\b)\s*"
    r"(?P<place>[^\s,].*?)\s*(?=$|\n|,|เรื่อง|หัวข้อ|ประเด็น|คุย|พูด|หารือ|ปรึกษา|เพื่อ|เวลา|ตอน|\babout\b|\bon\b)",
    re.IGNORECASE,
)
_LOOSE = re.compile(
    r"(?:เวลา|ตอน|วัน(?:ที่)?|\bat\b|\bon\b)\s*$|^\s*(?:เวลา|ตอน|\bat\b|\bon\b)", re.IGNORECASE
)
_EDGES = " \t\n.,;:-–—()«»\"'"


def read_call(text: str, today: date) -> Foretold | None:
    """Where the words plan a forum on one day to come; None for all else: where they ask, call it
    off or put it off."""
    said = to_arabic(normalize(text[:LONGEST]))
    found = find_date(said, today, "future")
    if found is None or asks(said) or _UNDOES.search(said):
        return None
    if _CALLS.match(said) is None and _CALLS.match(found[0].rest.strip()) is None:
        return None
    day = found[0].date
    return Foretold(day, words=text) if day is not None and day >= today else None


def told_values(told: Foretold, today: date) -> dict[str, Json]:
    """Time, place and topic as the form's answers; what is not told, or may be two things, is not
    among them, or waits to be asked back about."""
    words = _without_day(to_arabic(normalize(told.words[:LONGEST])), today)
    reading = read_time(words)
    values: dict[str, Json] = {}
    if reading.candidates:
        start, end = reading.span
        alone = f"{reading.time:%H:%M}" if reading.time else None
        values["starts"] = alone or {"said": words[start:end]}
        words = reading.rest
    topic = TOPIC.search(words)
    found = _PLACE.search(words)
    place = _bare(found["place"]) if found else ""
    if 0 < graphemes(place) <= MOST_PLACE:
        values["place"] = place
    told_topic = _topic(told.topic, topic["topic"] if topic else "", found)
    return values | ({"topic": told_topic} if 0 < graphemes(told_topic) <= MOST_TOPIC else {})


def _topic(before: str, here: str, place: re.Match[str] | None) -> str:
    """The words' own topic without time and place, which may stand behind it; else what was told
    as the topic."""
    topic = here or before
    return _bare(topic.replace(place[0], " ") if place and here else topic)


def _without_day(words: str, today: date) -> str:
    found = find_date(words, today)
    return found[0].rest if found else words


def _bare(words: str) -> str:
    kept = _LOOSE.sub(" ", " ".join(words.split()))
    return strip_particles(kept.strip(_EDGES)).strip(_EDGES)
