"""Messages without a container: text, sticker, media, location (REF §Message objects)."""

from __future__ import annotations

from simulator.validate import urls
from simulator.validate.fields import Json, number, size_between, text
from simulator.validate.problem import Path, Problem, Problems, Rules, mistyped

TEXT_MAX = 5_000
ALT_TEXT_MAX = 1_500
_EMOJIS = 20


def text_message(message: Json, path: Path, _: Rules) -> Problems:
    yield from text(message, "text", path, TEXT_MAX)
    yield from text(message, "quoteToken", path, 10_000, required=False)
    yield from _emojis(message, path)


def sticker(message: Json, path: Path, _: Rules) -> Problems:
    yield from text(message, "packageId", path, 20)
    yield from text(message, "stickerId", path, 20)


def image(message: Json, path: Path, rules: Rules) -> Problems:
    yield from urls.media(message, "originalContentUrl", path, rules)
    yield from urls.media(message, "previewImageUrl", path, rules)


def video(message: Json, path: Path, rules: Rules) -> Problems:
    yield from image(message, path, rules)
    yield from text(message, "trackingId", path, 100, required=False)


def audio(message: Json, path: Path, rules: Rules) -> Problems:
    yield from urls.media(message, "originalContentUrl", path, rules)
    yield from number(message, "duration", path, 0, 2**53)


def location(message: Json, path: Path, _: Rules) -> Problems:
    yield from text(message, "title", path, 100)
    yield from text(message, "address", path, 100)
    yield from number(message, "latitude", path, -90, 90)
    yield from number(message, "longitude", path, -180, 180)


def alt_text(message: Json, path: Path) -> Problems:
    yield from text(message, "altText", path, ALT_TEXT_MAX)


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
    words = str(message.get("text", "")).encode("utf-16-le", "surrogatepass")
    for place, emoji in enumerate(emojis):
        if not _points_at_dollar(emoji, words):
            yield Problem((*here, place, "index"), "Invalid emoji index")


def _points_at_dollar(emoji: object, words: bytes) -> bool:
    index = emoji.get("index") if isinstance(emoji, dict) else None
    if not isinstance(index, int) or index < 0:
        return False
    return words[2 * index : 2 * index + 2] == "$".encode("utf-16-le")
