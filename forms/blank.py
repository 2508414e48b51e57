"""Blank rows of a Markdown form, which pyxform leaves out: without them every row counts less."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

_COMMENT = re.compile(r"\s*#")
_ROW = re.compile(r"\s*\|(.*)\|\s*")
_RULE = re.compile(r"[|\-]+")
_PIPE = re.compile(r"(?<!\\)\|")


def with_blank_rows(text: str, definition: Mapping[str, Any]) -> dict[str, Any]:
    """pyxform's reading of `text` with an empty row wherever the table has one. Comments and the
    rule under a header are no rows."""
    found = dict(definition)
    for sheet, filled in _filled(text).items():
        rows: Sequence[Mapping[str, str]] = definition.get(sheet) or ()
        if sum(filled) == len(rows) + 1:
            following = iter(rows)
            found[sheet] = [dict(next(following)) if row else {} for row in filled[1:]]
    return found


def _filled(text: str) -> dict[str, list[bool]]:
    """Of each sheet's rows from its header on: is anything in it."""
    sheets: dict[str, list[bool]] = {}
    sheet = ""
    for line in text.split("\n"):
        match = None if _COMMENT.match(line) else _ROW.match(line)
        if match is None or _RULE.match(match[1]):
            continue
        first, *cells = _PIPE.split(match[1])
        if first.strip():
            sheet = first.strip().lower()
            sheets[sheet] = []
        filled = any(cell.strip() for cell in cells)
        if sheet and (filled or sheets[sheet]):
            sheets[sheet].append(filled)
    return sheets
