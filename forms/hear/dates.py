"""Dates and times: a picker's ISO value, or words read by the one rule of base.thai."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Literal, cast

from base.i18n import say
from base.thai.dates import DateReading, read_date
from base.thai.format import clock, short_date
from base.thai.times import read_time
from base.thai.within import days_within
from forms.form import Item
from forms.hear.offer import NONE_OF_THESE
from forms.hear.outcome import Answer, Offer, Outcome, wrong
from forms.hear.words import typed
from forms.languages import spoken
from forms.question import Choice, Heard, HeardKind
from forms.value import FIRST_DAY, LAST_DAY, day_of, moment_of

if TYPE_CHECKING:
    from forms.run import Run

Faces = Literal["past", "future", "either"]
_ASKED_BACK = {"weekday_contradicts": "weekday", "wrong_side": "side"}
_REFUSED = {"impossible": "impossible_date", "year_out_of_range": "year"}


def hear_date(run: Run, item: Item, heard: Heard) -> Outcome:
    if heard.kind is HeardKind.DATE:
        return Answer(heard.value) if day_of(heard.value) else wrong("date", run.language)
    text = typed(heard)
    if not text:
        return wrong("date", run.language)
    reading = read_date(text, run.today, cast(Faces, item.faces))
    read = sorted({*reading.candidates, *reading.aside}) if reading.aside else reading.candidates
    found = [day for day in read if FIRST_DAY <= day <= LAST_DAY]
    if not found and reading.reason == "ambiguous":
        # «สิ้นเดือนนี้», «อาทิตย์หน้า»: no day was named, but few can be meant.
        found = list(days_within(text, run.today, cast(Faces, item.faces)))
    if len(found) == 1 and not reading.reason:
        return Answer(found[0].isoformat())
    return _offered(run, found, reading)


def days_offered(run: Run, days: list[str]) -> Outcome:
    """Days (ISO) that were read before the question was asked, as buttons."""
    found = [day for one in days if (day := day_of(one))]
    return _offered(run, found, DateReading(tuple(found), "ambiguous"))


def _offered(run: Run, found: list[date], reading: DateReading) -> Outcome:
    if not found:
        return wrong(_REFUSED.get(reading.reason, "date"), run.language)
    choices = [Choice(day.isoformat(), short_date(day, spoken(run.language))) for day in found]
    if len(found) == 1:
        choices.append(Choice(NONE_OF_THESE, say("forms.choice.none", run.language)))
    why = _ASKED_BACK.get(reading.reason, "date")
    return Offer(say(f"forms.offer.{why}", run.language), tuple(choices))


def hear_time(run: Run, _item: Item, heard: Heard) -> Outcome:
    if heard.kind is HeardKind.TIME:
        moment = moment_of(heard.value)
        return Answer(f"{moment:%H:%M}") if moment else wrong("time", run.language)
    text = typed(heard)
    found = list(read_time(text).candidates) if text else []
    if not found:
        return wrong("time", run.language)
    if len(found) == 1:
        return Answer(f"{found[0]:%H:%M}")
    choices = tuple(
        Choice(f"{moment:%H:%M}", clock(moment, spoken(run.language))) for moment in found
    )
    return Offer(say("forms.offer.time", run.language), choices)
