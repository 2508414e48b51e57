"""Never above five messages a request, and nothing lost: neighbours are joined until they fit.

LINE reference, "Send reply message": `messages` holds 1 to 5; six are refused, all of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from base.thai.text import utf16_len
from bot.messages.counting import clip, json_size
from bot.messages.flex import ALT_CLUSTERS, ALT_UNITS, MAX_BUBBLE, column, hero, text_part
from bot.messages.splitting import MAX_TEXT

Json = dict[str, Any]

MAX_MESSAGES = 5


def fit(messages: Sequence[Json]) -> list[Json]:
    """The same words and buttons in at most 5 messages, in order; ValueError if that cannot be.

    Joins the neighbours that become shortest, only those of one sender, so that nobody's words
    stand under another's name. Quick replies are kept on the last message only, where LINE shows
    them.
    """
    left = [*map(_without_helpers, messages[:-1]), *messages[-1:]]
    while len(left) > MAX_MESSAGES:
        pairs = [(_joined(left[i], left[i + 1]), i) for i in range(len(left) - 1)]
        possible = [(json_size(joined), i, joined) for joined, i in pairs if joined]
        if not possible:
            raise ValueError(f"{len(left)} messages that cannot be joined to {MAX_MESSAGES}")
        _, place, joined = min(possible, key=lambda one: one[:2])
        left[place : place + 2] = [joined]
    return left


def _without_helpers(message: Json) -> Json:
    return {name: value for name, value in message.items() if name != "quickReply"}


def _joined(first: Json, second: Json) -> Json | None:
    """The two as one, or None."""
    if first.get("sender") != second.get("sender"):
        return None
    if first["type"] == second["type"] == "text":
        text = f"{first['text']}\n\n{second['text']}"
        return {**second, "text": text} if utf16_len(text) <= MAX_TEXT else None
    upper, lower = _as_flex(first), _as_flex(second)
    return _stacked(upper, lower) if upper and lower else None


def _as_flex(message: Json) -> Json | None:
    """The message as one bubble; a sound cannot be."""
    kept: Json = {name: message[name] for name in ("sender", "quickReply") if name in message}
    if message["type"] == "flex" and message["contents"]["type"] == "bubble":
        return message
    if message["type"] == "text":
        body, alt = column([text_part(message["text"])]), message["text"]
    elif message["type"] == "image":
        body, alt = column([hero(message["previewImageUrl"])]), "📷"
    else:
        return None
    bubble = {"type": "bubble", "size": "mega", "body": body}
    return {"type": "flex", "altText": alt, "contents": bubble, **kept}


def _stacked(upper: Json, lower: Json) -> Json | None:
    """One bubble: all parts of the upper above the lower's, whose buttons stay last."""
    footer = {name: part for name, part in lower["contents"].items() if name == "footer"}
    above = _parts(upper["contents"], ("hero", "body", "footer"))
    body = column([*above, *_parts(lower["contents"], ("hero", "body"))], spacing="md")
    bubble = {"type": "bubble", "size": "mega", "body": body, **footer}
    if json_size(bubble) > MAX_BUBBLE:
        return None
    alt = clip(f"{upper['altText']}\n{lower['altText']}", ALT_CLUSTERS, ALT_UNITS)
    return {**lower, "altText": alt, "contents": bubble}


def _parts(bubble: Json, names: tuple[str, ...]) -> list[Json]:
    return [bubble[name] for name in names if name in bubble]
