"""select_one_external, which old phones needed for long lists: here it is a select_one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from forms.headers import columns

EXTERNAL = "select_one_external"
Row = Mapping[str, Any]


def inlined(definition: Mapping[str, Any]) -> dict[str, Any]:
    """The definition with the choices of the sheet external_choices among the others, in lists of
    their own: a list may have the same name on both sheets."""
    kind = _header(definition, "survey", "type")
    survey = [_plain_select(row, kind) for row in definition["survey"]]
    if survey == list(definition["survey"]) or not definition.get("external_choices"):
        return dict(definition)
    list_name = _header(definition, "external_choices", "list_name")
    rows = [
        {**row, list_name: f"{row[list_name]}_external"}
        for row in definition["external_choices"]
        if row.get(list_name)
    ]
    return {**definition, "survey": survey, "external_choices": None} | _joined(definition, rows)


def _plain_select(row: Row, kind: str) -> Row:
    word, *rest = str(row.get(kind) or "").split() or [""]
    if word.lower() != EXTERNAL or not rest:
        return row
    return {**row, kind: " ".join(["select_one", f"{rest[0]}_external", *rest[1:]])}


def _joined(definition: Mapping[str, Any], rows: Sequence[Row]) -> dict[str, Any]:
    """Both lists under one header: a column may be written in two ways."""
    ours = _headers(definition, "choices")
    known = {(column.word, column.language): column.header for column in columns(ours)}
    theirs = {
        column.header: known.get((column.word, column.language), column.header)
        for column in columns(_headers(definition, "external_choices"))
    }
    moved = [{theirs[name]: cell for name, cell in row.items() if name in theirs} for row in rows]
    header = dict.fromkeys([*ours, *theirs.values()])
    return {
        "choices": [*(definition.get("choices") or ()), *moved],
        "choices_header": [header],
    }


def _headers(definition: Mapping[str, Any], sheet: str) -> list[str]:
    return [str(name) for part in definition.get(f"{sheet}_header") or () for name in part]


def _header(definition: Mapping[str, Any], sheet: str, word: str) -> str:
    found = columns(_headers(definition, sheet))
    return next((column.header for column in found if column.word == word), word)
