"""A LINE event as something Heard by a form (LINE reference, "Message event", "Postback event")."""

from __future__ import annotations

from typing import Any

from bot.inbox.turn import Turn
from bot.messages.bubbles import Answer
from forms.question import Heard, HeardKind

_MEDIA = {
    "image": HeardKind.IMAGE,
    "audio": HeardKind.AUDIO,
    "video": HeardKind.VIDEO,
    "file": HeardKind.FILE,
}

_PICKED = (HeardKind.DATE, HeardKind.TIME, HeardKind.DATETIME)


def heard_from(turn: Turn) -> Heard | None:
    """What a message says; None for a message of a kind that LINE has not announced yet."""
    kind = turn.message_type
    if kind == "text":
        return Heard(HeardKind.TEXT, turn.text)
    if kind in _MEDIA:
        return Heard(_MEDIA[kind], turn.file.id if turn.file else None)
    if kind == "location":
        return _place(turn)
    return Heard(HeardKind.STICKER, None) if kind else None


def _place(turn: Turn) -> Heard:
    fields = ("latitude", "longitude", "title", "address")
    value: dict[str, Any] = {name: turn.message[name] for name in fields if name in turn.message}
    return Heard(HeardKind.LOCATION, value)


def heard_from_press(turn: Turn, action: Answer) -> Heard | None:
    """A pressed answer; the picker's value stands in `params`, exactly one key of it."""
    if action.kind not in _PICKED or action.value:
        return Heard(action.kind, action.value)
    params = turn.postback.get("params")
    value = params.get(action.kind.value) if isinstance(params, dict) else None
    return Heard(action.kind, value) if isinstance(value, str) else None
