"""dateTime: a picker's value, a day and a time typed together, or first the day, then the time."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING

from base.i18n import say
from base.thai.dates import read_date
from base.thai.format import clock, short_date
from base.thai.times import read_time
from forms.form import Item
from forms.hear.dates import hear_date, hear_time
from forms.hear.outcome import Answer, Offer, Outcome, Stay
from forms.hear.words import typed
from forms.languages import spoken
from forms.question import Choice, Heard, HeardKind
from forms.value import day_of, moment_of

if TYPE_CHECKING:
    from forms.run import Run


def time_of_day(run: Run) -> str:
    """The day is known: what is asked next."""
    day = day_of(str((run.state.draft or [""])[0]))
    told = short_date(day, spoken(run.language)) if day else ""
    return say("forms.moment.time", run.language, day=told)


def hear_moment(run: Run, item: Item, heard: Heard) -> Outcome:
    """With the zone of the chat, as ODK writes it."""
    if heard.kind is HeardKind.DATETIME and isinstance(heard.value, str):
        picked, _, moment = heard.value.upper().partition("T")
        return _joined(run, item, day_of(picked), [moment_of(moment)], heard)
    known = day_of(str(run.state.draft[0])) if run.state.draft else None
    text = typed(heard) or ""
    if known is not None:
        times = [moment_of(heard.value)] if heard.kind is HeardKind.TIME else _times(text)
        return _joined(run, item, known, times, heard)
    day, times = _split(run, text)
    if day is not None and times:
        return _joined(run, item, day, times, heard)
    found = hear_date(run, item, heard)
    return Stay([found.value]) if isinstance(found, Answer) else found


def _split(run: Run, text: str) -> tuple[date | None, list[time | None]]:
    """«12 ก.ค. 9 โมง»: the longest beginning that is one day, with a time after it."""
    words = text.split()
    for cut in range(len(words) - 1, 0, -1):
        days = read_date(" ".join(words[:cut]), run.today)
        times = _times(" ".join(words[cut:]))
        if times and len(days.candidates) == 1 and not days.reason:
            return days.candidates[0], times
    return None, []


def _times(text: str) -> list[time | None]:
    return list(read_time(text).candidates) if text else []


def _joined(
    run: Run, item: Item, day: date | None, times: list[time | None], heard: Heard
) -> Outcome:
    whole = [moment for moment in times if moment is not None]
    if day is None or not whole:
        return hear_time(run, item, heard)
    made = [_iso(run, day, moment) for moment in whole]
    if len(made) == 1:
        return Answer(made[0])
    shown = [clock(moment, spoken(run.language)) for moment in whole]
    choices = tuple(Choice(value, label) for value, label in zip(made, shown, strict=True))
    return Offer(say("forms.offer.time", run.language), choices)


def _iso(run: Run, day: date, moment: time) -> str:
    whole = datetime.combine(day, moment.replace(tzinfo=None), tzinfo=run.at.zone)
    return whole.isoformat(timespec="minutes")
