"""Syntax tree to closures, with every name resolved and every dependency noted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from lark import Token, Tree

from forms.expressions.compare import compare
from forms.expressions.forms_of_call import SPECIAL
from forms.expressions.functions import FUNCTIONS
from forms.expressions.operators import arithmetic, negative, united
from forms.expressions.parse import parse
from forms.expressions.paths import Paths, literal
from forms.expressions.problems import ExpressionError
from forms.expressions.runtime import Here, Run, World
from forms.expressions.steps import NODE_TYPES, Branch
from forms.expressions.values import Element, Value, boolean

DEEPEST = 60
RESTLESS = frozenset(
    {"now", "today", "known", "property", "pulldata", "jr:choice-name", "format-date"}
    | {"format-date-time", "jr:itext"}
)
CHANCE = frozenset({"random", "uuid"})


@dataclass(frozen=True, slots=True)
class Scope:
    """What names an expression may use.

    `root` is the form's own document (`/data`), `context` the element the expression belongs to,
    `instances` the lists of choices in the form, `tables` the names of instances that are ours,
    `names` what `${name}` means. `many` says that the form has repeats.
    """

    root: Element
    context: Element
    instances: Mapping[str, Element] = field(default_factory=dict)
    tables: frozenset[str] = frozenset()
    names: Mapping[str, Element] = field(default_factory=dict)
    many: bool = False


@dataclass(frozen=True, slots=True)
class Compiled:
    """A ready expression. `needs` are the keys of the answers it reads (`own`: also its own
    `.`), `free` those of them that it reads in every entry of their repeat; a `restless` one may
    change though no answer did: with the day, the language, a table. `here` is where it stands in
    the form; where it runs for one entry of a repeat, that is given.
    """

    text: str
    run: Run
    needs: frozenset[str]
    own: bool
    restless: bool
    here: Here
    free: frozenset[str] = frozenset()

    def value(self, world: World, here: Here | None = None) -> Value:
        return self.run(world, here or self.here)

    def holds(self, world: World, here: Here | None = None) -> bool:
        return boolean(self.run(world, here or self.here))


def compile_expression(text: str, scope: Scope) -> Compiled:
    """Ready `text` for running in `scope`; raises ExpressionError."""
    compiler = Compiler(scope)
    run = compiler.compile(parse(text))
    needs, free = frozenset(compiler.needs), frozenset(compiler.free)
    return Compiled(text, run, needs, compiler.own, compiler.restless, Here(scope.context), free)


class Compiler:
    """One pass over one tree."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.needs: set[str] = set()
        self.free: set[str] = set()
        self.own = False
        self.restless = False
        self.depth = 0
        self.chances = 0
        self.paths = Paths(self)

    def compile(self, tree: Branch | Token) -> Run:
        assert isinstance(tree, Tree)
        self.depth += 1
        if self.depth > DEEPEST:
            raise ExpressionError("too_deep", limit=DEEPEST)
        try:
            return self._one(tree)
        finally:
            self.depth -= 1

    def _one(self, tree: Branch) -> Run:
        kind = str(tree.data)
        simple = getattr(self, f"_{kind}", None)
        if simple is not None:
            made: Run = simple(tree)
            return made
        return self.paths.compile(tree)

    def _or_expr(self, tree: Branch) -> Run:
        parts = [self.compile(child) for child in tree.children]
        return lambda world, here: any(boolean(part(world, here)) for part in parts)

    def _and_expr(self, tree: Branch) -> Run:
        parts = [self.compile(child) for child in tree.children]
        return lambda world, here: all(boolean(part(world, here)) for part in parts)

    def _equality(self, tree: Branch) -> Run:
        return self._comparison(tree)

    def _relational(self, tree: Branch) -> Run:
        return self._comparison(tree)

    def _comparison(self, tree: Branch) -> Run:
        run = self.compile(tree.children[0])
        for sign, right in zip(tree.children[1::2], tree.children[2::2], strict=True):
            run = _compared(str(sign), run, self.compile(right))
        return run

    def _additive(self, tree: Branch) -> Run:
        return self._arithmetic(tree)

    def _multiplicative(self, tree: Branch) -> Run:
        return self._arithmetic(tree)

    def _arithmetic(self, tree: Branch) -> Run:
        first = self.compile(tree.children[0])
        signs = [str(sign) for sign in tree.children[1::2]]
        rest = [self.compile(child) for child in tree.children[2::2]]
        return arithmetic(first, list(zip(signs, rest, strict=True)))

    def _negative(self, tree: Branch) -> Run:
        return negative(self.compile(tree.children[1]))

    def _union(self, tree: Branch) -> Run:
        return united([self.compile(child) for child in tree.children])

    def _literal(self, tree: Branch) -> Run:
        value = str(tree.children[0])[1:-1]
        return lambda _world, _here: value

    def _number(self, tree: Branch) -> Run:
        value = float(str(tree.children[0]))
        return lambda _world, _here: value

    def _call(self, tree: Branch) -> Run:
        name = str(tree.children[0])
        arguments = [child for child in tree.children[1:] if child is not None]
        if name in NODE_TYPES and all(literal(argument) is not None for argument in arguments):
            # At the head of a path the grammar cannot tell text() from a call.
            return self.paths.compile(_one_step(name))
        self.restless = self.restless or name in RESTLESS
        if name in SPECIAL:
            return SPECIAL[name](self, arguments)
        if name not in FUNCTIONS:
            raise ExpressionError("unknown_function", name=name)
        compiled = self.paths.only_nodes if name == "count" else self.compile
        made = FUNCTIONS[name].bound(name, [compiled(argument) for argument in arguments])
        return self._numbered(made) if name in CHANCE else made

    def _numbered(self, made: Run) -> Run:
        """Two calls of random() in one expression are two numbers."""
        self.chances += 1
        number = self.chances
        return lambda world, here: made(world, replace(here, call=number))


def _one_step(name: str) -> Branch:
    head = Tree("node_type", [Token("NAME", name)])
    return Tree("relative", [Tree("first", [head])])


def _compared(sign: str, left: Run, right: Run) -> Run:
    return lambda world, here: compare(sign, left(world, here), right(world, here), world)
