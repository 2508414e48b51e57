"""A LINE body read back, words and buttons: for transcripts, staff views and tests."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from base.thai.unbroken import as_read

Json = dict[str, Any]

_SIGNS = {"image": "📷", "audio": "🔊", "video": "🎞", "location": "📍", "sticker": "🙂"}


def bubble_text(messages: Sequence[Mapping[str, Any]]) -> list[str]:
    """The words of each message, a sign where it has none; of a Flex bubble without its buttons.
    A space is a space here, whether or not a line may end there."""
    return [as_read(_words(message)) for message in messages]


def labels(messages: Sequence[Mapping[str, Any]]) -> list[str]:
    """The labels of all buttons in bubbles, in order, as shown."""
    return [label for label, _ in actions(messages)]


def helper_labels(messages: Sequence[Mapping[str, Any]]) -> list[str]:
    return [label for label, _ in helper_actions(messages)]


def actions(messages: Sequence[Mapping[str, Any]]) -> list[tuple[str, Json]]:
    """(label, LINE action) of all buttons in bubbles, in order; a picture that does the same as the
    button under it is not a second one."""
    return [
        (_label(part), part["action"])
        for message in messages
        for part in _components(message.get("contents", {}))
        if "action" in part and part.get("type") != "image"
    ]


def helper_actions(messages: Sequence[Mapping[str, Any]]) -> list[tuple[str, Json]]:
    """(label, LINE action) of the quick replies that LINE would show: those of the last message."""
    items = messages[-1].get("quickReply", {}).get("items", []) if messages else []
    return [(item["action"]["label"], item["action"]) for item in items]


def _words(message: Mapping[str, Any]) -> str:
    if message["type"] == "text":
        return str(message["text"])
    if message["type"] != "flex":
        return _SIGNS.get(str(message["type"]), "")
    return "\n".join(_texts(message["contents"]))


def _texts(part: Json) -> Iterator[str]:
    """The texts outside of buttons."""
    if "action" in part:
        return
    if part.get("type") == "text":
        yield str(part["text"])
    for child in _children(part):
        yield from _texts(child)


def _components(part: Json) -> Iterator[Json]:
    yield part
    for child in _children(part):
        yield from _components(child)


def _children(part: Json) -> Iterator[Json]:
    for name in ("header", "hero", "body", "footer"):
        if isinstance(part.get(name), dict):
            yield part[name]
    contents = part.get("contents", [])
    yield from contents if isinstance(contents, list) else [contents]


def _label(part: Json) -> str:
    if part.get("type") == "button":
        return str(part["action"].get("label", ""))
    return " ".join(str(one["text"]) for one in _components(part) if one.get("type") == "text")
