"""What one thing heard does to the state."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from base.i18n import say
from forms.accept import complaint_about, complaint_of_nothing, reopen, required
from forms.back import Before, return_to
from forms.dropping import forget_hidden, hidden
from forms.follow import fire
from forms.form import Item
from forms.hear import Answer, Offer, Outcome, Stay, Wrong, hear
from forms.hear.bare import complaint as bare_complaint
from forms.hear.bare import is_bare, takes_back
from forms.hear.dates import days_offered
from forms.hear.nothing import has_nothing, passes_over
from forms.hear.offer import emptying, offer_to_empty, offer_to_lose
from forms.hear.text import joined, takes_lines
from forms.layout import MOST_ENTRIES
from forms.next import Step, again, complain, go_on
from forms.question import Heard, HeardKind, Json
from forms.reader import read_by_reader
from forms.run import Run
from forms.spoken import SPEAKS
from forms.state import By
from forms.value import typed_value


def at_question(run: Run, item: Item, heard: Heard) -> Step:
    if heard.kind is HeardKind.BACK or takes_back(run, item, heard):
        _keep_gathered(run, item)
        return back(run)
    if is_bare(run, item, heard):
        return complain(run, run.say(item, item.hint) or bare_complaint(run))
    heard = _as_meant(run, item, heard)
    if heard.kind is HeardKind.SKIP:
        return _skip(run, item)
    if heard.kind in (HeardKind.EDIT, HeardKind.SEND):
        return again(run)
    before = Before(run)
    read = None if emptying(run) else read_by_reader(run, item, heard)
    if read is not None:
        if read.done:
            return _passed(run, item, before, read.echo)
        if read.complaint:
            return complain(run, read.complaint)
        run.state.wrong = 0
        return again(run, before=(read.echo,) if read.echo else ())
    return _ordinary(run, item, heard)


def _as_meant(run: Run, item: Item, heard: Heard) -> Heard:
    """«ไม่มี» as SKIP. SKIP after something was sent means «that is all», not «nothing»; unless that
    was just refused."""
    if passes_over(run, item, heard):
        heard = Heard(HeardKind.SKIP)
    sent = run.state.draft or run.state.gathering
    skips = heard.kind is HeardKind.SKIP
    return Heard(HeardKind.NEXT) if skips and sent and not run.state.wrong else heard


def _ordinary(run: Run, item: Item, heard: Heard) -> Step:
    before, outcome = Before(run), hear(run, item, heard)
    run.state.ask = run.state.offer = None
    if isinstance(outcome, Wrong) and outcome.complaint and has_nothing(run, item, heard):
        return _skip(run, item)
    return _taken(run, item, outcome, before)


def _taken(run: Run, item: Item, outcome: Outcome, before: Before) -> Step:
    match outcome:
        case Wrong(complaint):
            # The form's own hint says it better than a sentence for every question of its type.
            hint = run.say(item, item.hint)
            return complain(run, hint or complaint) if complaint else again(run)
        case Stay(draft):
            run.state.draft, run.state.wrong = list(draft), 0
            return again(run)
        case Offer(text, choices, typed, taken):
            buttons = [[choice.value, choice.label] for choice in choices]
            run.state.offer = {"text": text, "choices": buttons, "typed": typed}
            run.state.offer |= {"taken": list(taken)} if taken else {}
            return again(run)
        case Answer():
            return _answered(run, item, outcome, before)


def _answered(run: Run, item: Item, answer: Answer, before: Before) -> Step:
    shaped = typed_value(item, answer.value)
    if shaped is None:
        return _nothing(run, item)
    entries = dict(run.state.entries)
    run.put(item.key, shaped, By.PERSON)
    for key, other in answer.also.items():
        run.put(key, other, By.PERSON)
        run.state.mark(key, True)
    run.recalculate()
    complaint = complaint_about(run, item, shaped) or _too_many(run)
    lost = [] if complaint else _lost(run, entries)
    if complaint or (lost and not answer.sure):
        run.restore(before.values)
        return complain(run, complaint) if complaint else _ask_to_lose(run, shaped, lost[0])
    for repeat in lost:
        forget_hidden(run.state, repeat)
    return _passed(run, item, before)


def _too_many(run: Run) -> str:
    return say("forms.wrong.too_many", run.language, most=MOST_ENTRIES) if run.crowded else ""


def _lost(run: Run, entries: Mapping[str, int]) -> list[str]:
    """Repeats that would now have fewer entries than a person filled in."""
    fewer = [key for key, count in entries.items() if run.state.entries.get(key, 0) < count]
    return [key for key in fewer if hidden(run.state, key)]


def _ask_to_lose(run: Run, value: Json, repeat: str) -> Step:
    item = run.item(repeat)
    name = run.say(item, item.label) if item else ""
    run.state.offer = offer_to_lose(run.language, value, name)
    return again(run)


def _skip(run: Run, item: Item) -> Step:
    """An answer that stands already is not thrown away by a tap: it is asked whether to, and
    whoever passes that over keeps it."""
    if emptying(run):
        return _passed(run, item, Before(run))
    stands = run.state.get(item.key) is not None and run.state.by(item.key) == By.PERSON
    if stands and not required(run, item):
        run.state.draft = None
        run.state.offer = offer_to_empty(run.language)
        return again(run)
    return _nothing(run, item)


def _nothing(run: Run, item: Item) -> Step:
    if required(run, item):
        return complain(run, complaint_of_nothing(run, item))
    before = Before(run)
    run.put(item.key, None, By.PERSON)
    return _passed(run, item, before)


def _keep_gathered(run: Run, item: Item) -> None:
    """What was sent or toggled before BACK is the answer so far; its question is asked again."""
    if run.state.ask or run.state.offer:
        return
    if run.state.gathering:
        read_by_reader(run, item, Heard(HeardKind.NEXT))
        run.state.mark(item.key, item.key == run.state.edit)
    elif run.state.draft:
        before = dict(run.state.values)
        draft = list(run.state.draft)
        gathered: Json = joined(draft) if takes_lines(item) else draft
        run.put(item.key, typed_value(item, gathered), By.PERSON)
        run.recalculate()
        if complaint_about(run, item, run.state.get(item.key)):
            run.restore(before)


def _passed(run: Run, item: Item, before: Before, echo: str = "") -> Step:
    """The question is behind the person: what follows from its answer, then the next."""
    state = run.state
    state.rest()
    state.edit = ""
    state.mark(item.key, True)
    state.pending.pop(item.key, None)
    if item.key in state.trail:
        state.trail.remove(item.key)
    state.trail.append(item.key)
    _speak(run, item)
    run.recalculate()
    fire(run, before.values)
    reopen(run, item)
    before.remember(run, item)
    return onward(run, echo)


def _speak(run: Run, item: Item) -> None:
    """A question for the language (appearance `speaks`): the form goes on in what was answered."""
    tongue = run.state.get(item.key) if SPEAKS in item.appearance else None
    if isinstance(tongue, str):
        run.state.language = run.language = tongue


def onward(run: Run, echo: str = "", refused: tuple[str, ...] = ()) -> Step:
    """What comes next; words that were said for it before are heard as soon as it is asked."""
    asked = go_on(run, echo, refused)
    item = run.item(run.state.at)
    waiting = run.state.pending.pop(run.state.at, None)
    if item is None or not waiting:
        return asked
    if isinstance(waiting, list):
        told = _taken(run, item, days_offered(run, waiting), Before(run))
    else:
        told = at_question(run, item, Heard(HeardKind.TEXT, waiting))
    return replace(with_words_of(asked, told), refused=refused)


def with_words_of(asked: Step, told: Step) -> Step:
    """`told`, beginning with what was to be said before a question that is answered already."""
    first = asked.questions[0].before if asked.questions else ()
    return replace(
        told,
        questions=tuple(replace(q, before=(*first, *q.before)) for q in told.questions),
        before=(*first, *told.before) if told.finished else told.before,
    )


def back(run: Run) -> Step:
    state = run.state
    if state.ask or state.offer:
        state.ask = state.offer = None
        return again(run)
    if state.edit:
        state.rest()
        state.mark(state.edit, True)
        state.edit = ""
        return onward(run)
    while state.trail:
        key = state.trail.pop()
        if return_to(run, key):
            state.rest()
            state.mark(key, False)
            state.at = key
            run.dirty.add(key)
            run.recalculate()
            return again(run)
    return complain(run, say("forms.wrong.first", run.language), count=False)
