"""Location paths to closures.

A path without predicates in the form's own document is looked up once, while the form loads; what
depends on the row or on a table is walked each time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lark import Token, Tree

from forms.expressions.axes import AXES, in_document_order
from forms.expressions.problems import ExpressionError
from forms.expressions.pushdown import equalities
from forms.expressions.runtime import Here, Run, World
from forms.expressions.steps import (
    NOTHING,
    Branch,
    Step,
    Walk,
    children_named,
    finds_text,
    is_plain,
    leaves,
    matches,
    read_steps,
    sieve,
    walker,
)
from forms.expressions.values import Element, string

if TYPE_CHECKING:
    from forms.expressions.compile import Compiler


class Paths:
    """Compiles paths for one compiler, knowing where the context node can be.

    `places` are the elements of the form that `.` can mean (empty: a row of a list), `exact` says
    that it is exactly those.
    """

    def __init__(self, compiler: Compiler) -> None:
        self.compiler = compiler
        self.places: list[Element] = [compiler.scope.context]
        self.exact = True
        self.every = False
        self.shallow = False

    def compile(self, tree: Branch) -> Run:
        kind = str(tree.data)
        if kind == "variable":
            return self._variable(str(tree.children[0]))
        if kind == "filter_path":
            return self._filtered(tree)
        steps = read_steps(tree.children)
        if kind == "relative":
            return self._relative(steps)
        return self._from_root(steps)

    def _variable(self, text: str) -> Run:
        name = text[2:-1].strip()
        element = self.compiler.scope.names.get(name)
        if element is None:
            raise ExpressionError("unknown_name", name=name)
        return self._constant([element])

    def in_every_entry(self, tree: Branch | Token, shallow: bool = False) -> Run:
        """A path that finds the elements of all entries, though it stands in one of them."""
        before, self.every = self.every, True
        try:
            return self.only_nodes(tree) if shallow else self.compiler.compile(tree)
        finally:
            self.every = before

    def only_nodes(self, tree: Branch | Token) -> Run:
        """A path of which is asked only which elements there are, not what they hold."""
        before, self.shallow = self.shallow, True
        try:
            return self.compiler.compile(tree)
        finally:
            self.shallow = before

    def _constant(self, found: list[Element], own: bool = False) -> Run:
        self._note(found, own, free=self.every)
        if not self.compiler.scope.many:
            return lambda _world, _here: found
        every = self.every

        def run(world: World, here: Here) -> list[Element]:
            seen_from = None if every else here.current
            return [copy for one in found for copy in world.copies(one, seen_from)]

        return run

    def _note(self, found: list[Element], own: bool, free: bool) -> None:
        if own:
            self.compiler.own = True
            return
        for element in found:
            inside = [] if self.shallow else AXES["descendant"](element)
            keys = [e.key for e in (element, *inside) if e.key]
            self.compiler.needs.update(keys)
            if free and element.repeated:
                self.compiler.free.update(keys)

    def _from_root(self, steps: list[Step]) -> Run:
        # The document node stands above /data: the first step names the root element itself.
        top = _above([self.compiler.scope.root])
        if not self.compiler.scope.many:
            return self._walk(lambda _world, _here: [top], steps, [top], exact=True, rooted=True)
        root = self.compiler.scope.root
        start: Run = lambda world, _here: [_above(world.copies(root, None))]  # noqa: E731
        return self._walk(start, steps, [top], exact=True, rooted=True)

    def _relative(self, steps: list[Step]) -> Run:
        start: Run = lambda _world, here: [here.node] if here.node is not None else []  # noqa: E731
        return self._walk(start, steps, self.places, exact=self.exact)

    def _filtered(self, tree: Branch) -> Run:
        primary, *rest = tree.children
        first = [part for part in rest if isinstance(part, Tree) and part.data == "predicate"]
        steps = read_steps([part for part in rest if part not in first])
        table = self._table_of(primary)
        if table is not None and not first:
            return self._walk(self._rows(table, steps), steps, [], exact=False)
        start = self.compiler.compile(primary)
        places = self._places_of(primary)
        if first:
            start = self._sieved(start, [part.children[0] for part in first], places)
        return self._walk(start, steps, places, exact=bool(places) and not first)

    def _places_of(self, primary: Branch | Token) -> list[Element]:
        if isinstance(primary, Tree) and primary.data == "variable":
            name = str(primary.children[0])[2:-1].strip()
            return [self.compiler.scope.names[name]]
        if (
            isinstance(primary, Tree)
            and primary.data == "call"
            and primary.children[0] == "current"
        ):
            return [self.compiler.scope.context]
        return []

    def _table_of(self, primary: Branch | Token) -> str | None:
        if (
            not isinstance(primary, Tree)
            or primary.data != "call"
            or primary.children[0] != "instance"
        ):
            return None
        name = literal(primary.children[1]) if len(primary.children) == 2 else None
        return name if name in self.compiler.scope.tables else None

    def _rows(self, table: str, steps: list[Step]) -> Run:
        self.compiler.restless = True
        filters = [(column, self.compiler.compile(tree)) for column, tree in equalities(steps)]

        def rows(world: World, here: Here) -> list[Element]:
            asked: dict[str, str] = {}
            for column, run in filters:
                value = run(world, here)
                # A number compares as a number, which the table cannot do for us.
                if isinstance(value, str) or (isinstance(value, list) and len(value) == 1):
                    asked[column] = string(value, world)
            return [world.table(table, asked)]

        return rows

    def _sieved(self, start: Run, predicates: list[Branch | Token], places: list[Element]) -> Run:
        runs = [self._inside(predicate, places) for predicate in predicates]

        def run(world: World, here: Here) -> list[Element]:
            value = start(world, here)
            return sieve(world, here, value if isinstance(value, list) else [], runs)

        return run

    def _inside(self, predicate: Branch | Token, places: list[Element]) -> Run:
        outer = self.places, self.exact
        self.places, self.exact = places, False
        try:
            return self.compiler.compile(predicate)
        finally:
            self.places, self.exact = outer

    def _walk(
        self,
        start: Run,
        steps: list[Step],
        places: list[Element],
        exact: bool,
        rooted: bool = False,
    ) -> Run:
        walks: list[Walk] = []
        begun, free = list(places), False
        for step in steps:
            places = self._reach(step, places)
            walks.append(walker(step, [self._inside(p, places) for p in step.predicates]))
            exact = exact and not step.predicates and not finds_text(step)
            free = free or _enters(step, places)
        own = exact and begun == places == [self.compiler.scope.context]
        own = own and all(step.axis == "self" for step in steps)
        # From within an entry `../x` is that entry's, which only walking there finds.
        walked = not rooted and any(one.repeated for one in [*begun, *places])
        if exact and not walked:
            return self._constant(places, own)
        self._note(places, own, free=free or not exact)

        def run(world: World, here: Here) -> list[Element]:
            value = start(world, here)
            nodes = value if isinstance(value, list) else []
            for walk in walks:
                nodes = walk(world, here, nodes)
            return nodes

        return run

    def _reach(self, step: Step, places: list[Element]) -> list[Element]:
        if finds_text(step):
            texts = [e for place in places for e in leaves(step, place)]
            children = [e for place in places for e in AXES["child"](place)]
            return in_document_order(texts + (children if step.name is None else []))
        found = [e for place in places for e in _reached(step, place)]
        nameless = (None, "*", NOTHING)
        if places and not found and step.axis == "child" and step.name not in nameless:
            raise ExpressionError("unknown_name", name=step.name)
        return in_document_order(found)


def _reached(step: Step, place: Element) -> list[Element]:
    if is_plain(step):
        return children_named(place, str(step.name))
    return [e for e in AXES[step.axis](place) if matches(step, e)]


def _above(roots: list[Element]) -> Element:
    top = Element("", None, key="")
    top.children = roots
    return top


def _enters(step: Step, places: list[Element]) -> bool:
    """Whether the step may go from outside a repeat into its entries."""
    if step.axis in ("self", "parent", "ancestor", "ancestor-or-self"):
        return False
    if step.axis == "child":
        return any(place.many for place in places)
    return any(place.repeated for place in places)


def literal(tree: Branch | Token | None) -> str | None:
    """The text of a quoted literal, None for anything else."""
    if isinstance(tree, Tree) and tree.data == "literal":
        return str(tree.children[0])[1:-1]
    return None
