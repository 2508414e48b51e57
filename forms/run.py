"""One step's view of the answers: what is relevant, what follows, what a person would read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from forms.choices import Offered, choices_of, item_of_row, label_of
from forms.expressions import BudgetSpent, Compiled, Element, boolean, string
from forms.expressions.values import Value, number_to_text
from forms.form import Form, Item, Kind
from forms.question import At, Json
from forms.state import By, State

BUDGET = 200_000


def as_text(value: Json) -> str:
    """An answer as XPath sees it: lists separated by spaces, a file as its id, a place as ODK's."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return number_to_text(float(value)) if isinstance(value, float) else str(value)
    if isinstance(value, list):
        return " ".join(str(one) for one in value)
    if isinstance(value, dict):
        return str(value.get("geo") or value.get("audio") or "")
    return value


def as_json(value: Value) -> Json:
    """A computed value as it is stored; NaN and '' are no value (JavaRosa)."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        if value != value or value in (float("inf"), float("-inf")):
            return None
        return int(value) if value == int(value) and abs(value) < 1e15 else value
    return value if isinstance(value, str) and value else None


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
        self.strings: dict[str, str] = {}
        self.relevant: dict[str, bool] = {}
        self.tables: dict[tuple[str, tuple[tuple[str, str], ...]], Element] = {}
        self.offered: dict[str, list[Offered]] = {}
        self.budget = BUDGET
        self.recalculate()

    def recalculate(self) -> None:
        """Everything that follows from the answers, each after what it needs."""
        self.offered.clear()
        self.budget = BUDGET
        values = self.state.values
        self.strings = {key: as_text(entry[0]) for key, entry in values.items()}
        for key in self.form.order:
            item = self.form.by_key[key]
            self.relevant[key] = self._is_relevant(item)
            if item.calculation is not None or item.default is not None or item.preload:
                self._follow(item)
            if not self.relevant[key]:
                self.strings[key] = ""
        self.state.off = [key for key in values if not self.relevant.get(key, False)]

    def _is_relevant(self, item: Item) -> bool:
        if item.groups and not self.relevant.get(item.groups[-1], True):
            return False
        return item.relevant is None or self.holds(item.relevant, otherwise=True)

    def _follow(self, item: Item) -> None:
        # A person's word is never overwritten; a default stays open until the question was passed.
        by = self.state.by(item.key)
        if by == By.PERSON or (item.key in self.state.done and item.calculation is None):
            return
        if not self.relevant[item.key] and item.calculation is None:
            return
        if item.calculation is not None:
            value, who = as_json(self.value(item.calculation)), By.CALCULATION
        elif item.default is not None:
            if by and item.kind is Kind.HIDDEN:
                return
            value, who = as_json(self.value(item.default)), By.DEFAULT
        else:
            value, who = self._preloaded(item), By.DEFAULT
        self.state.put(item.key, value, who)
        self.strings[item.key] = as_text(value)

    def _preloaded(self, item: Item) -> Json:
        if item.preload.startswith("property:"):
            return self.known.get(item.preload.partition(":")[2]) or None
        kept = self.state.get(item.key)
        if kept is not None and item.preload != "end":
            return kept
        return self.today.isoformat() if item.preload == "today" else self.now.isoformat()

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

    def choice_label(self, key: str, value: str) -> str:
        item = self.form.by_key.get(key)
        return label_of(self, item, value) if item is not None else ""

    # What sentences ask (Teller).

    def told(self, part: Compiled) -> str:
        from forms.shown import shown

        key = next(iter(part.needs)) if len(part.needs) == 1 else ""
        item = self.form.by_key.get(key)
        if item is not None and part.text.strip().endswith(f"/{key}") and "(" not in part.text:
            return shown(self, item, self.state.get(key)) if self.relevant.get(key, True) else ""
        return string(self.value(part), self)

    def choices(self, item: Item) -> list[Offered]:
        """What can be chosen now, in order; asked of the table once a step."""
        if item.key not in self.offered:
            self.offered[item.key] = choices_of(self, item)
        return self.offered[item.key]
