"""Dates and times: a picker's ISO value, or words read by the one rule of base.thai."""

from __future__ import annotations

from typing import TYPE_CHECKING

from base.i18n import say
from base.thai.dates import read_date
from base.thai.format import clock, long_date
from base.thai.times import read_time
from forms.form import Item
from forms.hear.outcome import Answer, Offer, Outcome, wrong
from forms.hear.words import typed
from forms.question import Choice, Heard, HeardKind
from forms.value import FIRST_DAY, LAST_DAY, day_of, moment_of

if TYPE_CHECKING:
    from forms.run import Run


def hear_date(run: Run, item: Item, heard: Heard) -> Outcome:
    if heard.kind is HeardKind.DATE:
        return Answer(heard.value) if day_of(heard.value) else wrong("date", run.language)
    text = typed(heard)
    if not text:
        return wrong("date", run.language)
    found = [
        day
        for day in read_date(text, run.today, item.faces).candidates
        if FIRST_DAY <= day <= LAST_DAY
    ]
    if not found:
        return wrong("date", run.language)
    if len(found) == 1:
        return Answer(found[0].isoformat())
    choices = tuple(Choice(day.isoformat(), long_date(day, run.language)) for day in found)
    return Offer(say("forms.offer.date", run.language), choices)


def hear_time(run: Run, item: Item, heard: Heard) -> Outcome:
    if heard.kind is HeardKind.TIME:
        moment = moment_of(heard.value)
        return Answer(f"{moment:%H:%M}") if moment else wrong("time", run.language)
    text = typed(heard)
    found = list(read_time(text).candidates) if text else []
    if not found:
        return wrong("time", run.language)
    if len(found) == 1:
        return Answer(f"{found[0]:%H:%M}")
    choices = tuple(Choice(f"{moment:%H:%M}", clock(moment)) for moment in found)
    return Offer(say("forms.offer.time", run.language), choices)
