"""Signs that nobody sees, copied along from pages and chats: a type, a name or a header with one in
it looks right and is another word. They go where a form is read, but not out of what people read:
there they part the words of Thai and Khmer."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from forms.headers import columns

# Zero-width space, joiners and marks of direction, word joiner, byte-order mark, soft hyphen.
_UNSEEN = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")
_NAME = re.compile(r"\$\{[^{}]*\}")
_WORDS = frozenset(
    {
        *("type", "name", "list_name", "trigger", "appearance", "parameters", "disabled"),
        *("form_id", "version", "default_language", "wethi::reader", "wethi::faces"),
    }
)


def seen(text: str) -> str:
    return _UNSEEN.sub("", text).strip()


def without_unseen(definition: Mapping[str, Any]) -> dict[str, Any]:
    """pyxform's definition without them, in headers, in the words of XLSForm and in `${…}`."""
    found = dict(definition)
    for name, rows in definition.items():
        headers = definition.get(f"{name}_header")
        if headers and isinstance(rows, list) and _any(rows, headers):
            found |= _sheet(name, rows, headers)
    return found


def _any(rows: list[Mapping[str, str]], headers: list[Mapping[str, Any]]) -> bool:
    return any(_UNSEEN.search(str(text)) for row in (*headers, *rows) for text in _texts(row))


def _texts(row: Mapping[str, Any]) -> tuple[Any, ...]:
    return (*row, *row.values())


def _sheet(
    name: str, rows: list[Mapping[str, str]], headers: list[Mapping[str, Any]]
) -> dict[str, Any]:
    plain = _plain([str(header) for part in headers for header in part])
    words = {one: column.word for one, column in zip(plain, columns(plain.values()), strict=True)}
    cleaned = [
        {plain.get(one, one): _cell(cell, words.get(one, "")) for one, cell in row.items()}
        for row in rows
    ]
    return {name: cleaned, f"{name}_header": [{plain[h]: v for h, v in p.items()} for p in headers]}


def _plain(headers: list[str]) -> dict[str, str]:
    """Each header as it is seen; as it is, where two would be one: only the signs tell which."""
    found = {header: seen(header) for header in headers}
    return found if len(set(found.values())) == len(found) else {one: one for one in headers}


def _cell(cell: str, word: str) -> str:
    return seen(cell) if word in _WORDS else _NAME.sub(lambda found: seen(found[0]), cell)
