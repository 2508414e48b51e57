"""Values that nobody typed: calculations, defaults, and what the server fills in."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from forms.expressions import Compiled
from forms.expressions.values import Value, number, string
from forms.form import Item, Kind
from forms.layout import MOST_ENTRIES, MOST_ITEMS, sharing
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
        run.state.put(item.key, _computed(run, item.calculation, item), By.CALCULATION)
    elif item.preload:
        run.state.put(item.key, _preloaded(run, item), By.DEFAULT)
    elif item.default is not None and _open(run, item):
        value = typed_value(item, _computed(run, item.default, item))
        run.state.put(item.key, value, By.DEFAULT)


def fire(run: Run, before: Mapping[str, list[Any]]) -> None:
    """Set what the column trigger ties to the answers that are other than `before`.

    As in ODK the new value replaces what stood there, a default that is kept has changed nothing,
    and one that is computed is a change, but none that stands there from the beginning. Where a
    person had been asked it is asked again, with the new value as its default: nobody's word is
    changed behind their back.
    """
    for key in [key for item in run.form.triggered for key in run.layout.every(item.key)]:
        item = run.item(key)
        if item is not None and _triggered(run, item, before):
            hidden = item.kind is Kind.HIDDEN
            value = None if item.set_to is None else _computed(run, item.set_to, item)
            shaped = value if hidden else typed_value(item, value)
            run.put(key, shaped, By.CALCULATION if hidden else By.DEFAULT)
            run.state.mark(key, False)
            run.recalculate()


def _triggered(run: Run, item: Item, before: Mapping[str, list[Any]]) -> bool:
    """In an entry of a repeat only what is answered in that entry triggers."""
    every = ((by, run.layout.every(by)) for by in item.triggers)
    by = [one for pattern, keys in every for one in sharing(item.key, pattern, keys)]
    return any(_changed(run, before, one) for one in by)


def _changed(run: Run, before: Mapping[str, list[Any]], key: str) -> bool:
    item, now = run.item(key), run.state.values.get(key)
    if item is not None and item.initial and key not in before and now is not None:
        # An entry of its own accord brings its plain defaults with it.
        return bool(now[1] != By.DEFAULT)
    return _answer(before, key) != _answer(run.state.values, key)


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


def wanted_entries(run: Run, repeat: Item) -> int:
    """How many entries `repeat_count` asks for; `run.crowded` if that is more than a chat takes."""
    assert repeat.count is not None
    if not run.counts(repeat.key):
        return run.state.entries.get(repeat.key, 0)
    amount = number(run.value(repeat.count, repeat), run)
    wanted = max(0, int(amount)) if math.isfinite(amount) else 0
    most = min(MOST_ENTRIES, room_for(run, repeat))
    run.crowded = run.crowded or wanted > most
    return min(wanted, most)


def room_for(run: Run, repeat: Item) -> int:
    """How many entries it may have without making the form longer than a chat can bear."""
    pattern = run.layout.pattern(repeat.key) + "/"
    each = 1 + sum(1 for one in run.form.items if one.key.startswith(pattern))
    mine = f"{repeat.key}["
    others = sum(1 for one in run.layout.items if not one.key.startswith(mine))
    return max(0, (MOST_ITEMS - others) // each)


def _computed(run: Run, expression: Compiled, item: Item) -> Json:
    value = run.value(expression, item)
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
