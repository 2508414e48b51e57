"""Scopes made of the sheet alone, so that every cell is tried even if pyxform stops early."""

from __future__ import annotations

import re

from forms.expressions import Element, Scope
from forms.rows import Row, Rows
from forms.source import Book

_REPEAT = re.compile(r"begin[ _]repeat\b")


class Scopes:
    """What names the expressions of a row may use, as far as the sheet tells."""

    def __init__(self, rows: Rows, book: Book) -> None:
        self.root = Element("data", None, key="")
        self.places: dict[str, Element] = {"": self.root}
        for row in rows.all:
            above, _, name = row.key.rpartition("/")
            if name and row.key not in self.places:
                self.places[row.key] = Element(name, self.places.get(above, self.root), key=row.key)
                self.places[row.key].many = bool(_REPEAT.match(row.type.lower()))
                if row.type.lower().endswith("or_other"):
                    other = f"{row.key}_other"
                    self.places[other] = Element(
                        f"{name}_other", self.places[row.key].parent, other
                    )
        self.many = any(place.many for place in self.places.values())
        self.names = {place.name: place for key, place in self.places.items() if key}
        lists = book.sheet("choices")
        self.tables = frozenset(
            [lists.cell(cells, "list_name") for cells in lists.rows]
            + [word.rpartition(".")[0] for row in rows.all for word in row.type.split()[1:2]]
            + [row.name for row in rows.all if row.type.startswith("csv-external")]
        )

    def of(self, row: Row) -> Scope:
        context = self.places.get(row.key, self.root)
        return Scope(self.root, context, {}, self.tables | {"_"}, self.names, self.many)
