"""Other ways to say a choice (`wethi::also` in the choices sheet), which pyxform does not carry."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from forms.headers import columns
from forms.source import Book

COLUMN = "wethi::also"
Also = Mapping[tuple[str, str], tuple[str, ...]]


def also_of(book: Book) -> Also:
    """The words, which stand in one cell with | between them, by list and choice."""
    choices = book.sheet("choices")
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for row in choices.rows:
        words = (part.strip() for _, cell in choices.cells(row, COLUMN) for part in cell.split("|"))
        said = tuple(word for word in words if word)
        if said:
            found[choices.cell(row, "list_name"), choices.cell(row, "name")] = said
    return found


def without_also(definition: Mapping[str, Any]) -> dict[str, Any]:
    """The definition without that column, of which pyxform would make one of its own."""
    ours = {
        column.header
        for part in definition.get("choices_header") or ()
        for column in columns(str(name) for name in part)
        if column.word == COLUMN
    }
    if not ours:
        return dict(definition)
    rows = {name: definition.get(name) or () for name in ("choices", "choices_header")}
    kept = {name: [_without(row, ours) for row in found] for name, found in rows.items()}
    return {**definition, **kept}


def _without(row: Mapping[str, Any], headers: set[str]) -> dict[str, Any]:
    return {header: cell for header, cell in row.items() if header not in headers}
