"""What of a bot's message a person sees: its words, what can be tapped, its quick replies."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Json = dict[str, Any]
_BARE = frozenset({"text", "template", "flex"})


def shown(message: Json) -> Json:
    """``{"type"?, "text"?, "buttons"?, "quick"?}``; ``type`` where there are no words to name."""
    kind = str(message.get("type"))
    found: Json = {} if kind in _BARE else {"type": kind}
    if words := "\n".join(_words(message)):
        found["text"] = words
    if labels := [label(action) for action in buttons(message)]:
        found["buttons"] = labels
    if quick := [label(action) for action in quick_replies(message)]:
        found["quick"] = quick
    return found


def label(action: Json) -> str:
    """An area of an imagemap has ``linkUri``, one of a rich menu often has no label."""
    words = (action.get(key) for key in ("label", "text", "uri", "linkUri", "displayText"))
    return str(next(filter(None, words), ""))


def quick_replies(message: Json) -> list[Json]:
    items = (message.get("quickReply") or {}).get("items") or []
    return [item["action"] for item in items]


def buttons(message: Json) -> list[Json]:
    """Every action of a template, Flex message or imagemap, in the order in which it is drawn."""
    return list(_actions({key: one for key, one in message.items() if key != "quickReply"}))


def called(messages: list[Json]) -> Iterator[tuple[str, Json, bool]]:
    """What can be tapped, with its name, the newest message first; True: it is a quick reply."""
    for message in reversed(messages):
        for action in quick_replies(message):
            yield label(action), action, True
        for action in buttons(message):
            yield label(action), action, False


def _actions(part: object) -> Iterator[Json]:
    if isinstance(part, list):
        for one in part:
            yield from _actions(one)
    elif isinstance(part, dict):
        for key, one in part.items():
            if key == "actions":
                yield from one
            elif key in ("action", "defaultAction") and isinstance(one, dict):
                yield one
            else:
                yield from _actions(one)


def _words(message: Json) -> Iterator[str]:
    if message.get("type") in ("text", "textV2"):
        yield str(message.get("text", ""))
    elif message.get("type") == "template":
        yield from _of_template(message.get("template") or {})
    elif message.get("type") == "flex":
        yield from _of_flex(message.get("contents"))
    elif message.get("type") == "location":
        yield str(message.get("title", ""))


def _of_template(template: Json) -> Iterator[str]:
    for part in (template, *(template.get("columns") or [])):
        for key in ("title", "text"):
            if part.get(key):
                yield str(part[key])


def _of_flex(part: object) -> Iterator[str]:
    """A text with spans has the spans' words."""
    if isinstance(part, list):
        for one in part:
            yield from _of_flex(one)
    elif isinstance(part, dict):
        spans = part.get("contents") if part.get("type") == "text" else None
        if spans:
            yield "".join(str(span.get("text", "")) for span in spans)
        elif part.get("type") == "text":
            yield str(part.get("text", ""))
        else:
            for one in part.values():
                yield from _of_flex(one)
