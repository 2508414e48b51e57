"""The order in which answers follow from each other, and circles that have none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from forms.expressions import Compiled
from forms.faults import Fault
from forms.form import Item, Kind
from forms.rows import Rows


def needs_of(item: Item) -> frozenset[str]:
    """What must be known before this item's relevance and value are."""
    direct = frozenset().union(*(e.needs for e in _expressions(item)))
    return direct | frozenset(item.groups[-1:])


def loosely_needed(item: Item) -> frozenset[str]:
    """What it reads in other entries of a repeat too: «the total so far» reads itself, one entry
    before, and that is no circle."""
    return frozenset().union(*(e.free for e in _expressions(item)))


def _expressions(item: Item) -> list[Compiled]:
    every = (item.relevant, item.calculation, item.default, item.count)
    return [one for one in every if one is not None]


def in_order(items: Iterable[Item], rows: Rows, faults: list[Fault]) -> tuple[str, ...]:
    """Keys such that everything comes after what it needs; a circle is added to `faults`."""
    by_key = {item.key: item for item in items}
    order: list[str] = []
    marks: dict[str, int] = {}
    for key in by_key:
        circle = _visit(key, by_key, marks, order)
        if circle:
            faults.append(_fault(by_key[circle[0]], circle, rows))
    return tuple(order)


def _visit(
    start: str, by_key: Mapping[str, Item], marks: dict[str, int], order: list[str]
) -> list[str]:
    # 1: being visited, 2: done. A stack of our own: a chain of sums may be a thousand long.
    if marks.get(start):
        return []
    trail: list[str] = []
    loose: dict[str, bool] = {}
    waiting = [(start, False, False)]
    while waiting:
        key, leaving, loosely = waiting.pop()
        if leaving:
            marks[key] = 2
            order.append(trail.pop())
            continue
        if marks.get(key) == 1:
            if loosely or any(loose[one] for one in trail[trail.index(key) + 1 :]):
                continue
            return _close(trail, key, marks)
        if marks.get(key) == 2:
            continue
        marks[key], loose[key] = 1, loosely
        trail.append(key)
        waiting.append((key, True, False))
        waiting.extend((other, False, free) for other, free in reversed(_edges(key, by_key)))
    return []


def _edges(key: str, by_key: Mapping[str, Item]) -> list[tuple[str, bool]]:
    item = by_key[key]
    loose = loosely_needed(item)
    needed = sorted(needs_of(item) & by_key.keys(), key=lambda k: by_key[k].place)
    return [(other, other in loose) for other in needed if _counts(by_key[other], item)]


def _counts(other: Item, item: Item) -> bool:
    # A path through a group needs the group's children, never the group around oneself.
    around = other.kind in (Kind.GROUP, Kind.REPEAT) and item.key.startswith(other.key + "/")
    return not around or other.key in item.groups


def _close(trail: list[str], key: str, marks: dict[str, int]) -> list[str]:
    circle = trail[trail.index(key) :]
    marks.update(dict.fromkeys(trail, 2))
    return circle


def _fault(item: Item, circle: list[str], rows: Rows) -> Fault:
    named = ("calculation", "relevant", "default", "repeat_count")
    words = [w for w in named if getattr(item, w.removeprefix("repeat_")) is not None]
    column = rows.filled_header(item.key, words[0]) if words else ""
    return Fault("survey", item.row, column, "circle", {"names": " → ".join([*circle, circle[0]])})


def feeds(items: Iterable[Item]) -> dict[str, tuple[str, ...]]:
    """What must be looked at again when an answer changes: {answer: what reads it}."""
    found: dict[str, list[str]] = {}
    for item in items:
        for need in needs_of(item):
            found.setdefault(need, []).append(item.key)
    return {key: tuple(readers) for key, readers in found.items()}


def restless(items: Iterable[Item]) -> tuple[str, ...]:
    """What may change though no answer did."""
    return tuple(
        item.key for item in items if item.preload or any(e.restless for e in _expressions(item))
    )


def filtered_by(items: Iterable[Item], order: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Selects whose choices depend, near or far, on an answer: {answer: selects}."""
    items = tuple(items)
    by_key = {item.key: item for item in items}
    reach: dict[str, set[str]] = {}
    for key in order:
        reach[key] = {key}.union(*(reach.get(need, {need}) for need in needs_of(by_key[key])))
    found: dict[str, list[str]] = {}
    for item in items:
        if item.options is None:
            continue
        # Whatever makes it relevant may do so after its list became another one.
        needs = item.options.nodes.needs | needs_of(item)
        sources = set().union(*(reach.get(need, {need}) for need in needs))
        for source in sources - {item.key}:
            found.setdefault(source, []).append(item.key)
    return {key: tuple(keys) for key, keys in found.items()}
