"""Bubbles → the messages of one LINE request."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from base.thai.unbroken import unbroken
from bot.messages.actions import quick_reply
from bot.messages.bubbles import Bubble, Helper
from bot.messages.counting import clean, clip
from bot.messages.fitting import fit
from bot.messages.flex import carousel, flex_message
from bot.messages.splitting import split_text

Json = dict[str, Any]

FLEX_TEXT = 1000  # units in a bubble with buttons; what is longer goes before it as plain text
SENDER_NAME = 20  # LINE reference, "Change icon and display name": UTF-16 units, never "LINE"


def render(bubbles: Sequence[Bubble], *, conversation: str = "", turn: int = 0) -> list[Json]:
    """At most 5 message objects, the helpers of all bubbles as quick replies of the last.

    Answers carry `conversation` and `turn`. ValueError for what LINE would refuse (see `encode`,
    `fit`), and when nothing is left to say.
    """
    messages = [made for bubble in bubbles for made in _messages(bubble, conversation, turn)]
    if not messages:
        raise ValueError("nothing to say")
    messages = fit(messages)
    helpers = _helpers(bubbles)
    if helpers:
        messages[-1] = {**messages[-1], "quickReply": quick_reply(helpers, conversation, turn)}
    return messages


def sender_name(name: str) -> str:
    """A name LINE accepts above a bubble, "" if nothing is left of it."""
    while (shorter := re.sub("line", "", name, flags=re.IGNORECASE)) != name:
        name = shorter
    return clip(" ".join(clean(name).split()), SENDER_NAME, SENDER_NAME, mark="")


def _helpers(bubbles: Sequence[Bubble]) -> tuple[Helper, ...]:
    """Each once, in order."""
    return tuple(dict.fromkeys(helper for bubble in bubbles for helper in bubble.helpers))


def _messages(bubble: Bubble, conversation: str, turn: int) -> list[Json]:
    made = _media(bubble, conversation, turn) + _words(bubble, conversation, turn)
    name = sender_name(bubble.sender or "")
    return [{**message, "sender": {"name": name}} for message in made] if name else made


def _media(bubble: Bubble, conversation: str, turn: int) -> list[Json]:
    """What stands alone; a picture with words is the head of their bubble."""
    if bubble.cards:
        return [carousel(bubble, conversation, turn)]
    if bubble.sound:
        url, length = bubble.sound.url, bubble.sound.milliseconds
        return [{"type": "audio", "originalContentUrl": url, "duration": length}]
    if bubble.video:
        urls = {
            "originalContentUrl": bubble.video.url,
            "previewImageUrl": bubble.video.preview,
        }
        return [{"type": "video", **urls}]
    if bubble.image and not _is_flex(bubble):
        urls = {"originalContentUrl": bubble.image.url, "previewImageUrl": bubble.image.preview}
        return [{"type": "image", **urls}]
    return []


def _is_flex(bubble: Bubble) -> bool:
    """A plain text shows itself in the notification, so words with an `alt` need a Flex bubble."""
    with_words = bool(bubble.text.strip() and (bubble.alt or bubble.image))
    return bool(bubble.buttons) or with_words


def _words(bubble: Bubble, conversation: str, turn: int) -> list[Json]:
    text = clean(bubble.text).strip()
    if not _is_flex(bubble):
        return [_plain(piece) for piece in split_text(text)]
    *before, last = split_text(text, FLEX_TEXT) or [""]
    first = replace(bubble, buttons=(), image=None)
    made = [_piece(first, piece, conversation, turn) for piece in before]
    return [*made, flex_message(bubble, last, conversation, turn)]


def _piece(bubble: Bubble, text: str, conversation: str, turn: int) -> Json:
    if bubble.alt:
        return flex_message(bubble, text, conversation, turn)
    return _plain(text)


def _plain(text: str) -> Json:
    return {"type": "text", "text": unbroken(text)}
