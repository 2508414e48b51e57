"""Values that nobody typed: calculations, defaults, and what the server fills in."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from forms.expressions import Compiled
from forms.expressions.values import Value, string
from forms.form import Item, Kind
from forms.question import Json
from forms.state import By
from forms.value import typed_value

if TYPE_CHECKING:
    from forms.run import Run


def follow(run: Run, item: Item) -> None:
    """Set what follows for `item`. A person's word is never overwritten; a default stays open
    until its question was passed, so it may still follow what was answered before it."""
    if run.state.by(item.key) == By.PERSON:
        return
    if item.calculation is not None:
        run.state.put(item.key, _computed(run, item.calculation), By.CALCULATION)
    elif item.preload:
        run.state.put(item.key, _preloaded(run, item), By.DEFAULT)
    elif item.default is not None and _open(run, item):
        value = typed_value(item, _computed(run, item.default))
        run.state.put(item.key, value, By.DEFAULT)


def fire(run: Run, before: Mapping[str, list[Any]]) -> None:
    """Set what the column trigger ties to the answers that are other than `before`.

    As in ODK the new value replaces what stood there. Where a person had been asked it is asked
    again, with the new value as its default: nobody's word is changed behind their back.
    """
    for item in run.form.triggered:
        if any(_answer(before, by) != _answer(run.state.values, by) for by in item.triggers):
            hidden = item.kind is Kind.HIDDEN
            value = None if item.set_to is None else _computed(run, item.set_to)
            shaped = value if hidden else typed_value(item, value)
            run.put(item.key, shaped, By.CALCULATION if hidden else By.DEFAULT)
            run.state.mark(item.key, False)
            run.recalculate()


def _answer(values: Mapping[str, list[Any]], key: str) -> Json:
    entry = values.get(key)
    return entry[0] if entry else None


def _open(run: Run, item: Item) -> bool:
    if item.triggers and run.state.by(item.key):
        return False
    # ODK computes a hidden default once, when the form begins.
    if item.kind is Kind.HIDDEN and run.state.by(item.key):
        return False
    return item.key not in run.state.done and run.counts(item.key)


def _preloaded(run: Run, item: Item) -> Json:
    if item.preload.startswith("property:"):
        return run.known.get(item.preload.partition(":")[2]) or None
    kept = run.state.get(item.key)
    if kept is not None and item.preload != "end":
        return kept
    return run.today.isoformat() if item.preload == "today" else run.now.isoformat()


def _computed(run: Run, expression: Compiled) -> Json:
    value = run.value(expression)
    if not isinstance(value, list):
        return as_json(value)
    # «${men}» alone keeps being a number.
    text = string(value, run)
    kept = run.state.get(value[0].key or "") if value else None
    return kept if isinstance(kept, int | float) and text else text or None


def as_json(value: Value) -> Json:
    """A computed value as it is stored; NaN and '' are no value (JavaRosa)."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        if math.isnan(value) or math.isinf(value):
            return None
        return int(value) if value == int(value) and abs(value) < 1e15 else value
    return value if isinstance(value, str) and value else None
