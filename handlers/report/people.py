"""Men and women in one answer, a sum that does not add, and what was not counted apart."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace

from base.i18n import say
from base.thai.numbers import read_number
from base.thai.people import PeopleReading, read_people
from base.thai.text import strip_particles
from forms.question import Ask, At, Choice, Heard, HeardKind, Json, Question, Reading

COUNTED, UNCOUNTED = "counted", "uncounted"
USE_SUM, USE_TOTAL, RETYPE = "use_sum", "use_total", "retype"
TOTAL, MOST = "total:", 1_000_000
COUNTED_IN = ("", "คน", "ท่าน", "ราย", "people")

_SLIP = re.compile(r"ผิด|แก้|ไม่ใช่|ขอโทษ|ใหม่|wrong|typo|mistake|sorry|correct", re.IGNORECASE)


@dataclass(frozen=True)
class Heads:
    """What is known of the numbers so far."""

    men: int | None = None
    women: int | None = None
    total: int | None = None

    @property
    def sum(self) -> int | None:
        return None if self.men is None or self.women is None else self.men + self.women

    @property
    def differs(self) -> bool:
        return self.sum is not None and self.total is not None and self.sum != self.total


def read_heads(
    heard: Heard, question: Question, answers: Mapping[str, Json], memory: Json, at: At
) -> Reading:
    """Reader of the question that takes men and women at once."""
    known = _known(answers, memory)
    word = _button(heard, question)
    if word:
        return _pressed(word, known, at)
    reading = _typed(heard)
    if reading is None and (several := _several(heard)):
        return _which(several, known, at)
    if reading is None:
        return Reading(complaint=question.hint, memory=_kept(known))
    if reading.uncounted:
        return _uncounted(replace(known, total=_or(reading.total, known.total)), at)
    return _weigh(reading, known, at)


def amended(heard: Heard, answers: Mapping[str, Json], at: At) -> Reading | None:
    """«ญ 34 พิมพ์ผิด» said later, at another question: the numbers are put right."""
    text = heard.value if heard.kind is HeardKind.TEXT and isinstance(heard.value, str) else ""
    if not 0 < len(text) <= 40 or not _SLIP.search(text):
        return None
    reading = read_people(text)
    if reading is None or (reading.men is None and reading.women is None):
        return None
    now = _merged(reading, _known(answers, None))
    if now.sum is None:
        return None
    return Reading(
        values={"people": COUNTED, "men": now.men, "women": now.women},
        echo=_said("report.amended", now, at),
    )


def _known(answers: Mapping[str, Json], memory: Json) -> Heads:
    told = memory if isinstance(memory, dict) else answers
    return Heads(*(_whole(told.get(name)) for name in ("men", "women", "total")))


def _whole(value: Json) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _or(first: int | None, second: int | None) -> int | None:
    return second if first is None else first


def _kept(heads: Heads) -> Json:
    return dict(asdict(heads))


def _typed(heard: Heard) -> PeopleReading | None:
    text = heard.value if heard.kind is HeardKind.TEXT else None
    return read_people(text) if isinstance(text, str) else None


def _several(heard: Heard) -> list[int]:
    """«พันห้า», «50-60 คน»: the two counts that it may be."""
    text = heard.value if heard.kind is HeardKind.TEXT else None
    number = read_number(text) if isinstance(text, str) else None
    values = [number.value, *number.others] if number and number.unit in COUNTED_IN else []
    whole = [int(one) for one in values if one % 1 == 0 and one < MOST]
    return whole if len(whole) == 2 else []


def _which(several: list[int], known: Heads, at: At) -> Reading:
    choices = tuple(Choice(f"{TOTAL}{n}", str(n)) for n in several)
    return Reading(ask=Ask(say("forms.offer.number", at.language), choices), memory=_kept(known))


def _button(heard: Heard, question: Question) -> str:
    """The button that was pressed, or typed by its words or its number."""
    if heard.kind is HeardKind.CHOICE:
        return str(heard.value)
    if heard.kind is not HeardKind.TEXT or not isinstance(heard.value, str):
        return ""
    typed = strip_particles(heard.value).casefold()
    named = [one.value for one in question.choices if one.label.casefold() == typed]
    if named:
        return named[0]
    place = int(typed) if typed.isascii() and typed.isdecimal() and len(typed) == 1 else 0
    return question.choices[place - 1].value if 1 <= place <= len(question.choices) else ""


def _pressed(word: str, known: Heads, at: At) -> Reading:
    if word in (USE_SUM, COUNTED) and known.sum is not None:
        return _counted(replace(known, total=None), at)
    if word in (USE_TOTAL, UNCOUNTED):
        return _uncounted(known, at)
    if word.startswith(TOTAL) and word.removeprefix(TOTAL).isdecimal():
        return _weigh(PeopleReading(total=int(word.removeprefix(TOTAL))), known, at)
    return Reading(memory=_kept(Heads(total=known.total)))


def _weigh(reading: PeopleReading, known: Heads, at: At) -> Reading:
    now = _merged(reading, known)
    if now.differs:
        return _asked_back(now, at)
    if now.sum is not None:
        return _counted(now, at)
    if reading.men is None and reading.women is None:
        return _only_total(reading, known, at)
    key = "report.and_women" if now.women is None else "report.and_men"
    return _asking(say(key, at.language, **_values(now)), now, at)


def _merged(reading: PeopleReading, known: Heads) -> Heads:
    if reading.men is not None and reading.women is not None:
        return Heads(reading.men, reading.women, _or(reading.total, known.total))
    total = _or(reading.total, known.total)
    if reading.men is None and reading.women is None:
        same_sum = known.sum is not None and reading.total == known.sum
        return Heads(known.men, known.women, total) if same_sum else Heads(total=total)
    return Heads(_or(reading.men, known.men), _or(reading.women, known.women), total)


def _only_total(reading: PeopleReading, known: Heads, at: At) -> Reading:
    """A total said twice is all that is known; said once, the split is asked for."""
    if reading.total == known.total:
        return _uncounted(known, at)
    now = Heads(total=reading.total)
    return _asking(say("report.apart", at.language, total=now.total), now, at)


def _asked_back(now: Heads, at: At) -> Reading:
    words = say("report.sum_differs", at.language, **_values(now))
    names = (USE_SUM, USE_TOTAL, RETYPE)
    choices = tuple(
        Choice(name, say(f"report.{name}", at.language, **_values(now))) for name in names
    )
    return Reading(ask=Ask(words, choices), memory=_kept(now))


def _asking(words: str, now: Heads, at: At) -> Reading:
    choice = Choice(UNCOUNTED, say("report.uncounted", at.language))
    return Reading(ask=Ask(words, (choice,)), memory=_kept(now))


def _counted(now: Heads, at: At) -> Reading:
    values: dict[str, Json] = {"people": COUNTED, "men": now.men, "women": now.women}
    return Reading(values=values, echo=_said("report.counted", now, at))


def _uncounted(known: Heads, at: At) -> Reading:
    values: dict[str, Json] = {"people": UNCOUNTED, "men": None, "women": None}
    if known.total is None:
        return Reading(values=values)
    echo = say("report.together", at.language, total=known.total)
    return Reading(values={**values, "total": known.total}, echo=echo)


def _said(key: str, heads: Heads, at: At) -> str:
    return say(key, at.language, **_values(heads))


def _values(heads: Heads) -> dict[str, object]:
    return {"men": heads.men, "women": heads.women, "total": heads.total, "sum": heads.sum}
