"""What a form names that is not in it: pictures, recordings, videos and tables, and where."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from forms.faults import Fault
from forms.source import Book, Sheet
from forms.xform import XForm


class Medium(StrEnum):
    IMAGE = "image"
    AUDIO = "audio"
    VIDEO = "video"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Named:
    """One cell that names a file; `row` as in the spreadsheet."""

    name: str
    medium: Medium
    sheet: str
    row: int
    column: str

    @property
    def lacking(self) -> Fault:
        """What is wrong where that file is not there."""
        code = f"lacks_{self.medium.value}"
        return Fault(self.sheet, self.row, self.column, code, {"name": self.name})


_MEDIA = (Medium.IMAGE, Medium.AUDIO, Medium.VIDEO)
_IN_CALL = re.compile(r"""\b(?:pulldata|instance)\(\s*['"]([^'"]+)['"]""")


def named_files(book: Book, xform: XForm) -> tuple[Named, ...]:
    """Each file once, where it is named first."""
    found = [
        *_media(book.sheet("survey")),
        *_media(book.sheet("choices")),
        *_tables(book.sheet("survey"), xform.tables),
    ]
    once: dict[str, Named] = {}
    for one in found:
        once.setdefault(one.name, one)
    return tuple(once.values())


def lacking(files: Iterable[Named], have: Iterable[str]) -> list[Named]:
    """Those that are not among the names in `have`; case is not what two names differ in."""
    known = {name.casefold() for name in have}
    return [one for one in files if one.name.casefold() not in known]


def _media(sheet: Sheet) -> Iterator[Named]:
    words = {f"media::{medium.value}": medium for medium in _MEDIA}
    for number, row in enumerate(sheet.rows, 2):
        for column in sheet.columns:
            name = str(row.get(column.header) or "").strip()
            if name and column.word in words:
                yield Named(name, words[column.word], sheet.name, number, column.header)


def _tables(sheet: Sheet, tables: Iterable[str]) -> Iterator[Named]:
    """A table is named by a select's type, or in an expression."""
    wanted = set(tables)
    for number, row in enumerate(sheet.rows, 2):
        for column in sheet.columns:
            cell = str(row.get(column.header) or "")
            for name in _named_in(column.word, cell):
                if name in wanted:
                    yield Named(f"{name}.csv", Medium.TABLE, sheet.name, number, column.header)


def _named_in(word: str, cell: str) -> list[str]:
    if word == "type":
        return [part[:-4] for part in cell.split() if part.lower().endswith(".csv")]
    return _IN_CALL.findall(cell)
