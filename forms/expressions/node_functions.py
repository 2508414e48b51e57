"""Functions over choices and nodes, and what is known of the person."""

from __future__ import annotations

import math
from collections.abc import Sequence
from random import Random

from forms.expressions.runtime import Here, World
from forms.expressions.shuffling import seed_of, shuffled
from forms.expressions.values import Element, Value, number, string


def _nodes(value: Value) -> list[Element]:
    return value if isinstance(value, list) else []


def count(_world: World, _here: Here, given: Sequence[Value]) -> float:
    return float(len(_nodes(given[0])))


def count_non_empty(world: World, _here: Here, given: Sequence[Value]) -> float:
    return float(sum(1 for node in _nodes(given[0]) if world.text(node)))


def selected(world: World, _here: Here, given: Sequence[Value]) -> bool:
    """selected(answer, value): answers of select_multiple are separated by spaces."""
    return string(given[1], world).strip() in string(given[0], world).split()


def count_selected(world: World, _here: Here, given: Sequence[Value]) -> float:
    return float(len(string(given[0], world).split()))


def selected_at(world: World, _here: Here, given: Sequence[Value]) -> str:
    """selected-at(answer, place), counted from 0; '' beyond the last."""
    values, place = string(given[0], world).split(), number(given[1], world)
    return values[int(place)] if 0 <= place < len(values) else ""


def randomize(world: World, _here: Here, given: Sequence[Value]) -> list[Element]:
    """The nodes shuffled, in the same way for one response; with a seed as ODK shuffles by it."""
    nodes = list(_nodes(given[0]))
    if len(given) > 1:
        return shuffled(nodes, seed_of(number(given[1], world), string(given[1], world)))
    Random(f"{world.seed}").shuffle(nodes)  # noqa: S311 - shuffles, guards nothing
    return nodes


def name(_world: World, here: Here, given: Sequence[Value]) -> str:
    nodes = _nodes(given[0]) if given else [here.node] if here.node is not None else []
    return nodes[0].name if nodes else ""


def checklist(world: World, here: Here, given: Sequence[Value]) -> bool:
    """checklist(least, most, answers…): how many answers are «yes»; -1 is no limit (ODK)."""
    answers = _spread(world, given[2:])
    weighed = [value for answer in answers for value in (answer, 1.0)]
    return weighted_checklist(world, here, [*given[:2], *weighed])


def weighted_checklist(world: World, _here: Here, given: Sequence[Value]) -> bool:
    """weighted-checklist(least, most, answer, weight, …): the weights of what is «yes»."""
    least, most = number(given[0], world), number(given[1], world)
    pairs = zip(_spread(world, given[2::2]), _spread(world, given[3::2]), strict=False)
    weights = [number(weight, world) for answer, weight in pairs if string(answer, world) == "yes"]
    total = math.fsum(weights)
    return (least == -1 or total >= least) and (most == -1 or total <= most)


def _spread(world: World, given: Sequence[Value]) -> list[Value]:
    """Node-sets as their texts."""
    return [
        text
        for value in given
        for text in ([world.text(n) for n in value] if isinstance(value, list) else [value])
    ]


def version(world: World, _here: Here, _given: Sequence[Value]) -> str:
    return world.version


def known(world: World, _here: Here, given: Sequence[Value]) -> str:
    """known(key), ours: what is known of the person, '' if nothing is."""
    return world.known.get(string(given[0], world), "")
