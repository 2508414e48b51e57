"""A form as it stands with the entries that its repeats have now: `issue[2]/what`.

A form without repeats has one layout. With repeats there is one for each number of entries,
remembered by the form, so that a step builds none unless an entry came or went.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from forms.expressions import Element
from forms.expressions.runtime import Here
from forms.form import Form, Item, Kind
from forms.question import QuestionType

REMEMBERED = 64
MOST_ENTRIES = 200  # of one repeat; what a chat could never ask
MOST_ITEMS = 5_000  # of a form with all its entries

Entries = Mapping[str, int]


@dataclass(slots=True)
class Layout:
    """Items, order and elements with instances; everything by the answer's key. `stops` are what
    a person passes on the way (key, is it a note, the question, note or «one more?»), `held` the
    questions of each entry.
    """

    form: Form
    items: tuple[Item, ...]
    by_key: Mapping[str, Item]
    order: tuple[str, ...]
    rank: Mapping[str, int]
    place: Mapping[str, int]
    nodes: Mapping[str, Element] = field(default_factory=dict)
    copies_of: Mapping[Element, list[Element]] = field(default_factory=dict)
    of: Mapping[str, str] = field(default_factory=dict)
    keys_of: Mapping[str, list[str]] = field(default_factory=dict)
    fed: dict[str, tuple[str, ...]] = field(default_factory=dict)
    stops: tuple[tuple[str, bool, Item], ...] = field(init=False)
    questions: tuple[Item, ...] = field(init=False)
    held: dict[str, list[Item]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        kinds = (Kind.QUESTION, Kind.NOTE, Kind.MORE)
        self.stops = tuple(
            (item.key, item.kind is Kind.NOTE, item)
            for item in self.items
            if item.kind in kinds and "review" not in item.appearance
        )
        self.questions = tuple(item for item in self.items if item.asked)
        for item in self.questions:
            for key in item.groups:
                if key.endswith("]"):
                    self.held.setdefault(key, []).append(item)

    @property
    def restless(self) -> list[str]:
        """What may have changed though no answer did."""
        if not self.keys_of:
            return list(self.form.restless)
        return [key for one in self.form.restless for key in self.keys_of.get(one, ())]

    def here(self, item: Item) -> Here | None:
        """Where the expressions of an item stand, None: where the form has them."""
        node = self.nodes.get(item.key)
        return Here(node) if node is not None else None

    def every(self, pattern: str) -> list[str]:
        """The keys of an item of the form in all entries there are."""
        return self.keys_of.get(pattern, []) if self.keys_of else [pattern]

    def pattern(self, key: str) -> str:
        """The key of the form's own item."""
        return self.of.get(key, key)

    def readers(self, key: str) -> tuple[str, ...]:
        """What must be looked at again when an answer changes."""
        if not self.keys_of:
            return self.form.feeds.get(key, ())
        if key not in self.fed:
            self.fed[key] = tuple(dict.fromkeys(self._readers(key)))
        return self.fed[key]

    def _readers(self, key: str) -> Iterable[str]:
        item, pattern = self.by_key.get(key), self.pattern(key)
        if item is None:
            return
        if item.kind in (Kind.REPEAT, Kind.ENTRY):
            yield from (one.key for one in self.items if one.groups and one.groups[-1] == key)
        if item.kind is Kind.ENTRY:
            yield from self.readers(item.repeat)  # who counts the entries
        else:
            for reader in self.form.feeds.get(pattern, ()):
                yield from self._copies_reading(reader, pattern, key)

    def _copies_reading(self, reader: str, pattern: str, key: str) -> list[str]:
        every = self.keys_of.get(reader, [])
        if len(every) < 2 or pattern in reads_freely(self.form.by_key[reader]):
            return every
        return sharing(key, reader, every)

    def filtered_by(self, key: str) -> list[str]:
        """The selects whose choices depend on an answer."""
        found = self.form.filtered_by.get(self.pattern(key), ())
        if not self.keys_of:
            return list(found)
        every = ((select, self.keys_of.get(select, [])) for select in found)
        return [one for select, keys in every for one in sharing(key, select, keys)]

    def copies(self, element: Element, here: Element | None) -> list[Element]:
        """See forms.expressions.runtime.World."""
        every = self.copies_of.get(element, [element])
        if len(every) < 2 or here is None:
            return every
        entry = _shared_entry(element, here)
        if entry is None:
            return every
        return [one for one in every if one.order[: len(entry.order)] == entry.order]

    def find(self, name: str, near: Item | None = None) -> Item | None:
        """By path, or by a name that is unique in the form; in an entry of a repeat that one's."""
        if name in self.by_key:
            return self.by_key[name]
        item = self.form.find(name)
        if item is None or item.key in self.by_key:
            return item and self.by_key[item.key]
        if near is None or not self.keys_of.get(item.key):
            return None
        mine = sharing(near.key, item.key, self.keys_of[item.key])
        return self.by_key[mine[0]] if len(mine) == 1 else None


def reads_freely(item: Item) -> frozenset[str]:
    """What it reads in every entry, not only in its own."""
    read = (item.relevant, item.calculation, item.default, item.count)
    return frozenset().union(*(one.free for one in read if one is not None))


def sharing(key: str, pattern: str, every: list[str]) -> list[str]:
    """Those keys of `pattern` that stand in the innermost entry which `key` also stands in."""
    parts = key.split("/")
    for deep in range(len(parts), 0, -1):
        head = "/".join(parts[:deep])
        if not head.endswith("]") or head.endswith("[+]"):
            continue
        if pattern.startswith(without_entries(head) + "/"):
            return [one for one in every if one.startswith(head + "/")]
    return every


