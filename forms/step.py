"""step(form, state, heard, at): one answer in, the next question out."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from forms.accept import find, join_draft, lay_aside, put_all
from forms.choices import other_key
from forms.entries import at_entry, at_more, make_room
from forms.follow import fire
from forms.form import Form, Kind
from forms.hear.text import joined, takes_lines
from forms.layout import layout
from forms.looking_back import at_review
from forms.moves import at_question, onward
from forms.next import Step, again, entry_around, notes_before
from forms.question import At, Heard, Json, QuestionType
from forms.review import lines
from forms.run import Run
from forms.state import REVIEW, By, State
from forms.value import typed_value


def start(
    form: Form, at: At, values: Mapping[str, Json] | None = None, set_by: str = By.PERSON
) -> Step:
    """The first question; `values` are known already (see `prefill`)."""
    state = State()
    for item in layout(form, {}).items:
        if item.initial and item.kind is not Kind.GROUP:
            state.put(item.key, typed_value(item, item.initial), By.DEFAULT)
    plain = dict(state.values)
    run = Run(form, state, at)
    refused = _fill(run, values or {}, set_by, plain)
    return onward(run, refused=refused)


def step(form: Form, state: dict[str, Any], heard: Heard, at: At) -> Step:
    """The state after what was heard. Never raises on anything heard; `state` is not changed."""
    run = Run(form, State.read(state), at)
    if run.state.finished:
        return Step(run.state.write(), finished=True)
    if run.state.at == REVIEW:
        return at_review(run, heard)
    item = run.item(run.state.at)
    if item is None or not run.askable(item.key):
        return onward(run)
    if item.kind is Kind.MORE:
        return at_more(run, item, heard)
    if item.kind is Kind.ENTRY:
        return at_entry(run, item, heard)
    return at_question(run, item, heard)


def speak(
    form: Form, state: dict[str, Any], language: str, at: At, spoken: Collection[str] = ()
) -> Step:
    """The present question in another language of the form ('' for the chat's); answers stay.
    `spoken` are languages that the caller has voices in: their words are the default's."""
    read = State.read(state)
    if language in ("", *form.languages, *spoken):
        read.language = language
    return resume(form, read.write(), at)


def resume(form: Form, state: dict[str, Any], at: At) -> Step:
    """The present question again, in the language of `at`, with the notes that stand before it."""
    run = Run(form, State.read(state), at)
    if run.state.finished:
        return Step(run.state.write(), finished=True)
    item = run.item(run.state.at)
    if run.state.at != REVIEW and (item is None or not run.askable(item.key)):
        return onward(run)
    return again(run, before=(*entry_around(run, item), *notes_before(run, item)) if item else ())


def prefill(
    form: Form, state: dict[str, Any], values: Mapping[str, Json], set_by: str, at: At
) -> Step:
    """Answers known from elsewhere, by name. Their questions are passed over, unless they carry
    appearance=confirm; what does not fit its question is left out and named in `refused`.
    `set_by` is person or default.

    {"said": words} is no answer yet: the words are heard when their question comes, and asked
    back about if need be; {"offer": days} are ISO dates that are offered then.
    Pictures for the question that is gathering some join these.
    """
    run = Run(form, State.read(state), at)
    if run.state.finished:
        return Step(run.state.write(), finished=True)
    if not run.state.trail:
        run.state.said = []
    refused = _fill(run, values, set_by, dict(run.state.values))
    return onward(run, refused=refused)


def answers(form: Form, state: dict[str, Any]) -> dict[str, Json]:
    """Relevant answers by name, computed ones included; what was skipped is absent. Pictures
    and lines that were sent to the present question count already."""
    read = State.read(state)
    off = set(read.off)
    names, items = form.by_name, layout(form, read.entries).by_key
    entries = {key: entry[0] for key, entry in read.values.items()}
    present = items.get(read.at)
    if present is not None and read.draft:
        if present.type is QuestionType.IMAGE:
            entries[present.key] = list(read.draft)
        elif takes_lines(present):
            entries[present.key] = joined(read.draft)
    return {
        (item.name if names.get(item.name) is item else key): value
        for key, value in entries.items()
        if key not in off and (item := items.get(key)) is not None
    }


def summary(form: Form, state: dict[str, Any], at: At) -> list[tuple[str, str, str]]:
    """(path, label, shown value) of each question passed so far. The words of «other» stand in the
    line of its choice."""
    run = Run(form, State.read(state), at)
    added = {other_key(item) for item in run.layout.questions}
    return [line for line in lines(run) if line[0] not in added]


def _fill(
    run: Run, values: Mapping[str, Json], set_by: str, before: Mapping[str, list[Any]]
) -> tuple[str, ...]:
    values = make_room(run, values)
    values = join_draft(run, lay_aside(run, values))
    found = {name: item for name in values if (item := find(run, name)) is not None}
    wrong = put_all(run, {item.key: values[name] for name, item in found.items()}, By(set_by))
    fire(run, before)
    for item in found.values():
        if item.key not in wrong and run.state.get(item.key) is not None:
            run.state.mark(item.key, "confirm" not in item.appearance)
    unknown = [name for name in values if name not in found]
    return tuple(unknown + [run.layout.by_key[key].name for key in wrong])
