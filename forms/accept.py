"""May this be the answer: type, choices and constraint."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from base.i18n import say
from forms.choices import chosen
from forms.form import Item, Kind
from forms.hear.scale import scale_words
from forms.question import Json, QuestionType
from forms.state import By
from forms.value import decimal_of, typed_value

if TYPE_CHECKING:
    from forms.run import Run


def required(run: Run, item: Item) -> bool:
    if item.required is None or not run.holds(item.required, item, otherwise=False):
        return False
    # Of an empty list nothing can be chosen: nobody is held up by it.
    return item.options is None or item.scale is not None or bool(run.choices(item))


def complaint_of_nothing(run: Run, item: Item) -> str:
    """What to say when a required answer is missing."""
    return run.say(item, item.required_message) or say("forms.wrong.required", run.language)


def complaint_about(run: Run, item: Item, value: Json) -> str:
    """Why a value of the right type may not be the answer; '' if it may.

    The constraint sees the value as `.`: it stands in the state already.
    """
    if value is None:
        return ""
    complaint = _misfit(run, item, value)
    if complaint:
        return complaint
    if item.constraint is None or run.holds(item.constraint, item, otherwise=True):
        return ""
    return run.say(item, item.constraint_message) or say("forms.wrong.constraint", run.language)


def _misfit(run: Run, item: Item, value: Json) -> str:
    """A choice that is not on the list, an order that lacks one, a number off the scale."""
    if item.scale is not None:
        amount = decimal_of(value)
        return "" if amount is not None and item.scale.holds(amount) else scale_words(run, item)
    if item.options is None:
        return ""
    known = {choice.value for choice in run.choices(item)}
    if item.type is QuestionType.RANK and known != set(chosen(value)):
        return say("forms.wrong.rank", run.language)
    return "" if known.issuperset(chosen(value)) else say("forms.wrong.choice", run.language)


def put_all(run: Run, values: dict[str, Json], by: str) -> dict[str, str]:
    """Set several answers together, by key; what may not be is left out: {key: complaint}.

    Nothing is judged before all stand, so that one may make another relevant or right.
    """
    before = dict(run.state.values)
    wrong: dict[str, str] = {}
    for key, value in values.items():
        item = run.layout.by_key[key]
        shaped = value if item.kind is Kind.HIDDEN else typed_value(item, value)
        if shaped is None and value not in (None, "", []):
            wrong[key] = say("forms.wrong.value", run.language)
        else:
            run.put(key, shaped, by)
    run.recalculate()
    for key in values.keys() - wrong.keys():
        there = run.item(key)
        complaint = complaint_about(run, there, run.state.get(key)) if there else ""
        if complaint and run.counts(key):
            wrong[key] = complaint
    for key in wrong:
        run.put(key, *before.get(key, (None, By.PERSON)))
    if wrong:
        run.recalculate()
    for key in values.keys() - wrong.keys():
        if (there := run.item(key)) is not None:
            reopen(run, there)
    return wrong


def find(run: Run, name: str) -> Item | None:
    """A question by its path, or by its name: in an entry of a repeat that entry's."""
    return run.layout.find(name, run.item(run.state.at))


def lay_aside(run: Run, values: Mapping[str, Json]) -> dict[str, Json]:
    """The values without {"said": words} and {"offer": days}: those wait until their question
    is asked."""
    kept: dict[str, Json] = {}
    for name, value in values.items():
        item = find(run, name)
        told = (value.get("said") or value.get("offer")) if isinstance(value, dict) else None
        if item is not None and told:
            run.state.pending[item.key] = told
        else:
            kept[name] = value
    return kept


def join_draft(run: Run, values: Mapping[str, Json]) -> dict[str, Json]:
    """The values without pictures for the question that is gathering some: they join these."""
    item = run.item(run.state.at)
    kept, draft = dict(values), run.state.draft
    if item is None or item.type is not QuestionType.IMAGE or not draft:
        return kept
    for name in [name for name in values if find(run, name) is item]:
        value = kept.pop(name)
        sent = value if isinstance(value, list) else [value]
        joined = [*draft, *(one for one in sent if one and one not in draft)]
        run.state.draft = joined[: item.most] if item.most else joined
    return kept


def reopen(run: Run, item: Item) -> None:
    """Choices that were made from a list which is now another one are asked again; what is not
    relevant is kept as it is, and looked at when it becomes so."""
    for key in run.layout.filtered_by(item.key):
        value = run.state.get(key)
        if value is None or not run.counts(key):
            continue
        known = {choice.value for choice in run.choices(run.layout.by_key[key])}
        if not known.issuperset(chosen(value)):
            run.put(key, None, By.PERSON)
            run.state.mark(key, False)
            run.recalculate()
            reopen(run, run.layout.by_key[key])
