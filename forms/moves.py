"""What one thing heard does to the state."""

from __future__ import annotations

from collections.abc import Mapping

from base.i18n import say
from forms.accept import complaint_about, complaint_of_nothing, reopen, required
from forms.form import Item
from forms.hear import Answer, Offer, Stay, Wrong, hear
from forms.next import Step, again, complain, finish, go_on
from forms.question import Heard, HeardKind, Json
from forms.reader import read_by_reader
from forms.review import first_fault, wish
from forms.run import Run
from forms.state import REVIEW, By
from forms.value import typed_value


def at_review(run: Run, heard: Heard) -> Step:
    if heard.kind is HeardKind.BACK:
        return _back(run)
    wanted = wish(run, heard)
    if wanted == REVIEW:
        return _send(run)
    if wanted:
        run.state.rest()
        run.state.at = run.state.edit = wanted
        return again(run)
    return complain(run, say("forms.wrong.review", run.language))


def _send(run: Run) -> Step:
    fault = first_fault(run)
    if fault is None:
        return finish(run, ())
    item, complaint = fault
    run.state.rest()
    run.state.at = run.state.edit = item.key
    run.state.mark(item.key, False)
    return complain(run, complaint)


def at_question(run: Run, item: Item, heard: Heard) -> Step:
    if heard.kind is HeardKind.BACK:
        return _back(run)
    if heard.kind is HeardKind.SKIP:
        return _skip(run, item)
    if heard.kind in (HeardKind.EDIT, HeardKind.SEND):
        return again(run)
    read = read_by_reader(run, item, heard)
    if read is not None:
        if read.done:
            return _passed(run, item, read.echo)
        if read.complaint:
            return complain(run, read.complaint)
        run.state.wrong = 0
        return again(run, before=(read.echo,) if read.echo else ())
    return _ordinary(run, item, heard)


def _ordinary(run: Run, item: Item, heard: Heard) -> Step:
    outcome = hear(run, item, heard)
    run.state.ask = run.state.offer = None
    match outcome:
        case Wrong(complaint):
            # The form's own hint says it better than a sentence for every question of its type.
            return complain(run, item.hint.say(run) or complaint) if complaint else again(run)
        case Stay(draft):
            run.state.draft, run.state.wrong = list(draft), 0
            return again(run)
        case Offer(text, choices, typed):
            buttons = [[choice.value, choice.label] for choice in choices]
            run.state.offer = {"text": text, "choices": buttons, "typed": typed}
            return again(run)
        case Answer(value, also):
            return _answered(run, item, value, also)


def _answered(run: Run, item: Item, value: Json, also: Mapping[str, Json]) -> Step:
    shaped = typed_value(item, value)
    if shaped is None:
        return _skip(run, item)
    before = dict(run.state.values)
    run.put(item.key, shaped, By.PERSON)
    for key, other in also.items():
        run.put(key, other, By.PERSON)
        run.state.mark(key, True)
    run.recalculate()
    complaint = complaint_about(run, item, shaped)
    if complaint:
        run.restore(before)
        return complain(run, complaint)
    return _passed(run, item)


def _skip(run: Run, item: Item) -> Step:
    if required(run, item):
        return complain(run, complaint_of_nothing(run, item))
    run.put(item.key, None, By.PERSON)
    return _passed(run, item)


def _passed(run: Run, item: Item, echo: str = "") -> Step:
    """The question is behind the person: what follows from its answer, then the next."""
    state = run.state
    state.rest()
    state.edit = ""
    state.mark(item.key, True)
    if item.key in state.trail:
        state.trail.remove(item.key)
    state.trail.append(item.key)
    run.recalculate()
    reopen(run, item)
    return go_on(run, echo)


def _back(run: Run) -> Step:
    state = run.state
    if state.ask or state.offer:
        state.ask = state.offer = None
        return again(run)
    if state.edit:
        state.rest()
        state.mark(state.edit, True)
        state.edit = ""
        return go_on(run)
    while state.trail:
        key = state.trail.pop()
        if run.counts(key):
            state.rest()
            state.mark(key, False)
            state.at = key
            run.dirty.add(key)
            run.recalculate()
            return again(run)
    return complain(run, say("forms.wrong.first", run.language), count=False)
