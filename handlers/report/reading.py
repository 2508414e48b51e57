"""The readers that the form's column `wethi::reader` names: one answer into several questions.

Each hands back values by question name and never raises, whatever was heard.
"""

from __future__ import annotations

from collections.abc import Mapping

from base.i18n import say
from base.thai.dates import read_date
from base.thai.people import PeopleReading
from forms.hear.matching import exact
from forms.hear.words import means
from forms.question import Ask, At, Heard, HeardKind, Json, Question, Reader, Reading
from handlers.report import ahead
from handlers.report.people import COUNTED, UNCOUNTED, amended, read_heads
from handlers.report.whole import Whole, read_whole

CHECKED = {"date": ("held_on",), "count": ("people", "men", "women", "total")}
PARTS = (*CHECKED, "village")


def read_day(
    heard: Heard,
    question: Question,
    answers: Mapping[str, Json],  # noqa: ARG001
    memory: Json,  # noqa: ARG001
    at: At,
) -> Reading:
    """A date that came with more: «12 ก.ค. ช20 ญ31 เรื่องน้ำ» answers all of it at once.

    Of a day ahead it is asked whether a forum is planned; where none can be, it is named when it is
    refused, so that a slip of the month is seen.
    """
    if ahead.chosen(heard, question, at.language) == ahead.RETYPE:
        return Reading(memory=ahead.RETYPE)
    text = heard.value if heard.kind is HeardKind.TEXT and isinstance(heard.value, str) else ""
    day = ahead.day_ahead(ahead.as_offered(heard, question), at.today)
    if day is not None and at.known.get(ahead.PLANS):
        return Reading(ask=ahead.is_it_planned(day, at.language))
    if day is not None:
        return Reading(complaint=ahead.not_yet(day, at.language))
    told = read_whole(text, at.today)
    if told.held_on is None or not (told.counted or told.topic):
        return Reading()
    return Reading(values={**values_of(told), question.name: told.held_on.isoformat()})


def read_check(
    heard: Heard,
    question: Question,
    answers: Mapping[str, Json],  # noqa: ARG001
    memory: Json,  # noqa: ARG001
    at: At,
) -> Reading:
    """What was read is right, or one part of it is taken back and asked anew; «ไม่ถูก» alone is
    asked which. No typed word passes this question but the one for its choice."""
    wanted = _checked(heard, question, at)
    if wanted == "no":
        wrong = tuple(one for one in question.choices if one.value != "yes")
        return Reading(ask=Ask(say("report.what_is_wrong", at.language), wrong))
    if wanted == "yes":
        return Reading(values={"checked": "yes"})
    if wanted == "village":
        return Reading(values={"checked": wanted, "spot": "other"})
    if wanted in CHECKED:
        return Reading(values={"checked": wanted, **dict.fromkeys(CHECKED[wanted])})
    asked_back = all(one.value in PARTS for one in question.choices)
    return Reading(complaint=say("forms.wrong.choice", at.language)) if asked_back else Reading()


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
    """A whole report's answers by question name; what it does not tell is absent. What must be
    asked back about (a day ahead, two readings, a sum that does not add) waits for its question."""
    values: dict[str, Json] = {"topic": told.topic} if told.topic else {}
    if told.said:
        values["held_on"] = _day_told(told)
    people = told.people
    if people.uncounted:
        values["people"] = UNCOUNTED
    elif people.men is not None or people.women is not None:
        values |= _heads_told(people)
    if people.total is not None and not isinstance(values.get("people"), dict):
        values["total"] = people.total
    return values


def _day_told(told: Whole) -> Json:
    """A day, or what is to be asked about it: as it was said, if alone it is read like that too
    («12 ก.ค. 54» is a year only where it stands alone)."""
    if told.held_on is not None:
        return told.held_on.isoformat()
    alone = read_date(told.said, told.today, "past")
    same = alone.reason and {*alone.candidates, *alone.aside} == {*told.days}
    return {"said": told.said} if same else {"offer": [day.isoformat() for day in told.days]}


def _heads_told(people: PeopleReading) -> dict[str, Json]:
    whole = people.men is not None and people.women is not None
    if whole and people.total in (None, (people.men or 0) + (people.women or 0)):
        return {"people": COUNTED, "men": people.men, "women": people.women}
    words = {"ชาย": people.men, "หญิง": people.women, "รวม": people.total}
    said = " ".join(f"{word} {count}" for word, count in words.items() if count is not None)
    return {"people": {"said": said}}


def _checked(heard: Heard, question: Question, at: At) -> str:
    """The choice pressed or typed by its words, number or name; «no» for a plain no."""
    if heard.kind is HeardKind.CHOICE:
        return str(heard.value)
    if heard.kind is not HeardKind.TEXT or not isinstance(heard.value, str):
        return ""
    choice = exact(list(question.choices), heard.value)
    if choice is not None:
        return choice.value
    real = [one.value for one in question.choices if not one.value.startswith("wethi:")]
    if means(heard.value, "forms.words.yes", at.language):
        return real[0] if len(real) == 1 else "yes"
    # With something offered, «no» is about that and the engine's to hear.
    refused = means(heard.value, "forms.words.no", at.language)
    return "no" if refused and len(real) == len(question.choices) else ""


READERS: Mapping[str, Reader] = {
    "day": read_day,
    "checked": read_check,
    "people": read_heads,
    "words": read_words,
}
