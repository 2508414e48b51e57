"""What a form's expressions stand on: elements by path, lists of choices, a place for faults."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element as Xml

from forms.also import Also
from forms.expressions import Compiled, Element, ExpressionError, Scope, compile_expression
from forms.faults import Fault
from forms.rows import Rows
from forms.xform import JR, XForm, plain

INSTANCE_NAME = "meta/instanceName"  # the answer's path, as in ODK XForms


@dataclass
class Plot:
    """Elements of the form by full path (`/data/group/name`) and its lists of choices."""

    xform: XForm
    rows: Rows
    with_other: frozenset[str] = frozenset()  # lists whose author wrote a choice «other»
    also: Also = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    root: Element = field(init=False)
    places: dict[str, Element] = field(default_factory=dict)
    lists: dict[str, Element] = field(default_factory=dict)
    instance_name: Compiled | None = None
    many: bool = False

    def __post_init__(self) -> None:
        self.root = Element(plain(self.xform.data.tag), None, key="")
        self._plant(self.xform.data, self.root, "/" + self.root.name)
        self.lists = {name: _list(xml) for name, xml in self.xform.lists.items()}
        self.instance_name = self._instance_name()

    def _plant(self, xml: Xml, parent: Element, path: str) -> None:
        for child in xml:
            name = plain(child.tag)
            if name == "meta" and parent is self.root:
                continue
            here = f"{path}/{name}"
            # pyxform writes a repeat twice: as a template and as its first entry.
            if here in self.places:
                continue
            self.places[here] = Element(name, parent, key=self.key(here))
            self.places[here].many = child.get(f"{JR}template") is not None
            self.many = self.many or self.places[here].many
            self._plant(child, self.places[here], here)

    def key(self, path: str) -> str:
        """The path of an answer: without the root's name."""
        return path.removeprefix(f"/{self.root.name}/")

    def count(self, path: str) -> str | None:
        """The expression of `repeat_count`."""
        repeat = self.xform.repeats.get(path)
        return repeat.get(f"{JR}count") if repeat is not None else None

    def compile(self, path: str, word: str, text: str | None) -> Compiled | None:
        """An expression of the cell `word` of the row at `path`; a broken one becomes a fault."""
        if not text or not text.strip():
            return None
        context = self.places.get(path, self.root)
        try:
            return compile_expression(
                text,
                Scope(self.root, context, self.lists, self.xform.tables, many=self.many),
            )
        except ExpressionError as wrong:
            self._fault(path, word, wrong.code, {"cell": text, **wrong.values})
            return None

    def _instance_name(self) -> Compiled | None:
        """The setting instance_name, which pyxform makes a calculation of."""
        bind = self.xform.binds.get(f"/{self.root.name}/{INSTANCE_NAME}")
        text = (bind.get("calculate") or "") if bind is not None else ""
        if not text.strip():
            return None
        try:
            tables = self.xform.tables
            scope = Scope(self.root, self.root, self.lists, tables, many=self.many)
            return compile_expression(text, scope)
        except ExpressionError as wrong:
            values = {"cell": text, **wrong.values}
            self.faults.append(Fault("settings", 2, "instance_name", wrong.code, values))
            return None

    def unsupported(self, path: str, tag: str) -> None:
        written = self.rows.cell(self.key(path), "type") or tag
        self._fault(path, "type", "unsupported_type", {"type": written})

    def _fault(self, path: str, word: str, code: str, values: dict[str, object]) -> None:
        key = self.key(path)
        header = self.rows.filled_header(key, word)
        self.faults.append(Fault("survey", self.rows.number(key), header, code, values))


def _list(xml: Xml) -> Element:
    top = Element("instance")
    root = Element("root", top)
    for item in xml[0]:
        row = Element("item", root)
        for cell in item:
            Element(plain(cell.tag), row, own=(cell.text or "").strip())
    return top


def cells_named(top: Element, name: str) -> Iterator[str]:
    """The filled cells of one column of a list."""
    for item in top.children[0].children:
        found = item.child(name)
        if found is not None and found.own:
            yield found.own
