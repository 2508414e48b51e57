"""Location steps: reading them from the tree and walking them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from lark import Token, Tree

from forms.expressions.axes import AXES, in_document_order
from forms.expressions.problems import ExpressionError
from forms.expressions.runtime import Here, Run, World
from forms.expressions.values import Element, boolean

Branch = Tree[Token]


@dataclass(frozen=True, slots=True)
class Step:
    """axis::name[predicate]…; `name` is '*' for any element, None for node(), TEXT for text(),
    NOTHING for what no form has (comments, processing instructions)."""

    axis: str
    name: str | None
    predicates: tuple[Branch | Token, ...] = ()


TEXT, NOTHING = "\0text", "\0"
NODE_TYPES = frozenset({"node", "text", "comment", "processing-instruction"})
EVERYWHERE = Step("descendant-or-self", None)


def read_steps(children: Sequence[Branch | Token]) -> list[Step]:
    """The steps of a relative, absolute, anywhere or filter path, `//` spelt out."""
    steps: list[Step] = []
    for child in children:
        if isinstance(child, Token):
            steps.extend([EVERYWHERE] if child == "//" else [])
        elif child.data == "separator":
            steps.extend([EVERYWHERE] if child.children[0] == "//" else [])
        else:
            steps.append(_read_step(child))
    return steps


def _read_step(tree: Branch) -> Step:
    head, *predicates = tree.children
    assert isinstance(head, Tree)
    axis, name = _read_head(head)
    inner = tuple(p.children[0] for p in predicates if isinstance(p, Tree))
    return Step(axis, name, inner)


def _read_head(head: Branch) -> tuple[str, str | None]:
    first = head.children[0]
    if head.data == "dots":
        return ("self" if first == "." else "parent"), None
    if head.data == "node_test":
        return "child", str(first)
    if head.data == "node_type":
        return "child", _node_type(str(first))
    test = head.children[1]
    assert isinstance(test, Tree)
    axis = "attribute" if first == "@" else str(first)[:-2].strip()
    return axis, _read_head(test)[1]


def _node_type(name: str) -> str | None:
    if name in NODE_TYPES:
        return {"node": None, "text": TEXT}.get(name, NOTHING)
    raise ExpressionError("syntax", place=1, found=name + "(")


def matches(step: Step, node: Element) -> bool:
    return step.name in (None, "*", node.name)


def children_named(node: Element, name: str) -> list[Element]:
    """What a plain step to a child finds: most of all steps, so without the detour of an axis."""
    return [child for child in node.children if child.name == name]


def is_plain(step: Step) -> bool:
    return step.axis == "child" and step.name not in (None, "*", TEXT)


Walk = Callable[[World, Here, list[Element]], list[Element]]


def leaves(step: Step, node: Element) -> list[Element]:
    """The elements whose text the step finds: an element holds its text itself."""
    reached = AXES["self" if step.axis == "child" else step.axis](node)
    return [other for other in reached if not other.children]


def finds_text(step: Step) -> bool:
    """text() and, of children, node()."""
    return step.name == TEXT or (step.axis == "child" and step.name is None)


def walker(step: Step, predicates: Sequence[Run]) -> Walk:
    """A function that takes one step from every node of a node-set."""
    axis = AXES[step.axis]

    def walk(world: World, here: Here, nodes: list[Element]) -> list[Element]:
        found: list[Element] = []
        for node in nodes:
            if is_plain(step):
                reached = children_named(node, str(step.name))
            elif finds_text(step):
                reached = [other for other in leaves(step, node) if world.text(other)]
                reached += axis(node) if step.name is None else []
            else:
                reached = [other for other in axis(node) if matches(step, other)]
            world.spend(len(reached) + 1)
            found.extend(sieve(world, here, reached, predicates))
        return in_document_order(found) if len(nodes) > 1 or len(found) > 1 else found

    return walk


def sieve(
    world: World, outer: Here, nodes: list[Element], predicates: Sequence[Run]
) -> list[Element]:
    """What passes all predicates; a number means that position (XPath 1.0 §2.4)."""
    for predicate in predicates:
        size = len(nodes)
        world.spend(size)
        nodes = [
            node
            for place, node in enumerate(nodes, 1)
            if _passes(world, predicate, Here(node, place, size, outer.current))
        ]
    return nodes


def _passes(world: World, predicate: Run, here: Here) -> bool:
    value = predicate(world, here)
    if isinstance(value, float) and not isinstance(value, bool):
        return value == here.position
    return boolean(value)
