"""The headers of a sheet, in the words that XLSForm has for them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

# What pyxform reads as another column (pyxform/aliases.py).
_ALIASES = {
    "relevance": "relevant",
    "readonly": "read_only",
    "calculate": "calculation",
    "caption": "label",
    "requiredmsg": "required_message",
    "constraining_message": "constraint_message",
    "jr:constraintmsg": "constraint_message",
    "jr:requiredmsg": "required_message",
    "jr:count": "repeat_count",
    "count": "repeat_count",
    "command": "type",
    "tag": "name",
    "value": "name",
    "image": "media::image",
    "audio": "media::audio",
    "video": "media::video",
    "big-image": "media::big-image",
    "set_form_title": "form_title",
    "title": "form_title",
    "set_form_id": "form_id",
    "id_string": "form_id",
}
_OUTER = {"bind", "body", "control"}
_COLON = re.compile(r"(?<!jr):(?!:)")


@dataclass(frozen=True, slots=True)
class Column:
    """One header: as written, the XLSForm word it means, and its language ('' if none)."""

    header: str
    word: str
    language: str


def columns(headers: Iterable[str]) -> tuple[Column, ...]:
    """A colon alone divides only where no header of the sheet has two (pyxform's rule)."""
    written = tuple(headers)
    doubled = any("::" in header for header in written)
    return tuple(_column(header, doubled) for header in written)


def _column(header: str, doubled: bool) -> Column:
    parts = header.split("::") if doubled or "::" in header else _COLON.split(header)
    first, *rest = [part.strip() for part in parts]
    word = _word(first)
    if rest and word in _OUTER:
        first, *rest = rest
        word = _word(first)
    if rest and word in ("media", "wethi"):
        word, rest = f"{word}::{rest[0].lower()}", rest[1:]
    return Column(header, word, "::".join(rest))


def _word(text: str) -> str:
    word = "_".join(text.lower().split())
    return _ALIASES.get(word, word)
