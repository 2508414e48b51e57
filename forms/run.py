"""One step's view of the answers: what is relevant, what follows, what a person would read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from forms.choices import choices_of, item_of_row, label_of
from forms.expressions import BudgetSpent, Compiled, Element, boolean, string
from forms.expressions.values import Value
from forms.follow import follow
from forms.form import Form, Item
from forms.question import At, Choice, Json
from forms.state import State
from forms.value import as_text

BUDGET = 200_000


class Run:
    """The world of the expressions (forms.expressions.runtime.World) for one form, state and At."""

    def __init__(self, form: Form, state: State, at: At) -> None:
        self.form, self.state, self.at = form, state, at
        self.now: datetime = at.now.astimezone(at.zone)
        self.today: date = at.today
        self.seed = at.seed
        self.language = at.language
        self.version = form.version
        self.known: Mapping[str, str] = at.known
        self.strings = {key: as_text(entry[0]) for key, entry in state.values.items()}
        self.off: set[str] = set(state.off)
        for key in self.off:
            self.strings[key] = ""
        self.tables: dict[tuple[str, tuple[tuple[str, str], ...]], Element] = {}
        self.offered: dict[str, list[Choice]] = {}
        self.budget = BUDGET
        self.dirty: set[str] = set(form.restless if state.begun else form.order)
        state.begun = True
        self.recalculate()

    def counts(self, key: str) -> bool:
        """Is the question or group relevant now."""
        return key not in self.off

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
        self.strings[key] = as_text(self.state.get(key)) if self.counts(key) else ""
        self.dirty.update(self.form.feeds.get(key, ()), (key,))

    def recalculate(self) -> None:
        """Everything that follows from what changed, each after what it needs."""
        self.offered.clear()
        self.budget = BUDGET
        for key in self.form.order if self.dirty else ():
            if key in self.dirty:
                self._reconsider(self.form.by_key[key])
        self.dirty.clear()
        self.state.off = [key for key in self.form.order if key in self.off]

    def _reconsider(self, item: Item) -> None:
        key = item.key
        before = self.strings.get(key, ""), key in self.off
        if self._is_relevant(item):
            self.off.discard(key)
        else:
            self.off.add(key)
        follow(self, item)
        self.strings[key] = as_text(self.state.get(key)) if self.counts(key) else ""
        if before != (self.strings[key], key in self.off):
            self.dirty.update(self.form.feeds.get(key, ()))

    def _is_relevant(self, item: Item) -> bool:
        if item.groups and not self.counts(item.groups[-1]):
            return False
        return item.relevant is None or self.holds(item.relevant, otherwise=True)

    def value(self, expression: Compiled) -> Value:
        """The expression's value; '' when it costs more than an answer may."""
        try:
            return expression.value(self)
        except (BudgetSpent, RecursionError, OverflowError):
            return ""

    def holds(self, expression: Compiled, *, otherwise: bool) -> bool:
        """Is it true; `otherwise` when that cannot be found out."""
        try:
            return boolean(expression.value(self))
        except (BudgetSpent, RecursionError, OverflowError):
            return otherwise

    # What expressions ask (World).

    def text(self, element: Element) -> str:
        if element.key is None:
            return element.own or "".join(self.text(child) for child in element.children)
        if element.children:
            return "".join(self.text(child) for child in element.children)
        return self.strings.get(element.key, "")

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
        lists = (item.options.labels for item in self.form.items if item.options is not None)
        text = next((labels[text_id] for labels in lists if text_id in labels), None)
        return text.say(self) if text else ""

    def choice_label(self, key: str, value: str) -> str:
        item = self.form.by_key.get(key)
        return label_of(self, item, value) if item is not None else ""

    # What sentences ask (Teller).

    def told(self, part: Compiled) -> str:
        from forms.shown import shown

        key = next(iter(part.needs)) if len(part.needs) == 1 else ""
        item = self.form.by_key.get(key)
        if item is not None and part.text.strip().endswith(f"/{key}") and "(" not in part.text:
            return shown(self, item, self.state.get(key)) if self.counts(key) else ""
        return string(self.value(part), self)

    def choices(self, item: Item) -> list[Choice]:
        """What can be chosen now, in order; asked of the table once a step."""
        if item.key not in self.offered:
            self.offered[item.key] = choices_of(self, item)
        return self.offered[item.key]
