"""LINE's two ways to count characters (CHARS: Text character count)."""

from __future__ import annotations

import regex

_CLUSTER = regex.compile(r"\X")


def utf16(text: str) -> int:
    """UTF-16 code units: 🍎 is 2."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def graphemes(text: str) -> int:
    """Grapheme clusters: ที่ is 1. ASCII without CR has one a character."""
    return len(text) if text.isascii() and "\r" not in text else len(_CLUSTER.findall(text))
