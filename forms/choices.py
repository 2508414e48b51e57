"""The choices of a select as they are now, from the form's lists or from our tables."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from base.i18n import say
from forms.expressions import Element
from forms.form import Item, Options
from forms.languages import UNNAMED
from forms.question import Choice, Json
from forms.value import as_text

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
    nodes = run.value(options.nodes, item)
    offered: dict[str, Choice] = {}
    for node in nodes if isinstance(nodes, list) else []:
        value = _cell(run, node, options.value_column)
        if value and value not in offered:
            label = _label(run, item, node) or value
            offered[value] = Choice(
                value, label, *_media(run, options, node), options.also.get(value, ())
            )
    if options.borrowed_other and OTHER in offered and offered[OTHER].label == OTHER_LABEL:
        del offered[OTHER]
    if options.other and OTHER in offered and offered[OTHER].label == OTHER_LABEL:
        offered[OTHER] = Choice(OTHER, say("forms.choice.other", run.language))
    return list(offered.values())


def _cell(run: Run, node: Element, column: str) -> str:
    """Of a list's row; of an entry of a repeat, which can be a list too, its answer."""
    found = node.child(column)
    if found is None:
        return ""
    return run.text(found) if found.key is not None else found.own or ""


def _label(run: Run, item: Item, node: Element) -> str:
    options = item.options
    assert options is not None
    if options.label_column == "itextId":
        text = options.labels.get(_cell(run, node, "itextId"))
        return run.say(item, text) if text else ""
    tongue = _cell(run, node, f"{options.label_column}::{run.language}")
    return (tongue or _cell(run, node, options.label_column)).replace("<br>", " ")


def _media(run: Run, options: Options, node: Element) -> tuple[str, str, str]:
    """The file names of a choice's picture, recording and video, '' for none."""
    if not options.media:
        return "", "", ""
    found = options.media.get(_cell(run, node, "itextId"), {})
    picture = seen(found.get("image", {}), run.language)
    sound, film = (heard(found.get(kind, {}), run.language) for kind in ("audio", "video"))
    return picture, sound, film


def seen(files: Mapping[str, str], language: str) -> str:
    """A picture is anybody's, of whatever language it is."""
    return files.get(language) or next(iter(files.values()), "")


def heard(files: Mapping[str, str], language: str) -> str:
    """A voice is for whoever understands it."""
    return files.get(language) or files.get(UNNAMED, "")


def label_of(run: Run, item: Item, value: str) -> str:
    """The label of one value; the value itself is no label."""
    found = next((one for one in run.choices(item) if one.value == value), None)
    return found.label if found else ""


def told_label(run: Run, item: Item, value: str) -> str:
    """The label as it is repeated: of what or_other adds the words that were typed, not its button;
    '' for a value without a label."""
    label = label_of(run, item, value)
    if value != OTHER or not label or not other_key(item):
        return label
    words = as_text(run.state.get(other_key(item)))
    offered = say("forms.choice.other", run.language)
    return words or (say("forms.choice.other_told", run.language) if label == offered else label)


def other_key(item: Item) -> str:
    """The key of the question that holds the words of «other», in the same entry; '' for none."""
    return f"{item.key}_{OTHER}" if item.options is not None and item.options.other else ""


def chosen(value: Json) -> list[str]:
    """The values inside an answer of select_one or select_multiple."""
    if isinstance(value, list):
        return [str(one) for one in value]
    return str(value).split() if isinstance(value, str) else []
