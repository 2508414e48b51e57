"""Times of day: บ่ายสาม, เก้าโมงครึ่ง, สองทุ่ม, ตีห้า, 09.30 น., 9:30 am."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time
from itertools import pairwise
from typing import Literal

from base.thai.fold import either, flat, fold, pattern
from base.thai.hours import SHAPES, hours_of, minutes_of
from base.thai.text import PARTICLES

TimeReason = Literal["", "unreadable", "ambiguous", "impossible"]
_OR = pattern(r" ?(?:หรือไม่ก็|หรือ|or)? ?")
_BEFORE_HOUR = pattern(r"อีก ?.{1,12}นาที ?\Z")
# «ก่อนเที่ยง» and «หลังเที่ยง» are half a day.
_OFF_FROM = pattern(r"(?:ก่อน|หลัง(?:จาก)?|เลย|ไม่เกิน|ภายใน|ถึง) ?\Z")
_PART_OF_DAY = pattern(
    r"เช้า|สาย|บ่าย|เย็น|ค่ำ|กลางวัน|กลางคืน|ดึก|หัวรุ่ง|พลบ|morning|afternoon|evening|night"
)
_ALONE = pattern(r"[^0-9]{0,20}?(?P<h>\d{1,2})(?P<m>(?<=\d\d)\d\d)?[^0-9]{0,20}")
_CHATTER = pattern(
    r"(?:ก็|น่าจะ|คง|ประมาณ|ราว ?ๆ?|สัก|ซัก|เวลา|ตอน|เริ่ม|เอา|[ .~()]|มั้ง|ครับ|คับ|ค่ะ|คะ|นะ|จ้า|at)*"
)
_TAIL = pattern(
    rf"(?:[ .,!~ๆ()\"'»]|{either(*map(flat, PARTICLES))}|มั้ง|ละกัน|แล้วกัน|ดีกว่า|ได้|แหละ|นี่)*"
)


@dataclass(frozen=True)
class TimeReading:
    """What a text says of a time of day.

    `candidates`: none, one or two. One with `reason` "" may be taken; else ask: "ambiguous"
    («หกโมง»; «ตอนเช้า» has no candidate), "impossible" (25.00), "unreadable". `rest`: the
    text without it; `span`: where it stood, (0, 0) if nowhere.
    """

    candidates: tuple[time, ...] = ()
    reason: TimeReason = "unreadable"
    rest: str = ""
    span: tuple[int, int] = (0, 0)

    @property
    def time(self) -> time | None:
        """The time, if nothing needs asking."""
        return self.candidates[0] if self.candidates and not self.reason else None


@dataclass(frozen=True)
class _Found:
    start: int
    end: int
    times: tuple[time, ...]


def _times(hours: tuple[int, ...], minutes: int | None) -> tuple[time, ...]:
    """24.00 is midnight; what no clock shows is left out."""
    if minutes is None or not 0 <= minutes < 60:
        return ()
    return tuple(time(h % 24, minutes) for h in hours if 0 <= h < 24 or (h == 24 and not minutes))


def _mentions(text: str) -> list[_Found]:
    found: list[tuple[int, int, _Found]] = []
    for kind, shape in SHAPES.items():
        for match in shape.finditer(text):
            times = _times(hours_of(kind, match), minutes_of(match))
            found.append((match.start(), -match.end(), _Found(*match.span(), times)))
    kept: list[_Found] = []
    for _, _, mention in sorted(found, key=lambda f: f[:2]):
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return kept


def _whole(text: str) -> Iterator[_Found]:
    """«9», «15», «0930» where a time was asked and nothing else said."""
    match = _ALONE.fullmatch(text)
    end = match.end("m" if match["m"] else "h") if match else 0
    if match and _CHATTER.fullmatch(text[: match.start("h")]) and _TAIL.fullmatch(text, end):
        hour, minutes = int(match["h"]), int(match["m"] or 0)
        if hour > 24:
            return
        both = () if match["m"] or not 1 <= hour <= 11 else (hour + 12,)
        yield _Found(match.start("h"), end, _times((hour, *both), minutes))


def _joined(text: str, found: list[_Found]) -> tuple[time, ...]:
    """The first time; with «หรือ», or with nothing between them, the next as well."""
    times = found[0].times
    for first, second in pairwise(found):
        if not _OR.fullmatch(text[first.end : second.start]):
            break
        times += second.times
    return tuple(dict.fromkeys(times))


def _reason(times: tuple[time, ...]) -> TimeReason:
    if not times:
        return "impossible"
    return "ambiguous" if len(times) > 1 else ""


def read_time(text: str) -> TimeReading:
    """The first time of day that a text states («13.00-15.00» is when it began). Hours that
    people use for morning and evening alike («สี่โมง») have two candidates. Never raises;
    what stands behind 2,000 characters is not read."""
    folded = fold(text)
    found = _mentions(folded.text) or list(_whole(folded.text))
    before = folded.text[: found[0].start] if found else folded.text
    off = bool(found) and _OFF_FROM.search(before) is not None
    if not found or off or _BEFORE_HOUR.search(before):
        vague = off or (not found and _PART_OF_DAY.search(folded.text))
        return TimeReading((), "ambiguous" if vague else "unreadable", text)
    times = _joined(folded.text, found)
    start, end = folded.span(found[0].start, found[0].end)
    rest = " ".join((text[:start] + " " + text[end:]).split())
    kept = times if len(times) <= 2 else ()
    return TimeReading(kept, _reason(times), rest, (start, end))
