"""The readers that the form's column `wethi::reader` names: one answer into several questions.

Each hands back values by question name and never raises, whatever was heard.
"""

from __future__ import annotations

from collections.abc import Mapping

from base.i18n import say
from base.thai.dates import read_date
from forms.question import At, Heard, HeardKind, Json, Question, Reader, Reading
from handlers.report.people import COUNTED, UNCOUNTED, amended, read_heads
from handlers.report.whole import Whole, read_whole

CHECKED = {"date": ("held_on",), "count": ("people", "men", "women", "total")}


def read_day(
    heard: Heard,
    question: Question,
    answers: Mapping[str, Json],  # noqa: ARG001
    memory: Json,  # noqa: ARG001
    at: At,
) -> Reading:
    """A date that came with more: «12 ก.ค. ช20 ญ31 เรื่องน้ำ» answers all of it at once.

    A day ahead is handed on as it was said: the form's constraint says what is wrong with it.
    """
    text = heard.value if heard.kind is HeardKind.TEXT and isinstance(heard.value, str) else ""
    whole = read_date(text, at.today, "past")
    if whole.reason == "wrong_side" and len(whole.candidates) == 1:
        return Reading(values={question.name: whole.candidates[0].isoformat()})
    told = read_whole(text, at.today)
    if told.held_on is None or not (told.counted or told.topic):
        return Reading()
    return Reading(values={**values_of(told), question.name: told.held_on.isoformat()})


def read_check(
    heard: Heard,
    question: Question,
    answers: Mapping[str, Json],  # noqa: ARG001
    memory: Json,  # noqa: ARG001
    at: At,  # noqa: ARG001
) -> Reading:
    """What was read is right, or one part of it is taken back and asked anew."""
    wanted = _choice(heard, question)
    if wanted == "yes":
        return Reading(values={"checked": "yes"})
    if wanted == "village":
        return Reading(values={"checked": wanted, "spot": "other"})
    if wanted in CHECKED:
        return Reading(values={"checked": wanted, **dict.fromkeys(CHECKED[wanted])})
    return Reading()


def read_words(
    heard: Heard,
    question: Question,
    answers: Mapping[str, Json],
    memory: Json,  # noqa: ARG001
    at: At,
) -> Reading:
    """Free words or a recording; a late «ญ 34 พิมพ์ผิด» puts the numbers right instead."""
    late = amended(heard, answers, at)
    if late is not None:
        return late
    if heard.kind is HeardKind.AUDIO and heard.value and question.voice:
        values: dict[str, Json] = {question.name: {"audio": heard.value}, "spoken": "yes"}
        return Reading(values=values, echo=say("report.voice_kept", at.language))
    text = heard.value.strip() if isinstance(heard.value, str) else ""
    if heard.kind is HeardKind.TEXT and text and question.voice:
        return Reading(values={question.name: text, "spoken": "no"})
    return Reading()


def values_of(told: Whole) -> dict[str, Json]:
    """A whole report's answers by question name; what it does not tell is absent."""
    people, values = told.people, dict[str, Json]()
    if told.held_on is not None:
        values["held_on"] = told.held_on.isoformat()
    if told.topic:
        values["topic"] = told.topic
    if people.men is not None and people.women is not None and not _differ(told):
        values |= {"people": COUNTED, "men": people.men, "women": people.women}
    elif people.total is not None:
        values["total"] = people.total
        if people.uncounted:
            values["people"] = UNCOUNTED
    return values


def _differ(told: Whole) -> bool:
    people = told.people
    return people.total not in (None, (people.men or 0) + (people.women or 0))


def _choice(heard: Heard, question: Question) -> str:
    if heard.kind is HeardKind.CHOICE:
        return str(heard.value)
    if heard.kind is not HeardKind.TEXT or not isinstance(heard.value, str):
        return ""
    typed = heard.value.strip().casefold()
    return next((one.value for one in question.choices if one.label.casefold() == typed), "")


READERS: Mapping[str, Reader] = {
    "day": read_day,
    "checked": read_check,
    "people": read_heads,
    "words": read_words,
}
