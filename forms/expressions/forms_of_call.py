"""Calls that need their arguments unread: if, once, current, instance, jr:choice-name …"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import regex as patterns
from lark import Token

from forms.expressions.parse import parse
from forms.expressions.paths import literal
from forms.expressions.problems import ExpressionError
from forms.expressions.runtime import Here, Run, World
from forms.expressions.steps import Branch
from forms.expressions.text_functions import LONGEST_PATTERN, regex
from forms.expressions.values import Element, Value, boolean, number, string

if TYPE_CHECKING:
    from forms.expressions.compile import Compiler

Arguments = Sequence[Branch | Token]


def expect(name: str, arguments: Sequence[object], least: int, most: int) -> None:
    if not least <= len(arguments) <= most:
        raise ExpressionError("arity", name=name, given=len(arguments), least=least, most=most)


def _if(compiler: Compiler, arguments: Arguments) -> Run:
    expect("if", arguments, 3, 3)
    test, then, otherwise = (compiler.compile(argument) for argument in arguments)
    return lambda world, here: (then if boolean(test(world, here)) else otherwise)(world, here)


def _coalesce(compiler: Compiler, arguments: Arguments) -> Run:
    expect("coalesce", arguments, 1, 99)
    parts = [compiler.compile(argument) for argument in arguments]

    def run(world: World, here: Here) -> str:
        texts = (string(part(world, here), world) for part in parts)
        return next((text for text in texts if text), "")

    return run


def _once(compiler: Compiler, arguments: Arguments) -> Run:
    expect("once", arguments, 1, 1)
    inner = compiler.compile(arguments[0])

    def run(world: World, here: Here) -> Value:
        own = world.text(here.current) if here.current is not None else ""
        return own or inner(world, here)

    return run


def _current(_: Compiler, arguments: Arguments) -> Run:
    expect("current", arguments, 0, 0)
    return lambda _world, here: [here.current] if here.current is not None else []


def _instance(compiler: Compiler, arguments: Arguments) -> Run:
    expect("instance", arguments, 1, 1)
    name = (literal(arguments[0]) or "").strip()
    if name in compiler.scope.tables:
        compiler.restless = True
        return lambda world, _here: [world.table(name, {})]
    if name not in compiler.scope.instances:
        raise ExpressionError("unknown_instance", name=name)
    found = [compiler.scope.instances[name]]
    return lambda _world, _here: found


def _choice_name(compiler: Compiler, arguments: Arguments) -> Run:
    expect("jr:choice-name", arguments, 2, 2)
    path = literal(arguments[1])
    if path is None:
        raise ExpressionError("not_literal", name="jr:choice-name")
    value = compiler.compile(arguments[0])
    target = compiler.compile(parse(path.strip()))

    def run(world: World, here: Here) -> str:
        found = target(world, here)
        key = found[0].key if isinstance(found, list) and found else None
        return world.choice_label(key or "", string(value(world, here), world))

    return run


def _pulldata(compiler: Compiler, arguments: Arguments) -> Run:
    expect("pulldata", arguments, 4, 4)
    table, column, key = (literal(argument) for argument in arguments[:3])
    if table is None or column is None or key is None:
        raise ExpressionError("not_literal", name="pulldata")
    value = compiler.compile(arguments[3])

    def run(world: World, here: Here) -> str:
        wanted = string(value(world, here), world)
        rows = world.table(table, {key: wanted}).children[0].children
        world.spend(len(rows))
        for row in rows:
            if (cell := row.child(key)) is not None and cell.own == wanted:
                found = row.child(column)
                return (found.own or "") if found is not None else ""
        return ""

    return run


def _position(compiler: Compiler, arguments: Arguments) -> Run:
    expect("position", arguments, 0, 1)
    if not arguments:
        return lambda _world, here: float(here.position)
    nodes = compiler.paths.only_nodes(arguments[0])

    def run(world: World, here: Here) -> float:
        found = nodes(world, here)
        node = found[0] if isinstance(found, list) and found else None
        if node is None or node.parent is None:
            return 1.0
        alike = [other for other in node.parent.children if other.name == node.name]
        return float(alike.index(node) + 1)

    return run


def _indexed_repeat(compiler: Compiler, arguments: Arguments) -> Run:
    """indexed-repeat(answer, repeat, place, …): the answer in that entry, whichever entry asks."""
    expect("indexed-repeat", arguments, 3, 7)
    if len(arguments) % 2 == 0:
        given = {"given": len(arguments), "least": 3, "most": 7}
        raise ExpressionError("arity", name="indexed-repeat", **given)
    answers = compiler.paths.in_every_entry(arguments[0])
    repeats = [compiler.paths.in_every_entry(one, shallow=True) for one in arguments[1::2]]
    places = [compiler.compile(one) for one in arguments[2::2]]

    def run(world: World, here: Here) -> list[Element]:
        found = answers(world, here)
        for repeat, place in zip(repeats, places, strict=True):
            entry = _entry(repeat(world, here), number(place(world, here), world), found)
            if entry is None:
                return []
            found = [one for one in _nodes(found) if one.order[: len(entry.order)] == entry.order]
        return _nodes(found)

    return run


def _entry(entries: Value, place: float, found: Value) -> Element | None:
    """The entry at that place of those that hold what is left of `found`."""
    held = [
        entry
        for entry in _nodes(entries)
        if any(one.order[: len(entry.order)] == entry.order for one in _nodes(found))
    ]
    return held[int(place) - 1] if 1 <= place <= len(held) else None


def _nodes(value: Value) -> list[Element]:
    return value if isinstance(value, list) else []


def _regex(compiler: Compiler, arguments: Arguments) -> Run:
    expect("regex", arguments, 2, 2)
    pattern = literal(arguments[1])
    if pattern is not None and len(pattern) > LONGEST_PATTERN:
        raise ExpressionError("bad_pattern", pattern=pattern[:40])
    if pattern is not None:
        try:
            patterns.compile(pattern)
        except patterns.error as bad:
            raise ExpressionError("bad_pattern", pattern=pattern) from bad
    runs = [compiler.compile(argument) for argument in arguments]

    def run(world: World, here: Here) -> bool:
        return regex(world, here, [part(world, here) for part in runs])

    return run


def _itext(compiler: Compiler, arguments: Arguments) -> Run:
    expect("jr:itext", arguments, 1, 1)
    name = compiler.compile(arguments[0])
    return lambda world, here: world.itext(string(name(world, here), world))


def _last(_: Compiler, arguments: Arguments) -> Run:
    expect("last", arguments, 0, 0)
    return lambda _world, here: float(here.size)


SPECIAL: dict[str, Callable[[Compiler, Arguments], Run]] = {
    "coalesce": _coalesce,
    "current": _current,
    "if": _if,
    "indexed-repeat": _indexed_repeat,
    "instance": _instance,
    "jr:choice-name": _choice_name,
    "jr:itext": _itext,
    "last": _last,
    "once": _once,
    "position": _position,
    "pulldata": _pulldata,
    "regex": _regex,
}
