"""The survey sheet's rows by the path of their answer, and our own columns in them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from forms.languages import code_of
from forms.source import Sheet

_BEGIN = re.compile(r"begin[ _](group|repeat|loop)\b")
_END = re.compile(r"end[ _](group|repeat|loop)\b")


@dataclass(frozen=True, slots=True)
class Own:
    """Cells of the columns that XLSForm does not know."""

    reader: str = ""
    voice: bool = False
    faces: str = "either"
    most: int = 0
    short: Mapping[str, str] = field(default_factory=dict)
    level: int = 0
    anonymous: bool = False
    nothing: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    number: int
    key: str
    type: str
    name: str
    cells: Mapping[str, str]


class Rows:
    """Survey rows, each with the path that its answer will have."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.all = list(_walk(sheet))
        self.by_key = {row.key: row for row in self.all if row.key}
        # With the setting flat=yes pyxform leaves the groups out of the paths.
        self.by_name = {row.name: row for row in self.all if row.name}
        self.names = Counter(row.name for row in self.all)

    def row(self, key: str) -> Row | None:
        # A loop repeats its rows under other paths.
        return self.by_key.get(key) or self.by_name.get(key) or self._only(key.rpartition("/")[2])

    def _only(self, name: str) -> Row | None:
        return self.by_name.get(name) if self.names[name] == 1 else None

    def number(self, key: str) -> int:
        row = self.row(key)
        return row.number if row else 0

    def cell(self, key: str, word: str) -> str:
        row = self.row(key)
        return self.sheet.cell(row.cells, word) if row else ""

    def header(self, word: str) -> str:
        return self.sheet.header(word)

    def filled_header(self, key: str, word: str) -> str:
        """The header of the filled cell of `word` in that row."""
        row = self.row(key)
        filled = self.sheet.cells(row.cells, word) if row else []
        return filled[0][0].header if filled else self.header(word)

    def own(self, key: str) -> Own:
        row = self.row(key)
        if row is None:
            return Own()
        shorts = self.sheet.cells(row.cells, "wethi::short")
        return Own(
            reader=self.cell(key, "wethi::reader"),
            voice=self.cell(key, "wethi::voice").lower() in YES,
            faces=self.cell(key, "wethi::faces").lower() or "either",
            most=most(self.cell(key, "parameters")),
            level=level(self.cell(key, "wethi::level")),
            anonymous=self.cell(key, "wethi::anonymous").lower() in YES,
            nothing=self.cell(key, "wethi::nothing").lower() in YES,
            short={code_of(c.language) if c.language else "": text for c, text in shorts},
        )


YES = frozenset({"yes", "true", "1"})
NO = frozenset({"no", "false", "0", ""})
FACES = frozenset({"past", "future", "either"})
LEVELS = frozenset({"", "1", "2", "3", "4"})
_MOST = re.compile(r"(?:^|[\s,;])max\s*=\s*(\S+)")


def most(parameters: str) -> int:
    """max= of the parameters column, 0 if there is none or it is no number."""
    match = _MOST.search(parameters)
    return int(match.group(1)) if match and match.group(1).isdecimal() else 0


def level(cell: str) -> int:
    """1 to 4; 0 for none, and for what is no level (forms/check.py says so)."""
    return int(cell) if cell and cell in LEVELS else 0


def without_most(parameters: str) -> str:
    """The parameters without max=, which pyxform does not know for pictures."""
    return _MOST.sub("", parameters).strip(" ,;")


def _walk(sheet: Sheet) -> Iterator[Row]:
    groups: list[str] = []
    for number, cells in enumerate(sheet.rows, 2):
        kind, name = sheet.cell(cells, "type"), sheet.cell(cells, "name")
        if not kind:
            continue
        if _END.match(kind.lower()):
            groups = groups[:-1]
            continue
        yield Row(number, "/".join([*groups, name]) if name else "", kind, name, cells)
        if _BEGIN.match(kind.lower()):
            groups.append(name)
