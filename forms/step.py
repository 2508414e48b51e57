"""step(form, state, heard, at): one answer in, the next question out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from base.i18n import say
from forms.accept import complaint_about, complaint_of_nothing, put_all, required
from forms.ask import question, said_before
from forms.choices import chosen
from forms.form import Form, Item, Kind
from forms.hear import Answer, Offer, Stay, Wrong, hear
from forms.question import At, Heard, HeardKind, Json, Question
from forms.reader import named_answers, read_by_reader
from forms.review import first_fault, lines, review_question, wish
from forms.run import Run
from forms.state import REVIEW, By, State
from forms.value import typed_value


@dataclass(frozen=True, slots=True)
class Step:
    """What a step gives back.

    `state` is plain JSON to keep; `questions` are to be put now (none once `finished`); `before`
    is what is still to be said when no question follows; `refused` are the names that a prefill
    could not use.
    """

    state: dict[str, Any]
    questions: tuple[Question, ...] = ()
    finished: bool = False
    before: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()


def start(
    form: Form, at: At, values: Mapping[str, Json] | None = None, set_by: str = By.PERSON
) -> Step:
    """The first question; `values` are known already (see `prefill`)."""
    state = State()
    for item in form.items:
        if item.initial and item.kind is not Kind.GROUP:
            state.put(item.key, typed_value(item, item.initial), By.DEFAULT)
    run = Run(form, state, at)
    refused = _fill(run, values or {}, set_by)
    return _go_on(run, refused=refused)


def step(form: Form, state: dict[str, Any], heard: Heard, at: At) -> Step:
    """The state after what was heard. Never raises on anything heard; `state` is not changed."""
    run = Run(form, State.read(state), at)
    if run.state.finished:
        return Step(run.state.write(), finished=True)
    if run.state.at == REVIEW:
        return _at_review(run, heard)
    item = form.by_key.get(run.state.at)
    if item is None or not run.counts(item.key):
        return _go_on(run)
    return _at_question(run, item, heard)


def resume(form: Form, state: dict[str, Any], at: At) -> Step:
    """The present question again, in the language of `at`, with the notes that stand before it."""
    run = Run(form, State.read(state), at)
    if run.state.finished:
        return Step(run.state.write(), finished=True)
    item = form.by_key.get(run.state.at)
    if run.state.at != REVIEW and (item is None or not run.counts(item.key)):
        return _go_on(run)
    return _again(run, before=_notes_before(run, item) if item else ())


def prefill(
    form: Form, state: dict[str, Any], values: Mapping[str, Json], set_by: str, at: At
) -> Step:
    """Answers known from elsewhere, by name. Their questions are passed over, unless they carry
    appearance=confirm; what does not fit its question is left out and named in `refused`.
    `set_by` is person or default.
    """
    run = Run(form, State.read(state), at)
    if run.state.finished:
        return Step(run.state.write(), finished=True)
    if not run.state.trail:
        run.state.said = []
    refused = _fill(run, values, set_by)
    return _go_on(run, refused=refused)


def answers(form: Form, state: dict[str, Any]) -> dict[str, Json]:
    """Relevant answers by name, computed ones included; what was skipped is absent."""
    read = State.read(state)
    off = set(read.off)
    names = form.by_name
    return {
        (item.name if names.get(item.name) is item else key): entry[0]
        for key, entry in read.values.items()
        if key not in off and (item := form.by_key.get(key)) is not None
    }


def summary(form: Form, state: dict[str, Any], at: At) -> list[tuple[str, str, str]]:
    """(path, label, shown value) of each question passed so far, for the review."""
    return lines(Run(form, State.read(state), at))


def _fill(run: Run, values: Mapping[str, Json], set_by: str) -> tuple[str, ...]:
    found = {name: item for name in values if (item := run.form.find(name)) is not None}
    wrong = put_all(run, {item.key: values[name] for name, item in found.items()}, By(set_by))
    for item in found.values():
        if item.key not in wrong and run.state.get(item.key) is not None:
            run.state.mark(item.key, "confirm" not in item.appearance)
    unknown = [name for name in values if name not in found]
    return tuple(unknown + [run.form.by_key[key].name for key in wrong])


def _at_review(run: Run, heard: Heard) -> Step:
    if heard.kind is HeardKind.BACK:
        return _back(run)
    wanted = wish(run, heard)
    if wanted == REVIEW:
        return _send(run)
    if wanted:
        run.state.rest()
        run.state.at = run.state.edit = wanted
        return _again(run)
    return _complain(run, say("forms.wrong.review", run.language))


def _send(run: Run) -> Step:
    fault = first_fault(run)
    if fault is None:
        return _finish(run, ())
    item, complaint = fault
    run.state.rest()
    run.state.at = run.state.edit = item.key
    run.state.mark(item.key, False)
    return _complain(run, complaint)


def _at_question(run: Run, item: Item, heard: Heard) -> Step:
    if heard.kind is HeardKind.BACK:
        return _back(run)
    if heard.kind is HeardKind.SKIP:
        return _skip(run, item)
    if heard.kind in (HeardKind.EDIT, HeardKind.SEND):
        return _again(run)
    read = read_by_reader(run, item, heard)
    if read is not None:
        if read.done:
            return _passed(run, item, read.echo)
        if read.complaint:
            return _complain(run, read.complaint)
        run.state.wrong = 0
        return _again(run, before=(read.echo,) if read.echo else ())
    return _ordinary(run, item, heard)


def _ordinary(run: Run, item: Item, heard: Heard) -> Step:
    outcome = hear(run, item, heard)
    run.state.ask = run.state.offer = None
    match outcome:
        case Wrong(complaint):
            return _complain(run, complaint) if complaint else _again(run)
        case Stay(draft):
            run.state.draft, run.state.wrong = list(draft), 0
            return _again(run)
        case Offer(text, choices, typed):
            buttons = [[choice.value, choice.label] for choice in choices]
            run.state.offer = {"text": text, "choices": buttons, "typed": typed}
            return _again(run)
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
        return _complain(run, complaint)
    return _passed(run, item)


def _skip(run: Run, item: Item) -> Step:
    if required(run, item):
        return _complain(run, complaint_of_nothing(run, item))
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
    _reopen(run, item)
    return _go_on(run, echo)


def _reopen(run: Run, item: Item) -> None:
    """Choices that were made from a list which is now another one are asked again."""
    for key in run.form.filtered_by.get(item.key, ()):
        value = run.state.get(key)
        known = {choice.value for choice in run.choices(run.form.by_key[key])}
        if value is not None and not known.issuperset(chosen(value)):
            run.put(key, None, By.PERSON)
            run.state.mark(key, False)
            run.recalculate()
            _reopen(run, run.form.by_key[key])


def _back(run: Run) -> Step:
    state = run.state
    if state.ask or state.offer:
        state.ask = state.offer = None
        return _again(run)
    if state.edit:
        state.rest()
        state.mark(state.edit, True)
        state.edit = ""
        return _go_on(run)
    while state.trail:
        key = state.trail.pop()
        if run.counts(key):
            state.rest()
            state.mark(key, False)
            state.at = key
            run.dirty.add(key)
            run.recalculate()
            return _again(run)
    return _complain(run, say("forms.wrong.first", run.language), count=False)


def _go_on(run: Run, echo: str = "", refused: tuple[str, ...] = ()) -> Step:
    """The first open question with what is to be said before it; else the review; else the end."""
    before = [echo] if echo else []
    done, said = set(run.state.done), set(run.state.said)
    for item in run.form.items:
        if not run.counts(item.key) or "review" in item.appearance:
            continue
        if item.kind is Kind.NOTE:
            before += said_before(run, item, said)
        elif item.asked and item.key not in done:
            before += said_before(run, item, said)
            if run.state.at != item.key:
                run.state.rest()
            run.state.at = item.key
            return _again(run, before=tuple(before), refused=refused)
    if not run.form.reviewed:
        return _finish(run, tuple(before))
    run.state.rest()
    run.state.at = REVIEW
    return _again(run, before=tuple(before), refused=refused)


def _finish(run: Run, before: tuple[str, ...]) -> Step:
    run.state.finished = True
    run.state.at = run.state.edit = ""
    run.recalculate()
    return Step(run.state.write(), finished=True, before=before)


def _complain(run: Run, complaint: str, *, count: bool = True) -> Step:
    run.state.wrong += int(count)
    return _again(run, complaint=complaint)


def _again(
    run: Run, *, before: tuple[str, ...] = (), complaint: str = "", refused: tuple[str, ...] = ()
) -> Step:
    """The present question or the review, as things are now."""
    item = run.form.by_key.get(run.state.at)
    if item is None:
        asked = review_question(run, before=before, complaint=complaint)
    else:
        asked = question(run, item, before=before, complaint=complaint)
    return Step(run.state.write(), (asked,), refused=refused)


def _notes_before(run: Run, item: Item) -> tuple[str, ...]:
    notes: list[str] = []
    for other in reversed(run.form.items[: item.place]):
        if other.asked:
            break
        if other.kind is Kind.NOTE and run.counts(other.key):
            notes[:0] = said_before(run, other, set(other.groups))
    return tuple(notes)


__all__ = ["Step", "answers", "named_answers", "prefill", "resume", "start", "step", "summary"]
