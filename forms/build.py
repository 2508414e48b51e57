"""From the XForm to items: one per answer's path, every expression compiled."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element as Xml

from forms.expressions import Compiled, Element, ExpressionError, Scope, compile_expression
from forms.faults import Fault
from forms.form import Item, Kind, Options
from forms.languages import UNNAMED, code_of
from forms.question import QuestionType
from forms.rows import Rows
from forms.texts import Part, Text
from forms.xform import JR, XForm, part, plain

_INPUTS = {
    "string": QuestionType.TEXT,
    "int": QuestionType.INTEGER,
    "decimal": QuestionType.DECIMAL,
    "date": QuestionType.DATE,
    "time": QuestionType.TIME,
    "geopoint": QuestionType.GEOPOINT,
}
_UPLOADS = {"image/*": QuestionType.IMAGE, "audio/*": QuestionType.AUDIO}
_CONTROLS = {
    "select1": QuestionType.SELECT_ONE,
    "select": QuestionType.SELECT_MULTIPLE,
    "trigger": QuestionType.ACKNOWLEDGE,
}


@dataclass
class Builder:
    """Collects items and faults while it walks the form's document."""

    xform: XForm
    rows: Rows
    faults: list[Fault] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    root: Element = field(init=False)
    places: dict[str, Element] = field(default_factory=dict)
    lists: dict[str, Element] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.root = Element(plain(self.xform.data.tag), None, key="")
        self._plant(self.xform.data, self.root, "/" + self.root.name)
        self.lists = {name: _list(xml) for name, xml in self.xform.lists.items()}

    def _plant(self, xml: Xml, parent: Element, path: str) -> None:
        for child in xml:
            name = plain(child.tag)
            if name == "meta" and parent is self.root:
                continue
            here = f"{path}/{name}"
            self.places[here] = Element(name, parent, key=self._key(here))
            self._plant(child, self.places[here], here)

    def _key(self, path: str) -> str:
        return path.removeprefix(f"/{self.root.name}/")

    def build(self) -> tuple[Item, ...]:
        self._walk(self.xform.data, "/" + self.root.name, ())
        return tuple(self.items)

    def _walk(self, xml: Xml, path: str, groups: tuple[str, ...]) -> None:
        for child in xml:
            here = f"{path}/{plain(child.tag)}"
            if here not in self.places:
                continue
            self.items.append(self._item(here, child, groups))
            self._walk(child, here, (*groups, self._key(here)))

    def _item(self, path: str, xml: Xml, groups: tuple[str, ...]) -> Item:
        key, control = self._key(path), self.xform.controls.get(path)
        bind = self.xform.binds.get(path)
        get = bind.get if bind is not None else {}.get
        kind, question = self._kind(path, control, bind, xml)
        own = self.rows.own(key)
        label, hint = self._text(path, "label", part(control, "label")), part(control, "hint")
        return Item(
            key=key,
            name=plain(xml.tag),
            kind=kind,
            row=self.rows.number(key),
            place=len(self.items),
            groups=groups,
            type=question,
            label=label,
            hint=self._text(path, "hint", hint),
            short=self._short(path, own.short),
            required=self._compile(path, "required", get("required")),
            required_message=self._message(path, "required_message", get(f"{JR}requiredMsg")),
            relevant=self._compile(path, "relevant", get("relevant")),
            constraint=self._compile(path, "constraint", get("constraint")),
            constraint_message=self._message(path, "constraint_message", get(f"{JR}constraintMsg")),
            calculation=self._compile(path, "calculation", get("calculate")),
            default=self._compile(path, "default", self.xform.defaults.get(path)),
            initial=(xml.text or "").strip() if not len(xml) else "",
            preload=_preload(get(f"{JR}preload"), get(f"{JR}preloadParams")),
            options=self._options(path, control),
            appearance=frozenset(
                (control.get("appearance") or "").split() if control is not None else ()
            ),
            reader=own.reader,
            voice=own.voice,
            faces=own.faces,
            most=own.most,
            media=self._media(f"{path}:label"),
        )

    def _kind(
        self, path: str, control: Xml | None, bind: Xml | None, xml: Xml
    ) -> tuple[Kind, QuestionType | None]:
        tag = plain(control.tag) if control is not None else ""
        if tag in ("group", "repeat") or len(xml):
            if path in self.xform.repeats:
                self._unsupported(path, "repeat")
            return Kind.GROUP, None
        if control is None:
            return Kind.HIDDEN, None
        question = _question_type(tag, control, bind)
        if question is None:
            self._unsupported(path, tag)
        if (
            bind is not None
            and bind.get("readonly") == "true()"
            and question is not QuestionType.ACKNOWLEDGE
        ):
            return Kind.NOTE, question
        return Kind.QUESTION, question

    def _unsupported(self, path: str, tag: str) -> None:
        row = self.rows.number(self._key(path))
        written = self.rows.cell(self._key(path), "type") or tag
        self.faults.append(
            Fault("survey", row, self.rows.header("type"), "unsupported_type", {"type": written})
        )

    def _compile(self, path: str, word: str, text: str | None) -> Compiled | None:
        if not text or not text.strip():
            return None
        try:
            return compile_expression(text, self._scope(path))
        except ExpressionError as wrong:
            key = self._key(path)
            header = self.rows.filled_header(key, word)
            values = {"cell": self.rows.cell(key, word) or text, **wrong.values}
            self.faults.append(Fault("survey", self.rows.number(key), header, wrong.code, values))
            return None

    def _scope(self, path: str) -> Scope:
        context = self.places.get(path, self.root)
        return Scope(self.root, context, self.lists, self.xform.tables)

    def _text(self, path: str, word: str, xml: Xml | None) -> Text:
        if xml is None:
            return Text()
        reference = xml.get("ref") or ""
        if reference.startswith("jr:itext("):
            return self._itext(path, word, reference[9:-1].strip("'\" "))
        return Text({UNNAMED: tuple(self._parts(path, word, xml))}, UNNAMED)

    def _message(self, path: str, word: str, text: str | None) -> Text:
        if not text:
            return Text()
        if text.startswith("jr:itext("):
            return self._itext(path, word, text[9:-1].strip("'\" "))
        return Text({UNNAMED: (text,)}, UNNAMED)

    def _itext(self, path: str, word: str, text_id: str) -> Text:
        tongues: dict[str, tuple[Part, ...]] = {}
        for language, texts in self.xform.itext.items():
            xml = texts.get(text_id)
            for value in xml if xml is not None else ():
                parts = tuple(self._parts(path, word, value))
                # pyxform writes «-» where a translation is missing.
                if not value.get("form") and parts not in ((), ("-",)):
                    tongues[code_of(language)] = parts
        return Text(tongues, code_of(self.xform.default_language))

    def _parts(self, path: str, word: str, xml: Xml) -> Iterator[Part]:
        if xml.text:
            yield xml.text
        for output in xml:
            compiled = self._compile(path, word, output.get("value"))
            if compiled is not None:
                yield compiled
            if output.tail:
                yield output.tail

    def _short(self, path: str, short: Mapping[str, str]) -> Text:
        default = code_of(self.xform.default_language) if self.xform.itext else UNNAMED
        return Text({tongue or default: (text,) for tongue, text in short.items()}, default)

    def _media(self, text_id: str) -> dict[str, dict[str, str]]:
        media: dict[str, dict[str, str]] = {}
        for language, texts in self.xform.itext.items():
            xml = texts.get(text_id)
            for value in xml if xml is not None else ():
                if value.get("form"):
                    name = (value.text or "").rpartition("/")[2]
                    media.setdefault(str(value.get("form")), {})[code_of(language)] = name
        return media

    def _options(self, path: str, control: Xml | None) -> Options | None:
        itemset = part(control, "itemset")
        if itemset is None:
            return None
        nodes = self._compile(path, "choice_filter", itemset.get("nodeset"))
        value, label = part(itemset, "value"), part(itemset, "label")
        if nodes is None or value is None or label is None:
            return None
        ids = {e.own for top in self.lists.values() for e in _named(top, "itextId") if e.own}
        named = {
            text_id: self._itext(path, "choices", text_id) for text_id in self._used(itemset, ids)
        }
        other = self._key(path) + "_other"
        has_other = f"/{self.root.name}/{other}" in self.places and not self.rows.number(other)
        return Options(
            nodes, named, value.get("ref") or "name", _column(label), other if has_other else ""
        )

    def _used(self, itemset: Xml, ids: set[str]) -> list[str]:
        nodeset = itemset.get("nodeset") or ""
        used = [name for name in self.lists if f"instance('{name}')" in nodeset]
        return [
            e.own
            for name in used
            for e in _named(self.lists[name], "itextId")
            if e.own and e.own in ids
        ]


def _column(label: Xml) -> str:
    reference = label.get("ref") or "label"
    return "itextId" if reference.startswith("jr:itext(") else reference


def _named(top: Element, name: str) -> Iterator[Element]:
    for item in top.children[0].children:
        found = item.child(name)
        if found is not None:
            yield found


def _list(xml: Xml) -> Element:
    top = Element("instance")
    root = Element("root", top)
    for item in xml[0]:
        row = Element("item", root)
        for cell in item:
            Element(plain(cell.tag), row, own=(cell.text or "").strip())
    return top


def _question_type(tag: str, control: Xml, bind: Xml | None) -> QuestionType | None:
    if tag == "input":
        return _INPUTS.get((bind.get("type") if bind is not None else None) or "string")
    if tag == "upload":
        return _UPLOADS.get(control.get("mediatype") or "")
    return _CONTROLS.get(tag)


def _preload(kind: str | None, parameter: str | None) -> str:
    if kind == "property":
        return f"property:{parameter}"
    return {"date": "today", "timestamp": parameter or "start"}.get(kind or "", "")
