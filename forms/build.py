"""From the XForm to items: one per answer's path, every expression compiled."""

from __future__ import annotations

from decimal import Decimal
from xml.etree.ElementTree import Element as Xml

from forms.choices import OTHER, OTHER_LABEL
from forms.form import Item, Kind, Options, Scale
from forms.languages import UNNAMED
from forms.plot import INSTANCE_NAME, Plot, cells_named
from forms.question import QuestionType
from forms.texts import Text
from forms.wording import Wording
from forms.xform import JR, Triggered, part, plain

_INPUTS = {
    "string": QuestionType.TEXT,
    "barcode": QuestionType.TEXT,  # its number, typed
    "int": QuestionType.INTEGER,
    "decimal": QuestionType.DECIMAL,
    "date": QuestionType.DATE,
    "time": QuestionType.TIME,
    "dateTime": QuestionType.DATETIME,
    "geopoint": QuestionType.GEOPOINT,
}
_UPLOADS = {
    "image/*": QuestionType.IMAGE,
    "audio/*": QuestionType.AUDIO,
    "video/*": QuestionType.VIDEO,
    "application/*": QuestionType.FILE,
}
_CONTROLS = {
    "select1": QuestionType.SELECT_ONE,
    "select": QuestionType.SELECT_MULTIPLE,
    "rank": QuestionType.RANK,
    "range": QuestionType.RANGE,
    "trigger": QuestionType.ACKNOWLEDGE,
}


