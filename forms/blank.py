"""The rows of a Markdown form as they are written. pyxform leaves blank ones out, without which
every row counts less, and breaks at one with more cells than its header."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from forms.faults import Fault

_COMMENT = re.compile(r"\s*#")
_AFTER = re.compile(r"#[^|]+$")  # a comment behind the last cell
_ROW = re.compile(r"\s*\|(.*)\|\s*")
_RULE = re.compile(r"[|\-]+")
_TITLE = re.compile(r"^[ \t]*\|[ \t]*(\w+)[ \t]*\|", re.MULTILINE)
_KNOWN = ("survey", "choices", "settings")
_PIPE = re.compile(r"(?<!\\)\|")


def with_blank_rows(text: str, definition: Mapping[str, Any]) -> dict[str, Any]:
    """pyxform's reading of `text` with an empty row wherever the table has one. Comments and the
    rule under a header are no rows."""
    found = dict(definition)
    for sheet, written in _sheets(text).items():
        filled = [any(cells) for cells in written]
        rows: Sequence[Mapping[str, str]] = definition.get(sheet) or ()
        if sum(filled) == len(rows) + 1:
            following = iter(rows)
            found[sheet] = [dict(next(following)) if row else {} for row in filled[1:]]
    return found


def too_wide(text: str) -> list[Fault]:
    """A fault for each row in which something stands beyond the header's last cell."""
    found = []
    for sheet, (header, *rows) in _sheets(text).items():
        for number, cells in enumerate(rows, 2):
            if any(cells[len(header) :]):
                values = {"cells": len(cells), "columns": len(header)}
                found.append(Fault(sheet, number, "", "many_cells", values))
    return found


def sheets_twice(text: str) -> list[Fault]:
    """A fault for each sheet that begins again: what stood in it before would be left out."""
    titles = [match[1].strip().lower() for match in _TITLE.finditer(text)]
    again = [one for one in _KNOWN if titles.count(one) > 1]
    return [Fault(one, 0, "", "sheet_twice", {"name": one}) for one in again]


def _sheets(text: str) -> dict[str, list[list[str]]]:
    """Each sheet's rows from its header on, cell by cell."""
    sheets: dict[str, list[list[str]]] = {}
    sheet = ""
    for line in text.split("\n"):
        match = None if _COMMENT.match(line) else _ROW.match(_AFTER.sub("", line))
        if match is None or _RULE.match(match[1]):
            continue
        first, *cells = _PIPE.split(match[1])
        if first.strip():
            sheet = first.strip().lower()
            sheets[sheet] = []
        stripped = [cell.strip() for cell in cells]
        if sheet and (any(stripped) or sheets[sheet]):
            sheets[sheet].append(stripped)
    return {name: rows for name, rows in sheets.items() if rows}