def without_entries(key: str) -> str:
    """«issue[2]/what» as the form has it: «issue/what»."""
    return "/".join(part.partition("[")[0] for part in key.split("/"))


def _shared_entry(element: Element, here: Element) -> Element | None:
    """The innermost entry around `here` of a repeat that stands around `element`."""
    around = set()
    above = element.parent
    while above is not None:
        if above.many:
            around.add(above)
        above = above.parent
    node: Element | None = here
    while node is not None:
        if node.of in around:
            return node
        node = node.parent
    return None


def layout(form: Form, entries: Entries) -> Layout:
    """The form with that many entries of each repeat (by the repeat's key)."""
    mark = tuple(sorted(entries.items()))
    found = form.layouts.get(mark)
    if not isinstance(found, Layout):
        if len(form.layouts) >= REMEMBERED:
            form.layouts.clear()
        found = _Builder(form, entries).build() if form.repeats else _plain(form)
        form.layouts[mark] = found
    return found


def _plain(form: Form) -> Layout:
    return Layout(
        form=form,
        items=form.items,
        by_key=form.by_key,
        order=form.order,
        rank={key: place for place, key in enumerate(form.order)},
        place={item.key: item.place for item in form.items},
    )


class _Builder:
    """Walks the form's items and plants an element for each."""

    def __init__(self, form: Form, entries: Entries) -> None:
        self.form, self.entries = form, entries
        self.inside: dict[str, list[Item]] = {}
        for item in form.items:
            self.inside.setdefault(item.groups[-1] if item.groups else "", []).append(item)
        self.items: list[Item] = []
        self.nodes: dict[str, Element] = {}
        self.copies: dict[Element, list[Element]] = {e: [] for e in form.places.values()}
        self.of: dict[str, str] = {}
        self.keys: dict[str, list[str]] = {}

    def build(self) -> Layout:
        root = Element(self.form.root.name, None, key="")
        root.of = self.form.root
        self.copies[self.form.root] = [root]
        self._walk("", root, "", ())
        order = self._order()
        return Layout(
            form=self.form,
            items=tuple(self.items),
            by_key={item.key: item for item in self.items},
            order=order,
            rank={key: place for place, key in enumerate(order)},
            place={item.key: place for place, item in enumerate(self.items)},
            nodes=self.nodes,
            copies_of=self.copies,
            of=self.of,
            keys_of=self.keys,
        )

    def _walk(self, pattern: str, parent: Element, above: str, groups: tuple[str, ...]) -> None:
        for item in self.inside.get(pattern, ()):
            if item.key not in self.form.places:  # what a setting adds, in no row
                self._add(item, item.key, groups)
                self.nodes[item.key] = parent
                continue
            key = f"{above}/{item.name}" if above else item.name
            if item.kind is Kind.REPEAT:
                self._repeat(item, key, parent, groups)
                continue
            self._add(item, key, groups)
            node = self._plant(item, key, parent)
            if item.kind is Kind.GROUP:
                self._walk(item.key, node, key, (*groups, key))

    def _repeat(self, item: Item, key: str, parent: Element, groups: tuple[str, ...]) -> None:
        self._add(item, key, groups)
        # Where its own expressions stand, also while it has no entry.
        self.nodes[key] = _beside(item, parent, self.form)
        inner = (*groups, key)
        for number in range(1, self.entries.get(key, 0) + 1):
            own = f"{key}[{number}]"
            self._derived(item, own, inner, Kind.ENTRY, repeat=key, entry=number)
            node = self._plant(item, own, parent)
            self._walk(item.key, node, own, (*inner, own))
        if item.count is None:
            self._derived(item, f"{key}[+]", inner, Kind.MORE, repeat=key)
            self.nodes[f"{key}[+]"] = self.nodes[key]

    def _add(self, item: Item, key: str, groups: tuple[str, ...]) -> None:
        self.of[key] = item.key
        self.keys.setdefault(item.key, []).append(key)
        same = key == item.key and groups == item.groups
        self.items.append(item if same else replace(item, key=key, groups=groups))

    def _derived(
        self, item: Item, key: str, groups: tuple[str, ...], kind: Kind, repeat: str, entry: int = 0
    ) -> None:
        made = Item(
            key=key,
            name=item.name,
            kind=kind,
            row=item.row,
            place=item.place,
            groups=groups,
            type=QuestionType.MORE if kind is Kind.MORE else QuestionType.ENTRY,
            label=item.label,
            short=item.short,
            media=item.media,
            repeat=repeat,
            entry=entry,
        )
        self.of[key] = key
        self.items.append(made)

    def _plant(self, item: Item, key: str, parent: Element) -> Element:
        node = Element(item.name, parent, key=key)
        node.of = self.form.places[item.key]
        self.nodes[key] = node
        self.copies[node.of].append(node)
        return node

    def _order(self) -> tuple[str, ...]:
        derived: dict[str, list[str]] = {}
        for item in self.items:
            if item.repeat:
                derived.setdefault(item.repeat, []).append(item.key)
        order: list[str] = []
        for pattern in self.form.order:
            for key in self.keys.get(pattern, ()):
                order += [key, *derived.get(key, ())]
        return tuple(order)


def _beside(item: Item, parent: Element, form: Form) -> Element:
    """An element that has the parent of the entries and is none of them."""
    node = Element(item.name, None, key="")
    node.parent, node.order, node.of = parent, parent.order, form.places[item.key]
    return node
