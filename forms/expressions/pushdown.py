"""Which part of a choice filter the table itself can answer.

`instance('village')/root/item[subdistrict=${subdistrict} and moo > 3]` asks the table for the one
subdistrict; every predicate is then applied again to the rows that came back.
"""

from __future__ import annotations

from collections.abc import Iterator

from lark import Token, Tree

from forms.expressions.steps import Branch, Step

_OF_THE_ROW = frozenset({"position", "last", "name", "local-name"})


def equalities(steps: list[Step]) -> list[tuple[str, Branch]]:
    """(column, expression of its value) of the simple conjunctions on root/item."""
    if len(steps) < 2 or steps[0].name != "root" or steps[0].predicates or not steps[1].predicates:
        return []
    return [pair for part in _conjuncts(steps[1].predicates[0]) if (pair := _pair(part))]


def _conjuncts(tree: Branch | Token) -> Iterator[Branch]:
    if not isinstance(tree, Tree):
        return
    if tree.data == "and_expr":
        for child in tree.children:
            yield from _conjuncts(child)
    else:
        yield tree


def _pair(tree: Branch) -> tuple[str, Branch] | None:
    if tree.data != "equality" or len(tree.children) != 3 or tree.children[1] != "=":
        return None
    left, _, right = tree.children
    for column, value in ((left, right), (right, left)):
        name = _column(column)
        if name and isinstance(value, Tree) and _same_for_all_rows(value):
            return name, value
    return None


def _column(tree: Branch | Token) -> str | None:
    if not isinstance(tree, Tree) or tree.data != "relative" or len(tree.children) != 1:
        return None
    step = tree.children[0]
    assert isinstance(step, Tree)
    test = step.children[0]
    if len(step.children) != 1 or not isinstance(test, Tree) or test.data != "node_test":
        return None
    return None if test.children[0] == "*" else str(test.children[0])


def _same_for_all_rows(tree: Branch) -> bool:
    return not any(
        part.data == "relative" or (part.data == "call" and part.children[0] in _OF_THE_ROW)
        for part in tree.iter_subtrees()
    )
