"""One step's view of the answers: what is relevant, what follows, what a person would read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from heapq import heapify, heappop, heappush
from typing import Any

from forms.choices import choices_of, item_of_row, told_label
from forms.expressions import BudgetSpent, Compiled, Element, boolean, string
from forms.expressions.values import Value
from forms.follow import follow, wanted_entries
from forms.form import Form, Item, Kind
from forms.layout import Layout, layout
from forms.question import At, Choice, Json
from forms.state import By, State
from forms.texts import Text
from forms.value import as_text, typed_value

BUDGET = 200_000
MOST_TURNS = 20  # how often one answer may follow from others in one step


class Run:
    """The world of the expressions (forms.expressions.runtime.World) for one form, state and At."""

    def __init__(self, form: Form, state: State, at: At) -> None:
        self.form, self.state, self.at = form, state, at
        self.layout: Layout = layout(form, state.entries)
        self.now: datetime = at.now.astimezone(at.zone)
        self.today: date = at.today
        self.seed = at.seed
        self.language = state.language or at.language
        self.version = form.version
        self.known: Mapping[str, str] = at.known
        self.strings: dict[str, str] = {}
        self.off: set[str] = set(state.off)
        self.written = set(self.off)
        self.tables: dict[tuple[str, tuple[tuple[str, str], ...]], Element] = {}
        self.offered: dict[str, list[Choice]] = {}
        self.budget = BUDGET
        self.crowded = False
        self.dirty: set[str] = set(self.layout.restless if state.begun else self.layout.order)
        state.begun = True
        self.recalculate()

    def item(self, key: str) -> Item | None:
        return self.layout.by_key.get(key)

    def counts(self, key: str) -> bool:
        """Is the question or group there, and relevant now."""
        return key not in self.off and key in self.layout.by_key

    def put(self, key: str, value: Json, by: str) -> None:
        """Set an answer (None takes it back); `recalculate` then draws the conclusions."""
        self.state.put(key, value, by)
        self._tell(key)

    def restore(self, values: dict[str, list[Any]]) -> None:
        """Back to the answers of before, with all that followed from them."""
        now, self.state.values = self.state.values, values
        for key in now.keys() | values.keys():
            if now.get(key) != values.get(key):
                self._tell(key)
        self.recalculate()

    def _tell(self, key: str) -> None:
        self.strings.pop(key, None)
        if key in self.layout.by_key:
            self.dirty.update(self.layout.readers(key), (key,))

    def recalculate(self) -> None:
        """Everything that follows from what changed, each after what it needs."""
        self.offered.clear()
        self.budget, self.crowded = BUDGET, False
        if not self.dirty:
            return
        for _ in range(MOST_TURNS):
            known = self.layout
            self._follow_in(known)
            if self.layout is known:
                break
        self.dirty.clear()
        if self.off != self.written:
            self.written = set(self.off)
            rank = self.layout.rank
            self.state.off = sorted(self.off & rank.keys(), key=rank.__getitem__)

    def _follow_in(self, known: Layout) -> None:
        """Until nothing changes any more, or the form has another layout."""
        rank, order = known.rank, known.order
        waiting = [rank[key] for key in self.dirty if key in rank]
        heapify(waiting)
        left = MOST_TURNS * len(order)
        while waiting and self.layout is known and left > 0:
            key = order[heappop(waiting)]
            if key not in self.dirty:
                continue
            left -= 1
            self.dirty.discard(key)
            readers = [one for one in self._reconsider(known.by_key[key]) if one not in self.dirty]
            self.dirty.update(readers)
            if self.layout is known:
                for reader in readers:
                    heappush(waiting, rank[reader])

    def _reconsider(self, item: Item) -> tuple[str, ...]:
        """Draw the conclusions for one item; who must be looked at after it."""
        key = item.key
        before = self.string_of(key), key in self.off
        (self.off.discard if self._is_relevant(item) else self.off.add)(key)
        follow(self, item)
        self.strings.pop(key, None)
        if item.kind is Kind.REPEAT and item.count is not None:
            self._count(item)
        same = before == (self.string_of(key), key in self.off)
        return () if same else self.layout.readers(key)

    def _count(self, item: Item) -> None:
        """As many entries as `repeat_count` says; the answers of those that are too many stay in
        the state, out of sight."""
        wanted = wanted_entries(self, item)
        if wanted != self.state.entries.get(item.key, 0):
            self.state.entries[item.key] = wanted
            self.lay_out()

    def lay_out(self) -> None:
        """After a change of `state.entries`: the layout that goes with it."""
        before, self.layout = self.layout, layout(self.form, self.state.entries)
        new = self.layout.by_key.keys() - before.by_key.keys()
        gone = before.by_key.keys() - self.layout.by_key.keys()
        self.off -= gone
        for key in new:
            item = self.layout.by_key[key]
            if item.initial and key not in self.state.values:
                self.state.put(key, typed_value(item, item.initial), By.DEFAULT)
        for key in new | gone:
            self.strings.pop(key, None)
        touched = {reader for key in gone for reader in before.readers(key)}
        touched.update(*(self.layout.readers(key) for key in new), new)
        self.dirty |= touched & self.layout.by_key.keys()

    def _is_relevant(self, item: Item) -> bool:
        if item.groups and not self.counts(item.groups[-1]):
            return False
        return item.relevant is None or self.holds(item.relevant, item, otherwise=True)

    def locked(self, item: Item) -> bool:
        """Whether its value is only shown, as answers are now (`read_only`)."""
        return item.read_only is not None and self.holds(item.read_only, item, otherwise=False)

    def askable(self, key: str) -> bool:
        if not self.counts(key):
            return False
        item = self.item(key)
        return item is None or not self.locked(item)

    def value(self, expression: Compiled, item: Item | None = None) -> Value:
        """The expression's value at `item`; '' when it costs more than an answer may."""
        try:
            return expression.value(self, self.layout.here(item) if item else None)
        except (BudgetSpent, RecursionError, OverflowError):
            return ""

    def holds(self, expression: Compiled, item: Item | None = None, *, otherwise: bool) -> bool:
        """Is it true; `otherwise` when that cannot be found out."""
        try:
            return boolean(expression.value(self, self.layout.here(item) if item else None))
        except (BudgetSpent, RecursionError, OverflowError):
            return otherwise

    # What expressions ask (World).

    def string_of(self, key: str) -> str:
        """An answer as expressions see it, '' where it does not count."""
        found = self.strings.get(key)
        if found is None:
            found = "" if key in self.off else as_text(self.state.get(key))
            self.strings[key] = found
        return found

    def text(self, element: Element) -> str:
        if element.key is None:
            return element.own or "".join(self.text(child) for child in element.children)
        if element.children:
            return "".join(self.text(child) for child in element.children)
        return self.string_of(element.key)

    def copies(self, element: Element, here: Element | None) -> list[Element]:
        return self.layout.copies(element, here)

    def spend(self, steps: int) -> None:
        self.budget -= steps
        if self.budget < 0:
            raise BudgetSpent

    def table(self, name: str, filters: Mapping[str, str]) -> Element:
        mark = (name, tuple(sorted(filters.items())))
        if mark not in self.tables:
            top = Element("instance")
            root = Element("root", top)
            for row in self.at.rows(name, filters):
                item_of_row(root, row)
            self.tables[mark] = top
        return self.tables[mark]

    def itext(self, text_id: str) -> str:
        for item in self.form.items:
            if item.options is not None and text_id in item.options.labels:
                return self.say(item, item.options.labels[text_id])
        return ""

    def choice_label(self, key: str, value: str) -> str:
        item = self.item(key)
        return told_label(self, item, value) if item is not None else ""

    # What sentences ask.

    def say(self, item: Item, text: Text) -> str:
        """A sentence of the form as a person at `item` reads it."""
        return text.say(_Teller(self, item))

    def choices(self, item: Item) -> list[Choice]:
        """What can be chosen now, in order; asked of the table once a step."""
        if item.key not in self.offered:
            self.offered[item.key] = choices_of(self, item)
        return self.offered[item.key]


@dataclass(frozen=True, slots=True)
class _Teller:
    run: Run
    item: Item

    @property
    def language(self) -> str:
        return self.run.language

    def told(self, part: Compiled) -> str:
        from forms.shown import shown

        run = self.run
        value = run.value(part, self.item)
        key = value[0].key if isinstance(value, list) and value else None
        told = run.item(key) if key and "(" not in part.text else None
        if told is not None and told.kind in (Kind.QUESTION, Kind.NOTE, Kind.HIDDEN):
            return shown(run, told, run.state.get(told.key)) if run.counts(told.key) else ""
        return string(value, run)
