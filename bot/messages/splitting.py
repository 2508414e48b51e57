"""Long texts in pieces that LINE takes, cut where a reader would pause."""

from __future__ import annotations

from base.thai.text import utf16_len
from bot.messages.counting import letters

# LINE reference, "Text message": 5000 characters, counted as UTF-16 units.
MAX_TEXT = 5000


def split_text(text: str, limit: int = MAX_TEXT) -> list[str]:
    """Pieces of at most `limit` units; joined with what was cut (blanks at the cuts) the same text.

    Cut after a line if one ends in the second half of a piece, else after a blank, else between
    two grapheme clusters (Thai writes no blanks between words). A cluster longer than the limit
    is cut between code points.
    """
    if limit < 2:
        raise ValueError("an emoji alone has 2 units")
    pieces = []
    rest = text.strip()
    while utf16_len(rest) > limit:
        head = _head(rest, limit)
        pieces.append(head.rstrip())
        rest = rest[len(head) :].lstrip()
    return [piece for piece in [*pieces, rest] if piece]


def _head(text: str, limit: int) -> str:
    # One code point too many: the cluster that the slice may have torn is then never in the head.
    ahead = text[: limit + 1]
    head = _fitting(letters(ahead), limit) or _fitting(ahead, limit)
    for end in ("\n", " "):
        cut = head.rfind(end)
        if cut >= len(head) // 2:
            return head[: cut + 1]
    return head


def _fitting(parts: list[str] | str, limit: int) -> str:
    """As many of the first parts as stay within the limit."""
    kept = []
    for part in parts:
        limit -= utf16_len(part)
        if limit < 0:
            break
        kept.append(part)
    return "".join(kept)
