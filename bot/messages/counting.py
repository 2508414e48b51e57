"""Lengths as LINE counts them, and cutting that keeps letters whole.

LINE counts most texts in UTF-16 code units, and labels, displayText and fillInText in grapheme
clusters (LINE docs, "Character counting in a text").
"""

from __future__ import annotations

import json
from typing import Any

import regex

from base.thai.text import graphemes, utf16_len

ELLIPSIS = "…"
_CLUSTER = regex.compile(r"\X")


def letters(text: str) -> list[str]:
    """The grapheme clusters of the text: น้ำ is one."""
    return [match.group() for match in _CLUSTER.finditer(text)]


def clean(text: str) -> str:
    """Text that can be sent as UTF-8: half a surrogate pair becomes U+FFFD, NUL goes."""
    halves_mended = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return halves_mended.replace("\x00", "")


def clip(text: str, limit: int, unit_limit: int | None = None, mark: str = ELLIPSIS) -> str:
    """`text` within `limit` clusters and `unit_limit` UTF-16 units (default: 4 a cluster).

    Cut at a cluster's end and marked with `mark`. A single cluster may hold any number of marks,
    so a limit of clusters alone does not bound the size of what people send.
    """
    room = 4 * limit if unit_limit is None else unit_limit
    if utf16_len(text) <= room and graphemes(text) <= limit:
        return text
    kept: list[str] = []
    left = room - utf16_len(mark)
    for cluster in letters(text)[: max(0, limit - graphemes(mark))]:
        left -= utf16_len(cluster)
        if left < 0:
            break
        kept.append(cluster)
    return "".join(kept).rstrip() + mark


def json_size(value: Any) -> int:
    """Bytes of the JSON with every Thai letter escaped, the largest form in which it can travel."""
    return len(json.dumps(value, separators=(",", ":")))
