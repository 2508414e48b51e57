"""Circles of a form that pyxform refuses for something else, from its sheet alone, so that they are
told together."""

from __future__ import annotations

from forms.expressions import Compiled, ExpressionError, compile_expression
from forms.faults import Fault
from forms.form import Item, Kind
from forms.graph import in_order
from forms.rows import YES, Row, Rows
from forms.scopes import Scopes
from forms.source import Book


def circles(book: Book, rows: Rows) -> list[Fault]:
    """A fault for each circle that `in_order` finds among the expressions that can be read."""
    scopes, found = Scopes(rows, book), list[Fault]()
    named = [row for row in rows.by_key.values() if not _is_off(row, rows)]
    in_order([_item(row, place, rows, scopes) for place, row in enumerate(named)], rows, found)
    return found


def _is_off(row: Row, rows: Rows) -> bool:
    return rows.sheet.cell(row.cells, "disabled").lower() in YES


def _item(row: Row, place: int, rows: Rows, scopes: Scopes) -> Item:
    above = row.key.split("/")[:-1]
    groups = tuple("/".join(above[: depth + 1]) for depth in range(len(above)))
    # What a trigger sets is set once, and no circle.
    word = "" if rows.sheet.cell(row.cells, "trigger") else "calculation"
    return Item(
        row.key,
        row.name,
        _kind(row),
        row.number,
        place,
        groups,
        relevant=_read(row, "relevant", rows, scopes),
        calculation=_read(row, word, rows, scopes),
        default=_read(row, "default", rows, scopes),
        count=_read(row, "repeat_count", rows, scopes),
    )


def _kind(row: Row) -> Kind:
    begins, _, what = row.type.lower().replace(" ", "_").partition("_")
    if begins != "begin":
        return Kind.QUESTION
    return Kind.REPEAT if what.startswith("repeat") else Kind.GROUP


def _read(row: Row, word: str, rows: Rows, scopes: Scopes) -> Compiled | None:
    text = rows.sheet.cell(row.cells, word)
    try:
        return compile_expression(text, scopes.of(row)) if _is_read(word, text, row) else None
    except ExpressionError:
        return None  # forms/check.py says so


def _is_read(word: str, text: str, row: Row) -> bool:
    from pyxform.utils import default_is_dynamic

    if word == "default":
        return bool(text) and bool(default_is_dynamic(text, row.type.split()[0].lower()))
    return bool(text)
