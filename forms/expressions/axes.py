"""The axes of XPath 1.0 §2.2 over our elements (attributes and text nodes do not exist)."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from forms.expressions.values import Element


def _child(node: Element) -> Iterator[Element]:
    return iter(node.children)


def _self(node: Element) -> Iterator[Element]:
    yield node


def _parent(node: Element) -> Iterator[Element]:
    if node.parent is not None:
        yield node.parent


def _descendant(node: Element) -> Iterator[Element]:
    waiting = list(reversed(node.children))
    while waiting:
        one = waiting.pop()
        yield one
        waiting.extend(reversed(one.children))


def _descendant_or_self(node: Element) -> Iterator[Element]:
    yield node
    yield from _descendant(node)


def _ancestor(node: Element) -> Iterator[Element]:
    while node.parent is not None:
        node = node.parent
        yield node


def _ancestor_or_self(node: Element) -> Iterator[Element]:
    yield node
    yield from _ancestor(node)


def _following_sibling(node: Element) -> Iterator[Element]:
    siblings = node.parent.children if node.parent else []
    return (other for other in siblings if other.order > node.order)


def _preceding_sibling(node: Element) -> Iterator[Element]:
    siblings = node.parent.children if node.parent else []
    return (other for other in reversed(siblings) if other.order < node.order)


def _following(node: Element) -> Iterator[Element]:
    for one in _ancestor_or_self(node):
        for sibling in _following_sibling(one):
            yield from _descendant_or_self(sibling)


def _preceding(node: Element) -> Iterator[Element]:
    for one in _ancestor_or_self(node):
        for sibling in _preceding_sibling(one):
            yield from reversed(list(_descendant_or_self(sibling)))


def _attribute(_: Element) -> Iterator[Element]:
    return iter(())


AXES: dict[str, Callable[[Element], Iterator[Element]]] = {
    "ancestor": _ancestor,
    "ancestor-or-self": _ancestor_or_self,
    "attribute": _attribute,
    "child": _child,
    "descendant": _descendant,
    "descendant-or-self": _descendant_or_self,
    "following": _following,
    "following-sibling": _following_sibling,
    "parent": _parent,
    "preceding": _preceding,
    "preceding-sibling": _preceding_sibling,
    "self": _self,
}


def in_document_order(nodes: list[Element]) -> list[Element]:
    """Each node once, sorted by instance and place in it."""
    if len(nodes) < 2:
        return nodes
    return sorted({id(node): node for node in nodes}.values(), key=_place)


def _place(node: Element) -> tuple[int, tuple[int, ...]]:
    top = node.top
    return (0 if top.key is not None else id(top), node.order)