class Builder:
    """Walks the form's document and makes its items; faults go to the plot."""

    def __init__(self, plot: Plot) -> None:
        self.plot = plot
        self.wording = Wording(plot)
        self.items: list[Item] = []

    def build(self) -> tuple[Item, ...]:
        self._walk(self.plot.xform.data, "/" + self.plot.root.name, ())
        if self.plot.instance_name is not None:
            self.items.append(self._instance_name())
        return tuple(self.items)

    def _instance_name(self) -> Item:
        """Computed like any other answer, and stored, hidden and exported with them."""
        key, place = INSTANCE_NAME, len(self.items)
        name = key.rpartition("/")[2]
        return Item(key, name, Kind.HIDDEN, 0, place, calculation=self.plot.instance_name)

    def _walk(self, xml: Xml, path: str, groups: tuple[str, ...]) -> None:
        seen: set[str] = set()
        for child in xml:
            here = f"{path}/{plain(child.tag)}"
            if here in self.plot.places and here not in seen:
                seen.add(here)
                self.items.append(self._item(here, child, groups))
                self._walk(child, here, (*groups, self.plot.key(here)))

    def _item(self, path: str, xml: Xml, groups: tuple[str, ...]) -> Item:
        plot, wording, key = self.plot, self.wording, self.plot.key(path)
        control, bind = plot.xform.controls.get(path), plot.xform.binds.get(path, Xml("bind"))
        kind, question = self._kind(path, control, bind, xml)
        own, triggered = plot.rows.own(key), plot.xform.triggered.get(path, Triggered("", ()))
        return Item(
            key=key,
            name=plain(xml.tag),
            kind=kind,
            row=plot.rows.number(key),
            place=len(self.items),
            groups=groups,
            type=question,
            label=wording.text(path, "label", part(control, "label")),
            hint=wording.hint(path, part(control, "hint")),
            short=wording.short(own.short),
            required=plot.compile(path, "required", bind.get("required")),
            required_message=wording.message(
                path, "required_message", bind.get(f"{JR}requiredMsg")
            ),
            relevant=plot.compile(path, "relevant", bind.get("relevant")),
            read_only=plot.compile(path, "read_only", _condition(bind.get("readonly"))),
            constraint=plot.compile(path, "constraint", bind.get("constraint")),
            constraint_message=wording.message(
                path, "constraint_message", bind.get(f"{JR}constraintMsg")
            ),
            calculation=plot.compile(path, "calculation", bind.get("calculate")),
            default=plot.compile(path, "default", plot.xform.defaults.get(path)),
            triggers=tuple(plot.key(by) for by in triggered.by),
            set_to=plot.compile(path, "calculation", triggered.value),
            initial=(xml.text or "").strip() if not len(xml) else "",
            preload=_preload(bind.get(f"{JR}preload"), bind.get(f"{JR}preloadParams")),
            options=self._options(path, control),
            appearance=_appearance(control),
            reader=own.reader,
            voice=own.voice,
            faces=own.faces,
            most=own.most,
            level=self._level(key),
            anonymous=own.anonymous,
            nothing=own.nothing,
            media=wording.media(f"{path}:label"),
            count=plot.compile(path, "repeat_count", plot.count(path)),
            scale=_scale(control) if question is QuestionType.RANGE else None,
        )

    def _level(self, key: str) -> int:
        """What or_other adds stands in no row: it measures what its choices do."""
        rows = self.plot.rows
        return rows.own(key if rows.number(key) else key.removesuffix("_other")).level

    def _kind(
        self, path: str, control: Xml | None, bind: Xml, xml: Xml
    ) -> tuple[Kind, QuestionType | None]:
        tag = plain(control.tag) if control is not None else ""
        if tag in ("group", "repeat") or len(xml):
            return (Kind.REPEAT if self.plot.places[path].many else Kind.GROUP), None
        if control is None:
            return Kind.HIDDEN, None
        question = _question_type(tag, control, bind)
        if question is None:
            self.plot.unsupported(path, tag)
        shown_only = bind.get("readonly") == "true()" and tag != "trigger"
        return (Kind.NOTE if shown_only else Kind.QUESTION), question

    def _options(self, path: str, control: Xml | None) -> Options | None:
        itemset = part(control, "itemset")
        value, label = part(itemset, "value"), part(itemset, "label")
        if itemset is None or value is None or label is None:
            return None
        nodes = self.plot.compile(path, "choice_filter", itemset.get("nodeset"))
        if nodes is None:
            return None
        ids, other = self._label_ids(itemset), self._other(path)
        media = {i: self.wording.media(i) for i in ids}
        labels = {i: self.wording.itext(path, "choice_filter", i) for i in ids}
        columns = (value.get("ref") or "name", _label_column(label))
        borrowed = not other and not self.plot.with_other.intersection(self._lists(itemset))
        return Options(
            nodes,
            labels,
            *columns,
            other,
            {i: found for i, found in media.items() if found},
            borrowed,
            tuple(self._listed(itemset, columns, labels, borrowed).items()),
            self._also(itemset),
        )

    def _also(self, itemset: Xml) -> dict[str, tuple[str, ...]]:
        lists = self._lists(itemset)
        said = self.plot.also.items()
        return {name: words for (list_name, name), words in said if list_name in lists}

    def _listed(
        self, itemset: Xml, columns: tuple[str, str], labels: dict[str, Text], borrowed: bool
    ) -> dict[str, Text]:
        lists = [self.plot.lists[name] for name in self._lists(itemset)]
        found: dict[str, Text] = {}
        for row in (row for one in lists for row in one.children[0].children):
            name, label = (cell.own or "" if (cell := row.child(c)) else "" for c in columns)
            if name and not (borrowed and (name, label) == (OTHER, OTHER_LABEL)):
                found.setdefault(name, labels.get(label) or Text({UNNAMED: (label,)}, UNNAMED))
        return found

    def _label_ids(self, itemset: Xml) -> list[str]:
        lists = self.plot.lists
        return [i for name in self._lists(itemset) for i in cells_named(lists[name], "itextId")]

    def _lists(self, itemset: Xml) -> list[str]:
        nodeset = itemset.get("nodeset") or ""
        return [name for name in self.plot.lists if f"instance('{name}')" in nodeset]

    def _other(self, path: str) -> str:
        """The key of the question that or_other adds: in the XForm, but in no row."""
        other = path + "_other"
        added = other in self.plot.places and not self.plot.rows.number(self.plot.key(other))
        return self.plot.key(other) if added else ""


def _label_column(label: Xml) -> str:
    reference = label.get("ref") or "label"
    return "itextId" if reference.startswith("jr:itext(") else reference


def _question_type(tag: str, control: Xml, bind: Xml) -> QuestionType | None:
    if tag == "input":
        return _INPUTS.get(bind.get("type") or "string")
    if tag == "upload":
        return _UPLOADS.get(control.get("mediatype") or "")
    return _CONTROLS.get(tag)


def _scale(control: Xml | None) -> Scale:
    """pyxform has looked at the numbers, and fills in 1 to 10 in steps of 1."""
    assert control is not None
    start, end, step = (Decimal(control.get(one) or "1") for one in ("start", "end", "step"))
    return Scale(start, end, step)


def _appearance(control: Xml | None) -> frozenset[str]:
    return frozenset((control.get("appearance") or "").split() if control is not None else ())


def _condition(readonly: str | None) -> str | None:
    """An expression; a plain yes or no is the kind of the item."""
    return None if readonly in ("true()", "false()") else readonly


def _preload(kind: str | None, parameter: str | None) -> str:
    if kind == "property":
        return f"property:{parameter}"
    return {"date": "today", "timestamp": parameter or "start"}.get(kind or "", "")
