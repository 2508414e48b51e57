"""The choices of a select as they are now, from the form's lists or from our tables."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from base.i18n import say
from forms.expressions import Element
from forms.form import Item
from forms.question import Choice, Json

if TYPE_CHECKING:
    from forms.run import Run

# What pyxform adds for or_other, in English whatever the form's languages.
OTHER, OTHER_LABEL = "other", "Other"


def item_of_row(root: Element, row: Mapping[str, str]) -> Element:
    """A row of a table as item/column elements."""
    item = Element("item", root)
    for column, cell in row.items():
        Element(column, item, own=str(cell))
    return item


def choices_of(run: Run, item: Item) -> list[Choice]:
    options = item.options
    if options is None:
        return []
    nodes = run.value(options.nodes)
    offered: dict[str, Choice] = {}
    for node in nodes if isinstance(nodes, list) else []:
        value = _cell(node, options.value_column)
        if value and value not in offered:
            offered[value] = Choice(value, _label(run, item, node) or value)
    if options.other and OTHER in offered and offered[OTHER].label == OTHER_LABEL:
        offered[OTHER] = Choice(OTHER, say("forms.choice.other", run.language))
    return list(offered.values())


def _cell(node: Element, column: str) -> str:
    found = node.child(column)
    return (found.own or "") if found is not None else ""


def _label(run: Run, item: Item, node: Element) -> str:
    options = item.options
    assert options is not None
    if options.label_column == "itextId":
        text = options.labels.get(_cell(node, "itextId"))
        return text.say(run) if text else ""
    tongue = _cell(node, f"{options.label_column}::{run.language}")
    return (tongue or _cell(node, options.label_column)).replace("<br>", " ")


def label_of(run: Run, item: Item, value: str) -> str:
    """The label of one value; the value itself is no label."""
    found = next((one for one in run.choices(item) if one.value == value), None)
    return found.label if found else ""


def chosen(value: Json) -> list[str]:
    """The values inside an answer of select_one or select_multiple."""
    if isinstance(value, list):
        return [str(one) for one in value]
    return str(value).split() if isinstance(value, str) else []
