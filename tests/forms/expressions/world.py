"""A small form's answers for trying expressions: /data with a, b, c, g/x, g/y, and a list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime

from forms.expressions import BudgetSpent, Element, Scope, compile_expression, string
from forms.expressions.values import Value


class World:
    def __init__(self, answers: Mapping[str, str] | None = None, budget: int = 100_000) -> None:
        self.answers = dict(answers or {})
        self.budget = budget
        self.now = datetime(2026, 7, 13, 12, 5, tzinfo=UTC)
        self.today = date(2026, 7, 13)
        self.seed, self.language, self.version = 7, "th", "3"
        self.known: Mapping[str, str] = {"name": "สายฝน"}

    def text(self, element: Element) -> str:
        if element.children:
            return "".join(self.text(child) for child in element.children)
        return element.own if element.own is not None else self.answers.get(element.key or "", "")

    def copies(self, element: Element, here: Element | None) -> list[Element]:
        return [element]

    def spend(self, steps: int) -> None:
        self.budget -= steps
        if self.budget < 0:
            raise BudgetSpent

    def table(self, name: str, filters: Mapping[str, str]) -> Element:
        return LIST

    def itext(self, text_id: str) -> str:
        return f"<{text_id}>"

    def choice_label(self, key: str, value: str) -> str:
        return f"{key}:{value}"


def _list(rows: Iterable[tuple[str, str]]) -> Element:
    top = Element("instance")
    root = Element("root", top)
    for name, size in rows:
        item = Element("item", root)
        Element("name", item, own=name)
        Element("size", item, own=size)
    return top


LIST = _list([("small", "1"), ("middle", "5"), ("large", "9")])
LETTERS = _list((letter, "") for letter in "ABCDEF")


def scope(context: str = "a") -> Scope:
    root = Element("data", None, key="")
    places = {name: Element(name, root, key=name) for name in "abc"}
    group = places["g"] = Element("g", root, key="g")
    places |= {name: Element(name, group, key=f"g/{name}") for name in "xy"}
    return Scope(
        root, places[context], {"sizes": LIST, "letters": LETTERS}, frozenset({"village"}), places
    )


def evaluate(
    text: str, context: str = "a", changed: Mapping[str, object] | None = None, **answers: str
) -> Value:
    """The value of an expression; node-sets as the list of their texts joined by commas. `changed`
    are the world's own things by name: now, today, known, version."""
    world = World({key.replace("__", "/"): value for key, value in answers.items()})
    vars(world).update(changed or {})
    return _plain(compile_expression(text, scope(context)).value(world), world)


def evaluate_in_entry(text: str, number: int) -> Value:
    """The same in the question /data/home/who of that one of four homes."""
    root = Element("data", None, key="")
    homes = [Element("home", root, key=f"home[{n}]") for n in range(1, 5)]
    who = [Element("who", home, key=f"{home.key}/who") for home in homes]
    world = World()
    return _plain(compile_expression(text, Scope(root, who[number - 1])).value(world), world)


def _plain(value: Value, world: World) -> Value:
    return ",".join(world.text(node) for node in value) if isinstance(value, list) else value


def as_string(text: str, **answers: str) -> str:
    world = World(answers)
    return string(compile_expression(text, scope()).value(world), world)
