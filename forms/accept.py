"""May this be the answer: type, choices and constraint."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from base.i18n import say
from forms.choices import chosen
from forms.form import Item, Kind
from forms.question import Json, QuestionType
from forms.state import By
from forms.value import typed_value

if TYPE_CHECKING:
    from forms.run import Run


def required(run: Run, item: Item) -> bool:
    return item.required is not None and run.holds(item.required, otherwise=False)


def complaint_of_nothing(run: Run, item: Item) -> str:
    """What to say when a required answer is missing."""
    return item.required_message.say(run) or say("forms.wrong.required", run.language)


def complaint_about(run: Run, item: Item, value: Json) -> str:
    """Why a value of the right type may not be the answer; '' if it may.

    The constraint sees the value as `.`: it stands in the state already.
    """
    if value is None:
        return ""
    if item.options is not None:
        known = {choice.value for choice in run.choices(item)}
        if not known.issuperset(chosen(value)):
            return say("forms.wrong.choice", run.language)
    if item.constraint is None or run.holds(item.constraint, otherwise=True):
        return ""
    return item.constraint_message.say(run) or say("forms.wrong.constraint", run.language)


def put_all(run: Run, values: dict[str, Json], by: str) -> dict[str, str]:
    """Set several answers together, by key; what may not be is left out: {key: complaint}.

    Nothing is judged before all stand, so that one may make another relevant or right.
    """
    before = dict(run.state.values)
    wrong: dict[str, str] = {}
    for key, value in values.items():
        item = run.form.by_key[key]
        shaped = value if item.kind is Kind.HIDDEN else typed_value(item, value)
        if shaped is None and value not in (None, "", []):
            wrong[key] = say("forms.wrong.value", run.language)
        else:
            run.put(key, shaped, by)
    run.recalculate()
    for key in values.keys() - wrong.keys():
        complaint = complaint_about(run, run.form.by_key[key], run.state.get(key))
        if complaint and run.counts(key):
            wrong[key] = complaint
    for key in wrong:
        run.put(key, *before.get(key, (None, By.PERSON)))
    if wrong:
        run.recalculate()
    for key in values.keys() - wrong.keys():
        reopen(run, run.form.by_key[key])
    return wrong


def lay_aside(run: Run, values: Mapping[str, Json]) -> dict[str, Json]:
    """The values without {"said": words} and {"offer": days}: those wait until their question
    is asked."""
    kept: dict[str, Json] = {}
    for name, value in values.items():
        item = run.form.find(name)
        told = (value.get("said") or value.get("offer")) if isinstance(value, dict) else None
        if item is not None and told:
            run.state.pending[item.key] = told
        else:
            kept[name] = value
    return kept


def join_draft(run: Run, values: Mapping[str, Json]) -> dict[str, Json]:
    """The values without pictures for the question that is gathering some: they join these."""
    item = run.form.by_key.get(run.state.at)
    kept, draft = dict(values), run.state.draft
    if item is None or item.type is not QuestionType.IMAGE or not draft:
        return kept
    for name in [name for name in values if run.form.find(name) is item]:
        value = kept.pop(name)
        sent = value if isinstance(value, list) else [value]
        joined = [*draft, *(one for one in sent if one and one not in draft)]
        run.state.draft = joined[: item.most] if item.most else joined
    return kept


def reopen(run: Run, item: Item) -> None:
    """Choices that were made from a list which is now another one are asked again; what is not
    relevant is kept as it is, and looked at when it becomes so."""
    for key in run.form.filtered_by.get(item.key, ()):
        if not run.counts(key):
            continue
        value = run.state.get(key)
        known = {choice.value for choice in run.choices(run.form.by_key[key])}
        if value is not None and not known.issuperset(chosen(value)):
            run.put(key, None, By.PERSON)
            run.state.mark(key, False)
            run.recalculate()
            reopen(run, run.form.by_key[key])
