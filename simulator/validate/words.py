"""Text messages of both kinds (REF §Text message, §Text message (v2)): what the schema has."""

from __future__ import annotations

from simulator.validate.fields import Json, size_between, text
from simulator.validate.problem import Path, Problem, Problems, Rules, mistyped

TEXT_MAX = 5_000
_EMOJIS = 20
_TOKEN_MAX = 10_000


def text_message(message: Json, path: Path, rules: Rules) -> Problems:
    yield from text(message, "text", path, TEXT_MAX)
    yield from quote_token(message, path, rules)
    yield from _emojis(message, path)


def text_v2(message: Json, path: Path, rules: Rules) -> Problems:
    """What stands in braces is read later, with the inside of containers."""
    yield from text(message, "text", path, TEXT_MAX)
    yield from quote_token(message, path, rules)
    substitution = message.get("substitution")
    if substitution is not None and not isinstance(substitution, dict):
        yield mistyped((*path, "substitution"))


def quote_token(message: Json, path: Path, rules: Rules) -> Problems:
    """QUOTE: in replies and pushes alone. Of which chat it is, is seen when the chat is known."""
    yield from text(message, "quoteToken", path, _TOKEN_MAX, required=False)
    if message.get("quoteToken") is not None and rules.to_many:
        fault = "quoteToken can be used in reply and push messages only"
        yield Problem((*path, "quoteToken"), fault)


def _emojis(message: Json, path: Path) -> Problems:
    """Each index counts UTF-16 units and must point at a ``$``."""
    emojis, here = message.get("emojis"), (*path, "emojis")
    if emojis is None:
        return
    if not isinstance(emojis, list):
        yield mistyped(here)
        return
    if len(emojis) > _EMOJIS:
        yield Problem(here, size_between(0, _EMOJIS))
        return
    words = str(message.get("text", "")).encode("utf-16-le", "surrogatepass")
    for place, emoji in enumerate(emojis):
        if not _points_at_dollar(emoji, words):
            yield Problem((*here, place, "index"), "Invalid emoji index")
        elif isinstance(emoji, dict):
            yield from text(emoji, "productId", (*here, place), 100)
            yield from text(emoji, "emojiId", (*here, place), 100)


def _points_at_dollar(emoji: object, words: bytes) -> bool:
    index = emoji.get("index") if isinstance(emoji, dict) else None
    if not isinstance(index, int) or isinstance(index, bool) or index < 0:
        return False
    return words[2 * index : 2 * index + 2] == "$".encode("utf-16-le")
