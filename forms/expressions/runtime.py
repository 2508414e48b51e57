"""What a running expression may ask of the world, and where it stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from forms.expressions.values import Element, Texts, Value


class World(Texts, Protocol):
    """The answers and the moment, as one step of a form sees them."""

    @property
    def now(self) -> datetime: ...
    @property
    def today(self) -> date: ...
    @property
    def seed(self) -> int: ...
    @property
    def language(self) -> str: ...
    @property
    def version(self) -> str: ...
    @property
    def known(self) -> Mapping[str, str]: ...

    def spend(self, steps: int) -> None:
        """Count work done; raises BudgetSpent when an answer has cost too much."""
        ...

    def table(self, name: str, filters: Mapping[str, str]) -> Element:
        """One of our tables as a secondary instance: root/item/column."""
        ...

    def itext(self, text_id: str) -> str:
        """A sentence of the form by its id in the XForm, '' if there is none."""
        ...

    def choice_label(self, key: str, value: str) -> str:
        """The label of a choice of the question `key`, '' if it has no such choice."""
        ...

    def copies(self, element: Element, here: Element | None) -> list[Element]:
        """What stands for an element of the form among the answers: of a repeat as many as it has
        entries, seen from `here` only those of the entry it is in (None: all). Asked only of
        forms with repeats (`Scope.many`)."""
        ...


@dataclass(frozen=True, slots=True)
class Here:
    """The context node with its position and size (XPath 1.0 §1); inside a predicate `origin` is
    where the whole expression stands. `call` numbers the calls of chance in an expression."""

    node: Element | None
    position: int = 1
    size: int = 1
    origin: Element | None = None
    call: int = 1

    @property
    def chance(self) -> str:
        """What makes this call's luck its own: the question, and which of its calls it is."""
        key = self.node.key if self.node is not None else ""
        return f"{key}" if self.call == 1 else f"{key}#{self.call}"

    @property
    def current(self) -> Element | None:
        return self.origin if self.origin is not None else self.node


Run = Callable[[World, Here], Value]
