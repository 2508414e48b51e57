"""Going back: what an answer did to others is undone with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from forms.dropping import drop_if_empty
from forms.form import Item, Kind
from forms.state import By

if TYPE_CHECKING:
    from forms.run import Run

Entries = dict[str, list[Any] | None]


class Before:
    """The answers as they were before a question was answered."""

    def __init__(self, run: Run) -> None:
        self.values, self.done = dict(run.state.values), set(run.state.done)

    def remember(self, run: Run, item: Item) -> None:
        """Keep with the question what its answer changed in others: set, taken back, reopened."""
        now, done = run.state.values, set(run.state.done)
        keys = run.state.touched - {item.key}
        values = {
            key: [self.values.get(key), now.get(key)]
            for key in sorted(keys)
            if self.values.get(key) != now.get(key) and not _computed(self.values, now, key)
        }
        marks = {key: key in self.done for key in sorted((self.done ^ done) - {item.key})}
        if values or marks:
            run.state.undo[item.key] = {"values": values, "done": marks}
        else:
            run.state.undo.pop(item.key, None)


def _computed(before: dict[str, list[Any]], now: dict[str, list[Any]], key: str) -> bool:
    entries = [entry for entry in (before.get(key), now.get(key)) if entry]
    return all(entry[1] == By.CALCULATION for entry in entries)


def _undone(run: Run, undo: dict[str, Any]) -> Entries:
    """What was, of the answers that are still as they were left: a later answer stands."""
    now = run.state.values
    return {key: was for key, (was, became) in undo["values"].items() if now.get(key) == became}


def _with(values: dict[str, list[Any]], entries: Entries) -> dict[str, list[Any]]:
    changed = values | {key: entry for key, entry in entries.items() if entry is not None}
    return {k: v for k, v in changed.items() if not (k in entries and entries[k] is None)}


def return_to(run: Run, key: str) -> bool:
    """Undo what the answer of `key` did, as far as it must be for asking it again; False, and
    nothing is changed, if it still would not be relevant.

    What was taken from others comes back. What was set with it stays while the question is
    relevant: it is part of the answer that is shown there.
    """
    state, before = run.state, dict(run.state.values)
    undo = state.undo.pop(key, {"values": {}, "done": {}})
    entries = _undone(run, undo)
    if run.counts(key):
        entries = {k: entry for k, entry in entries.items() if entry and k not in state.values}
    run.restore(_with(before, entries))
    if not run.askable(key):
        run.restore(before)
        return False
    item = run.item(key)
    if item is not None and item.kind is Kind.MORE:
        drop_if_empty(run, item.repeat)
    for other, done in undo["done"].items():
        if other in entries:
            state.mark(other, done)
    return True


def leads_back(run: Run) -> bool:
    """Whether BACK would find a question to ask."""
    return any(run.askable(key) or _would_count(run, key) for key in reversed(run.state.trail))


def _would_count(run: Run, key: str) -> bool:
    undo = run.state.undo.get(key)
    if undo is None:
        return False
    before = dict(run.state.values)
    run.restore(_with(before, _undone(run, undo)))
    found = run.askable(key)
    run.restore(before)
    return found
