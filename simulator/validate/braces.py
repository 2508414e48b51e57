"""What stands in braces of a text message (v2), and what for (REF §Text message (v2))."""

from __future__ import annotations

import re
from collections import Counter

from simulator.basics.ids import USER_ID
from simulator.validate.fields import INSIDE, Json, one_of, text
from simulator.validate.problem import Path, Problem, Problems, Rules, mistyped

_KEY = re.compile(r"[a-zA-Z0-9_]{1,20}")
_PIECE = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]")
_OBJECTS, _EACH = 100, 20
_ODD = "The key '{}' enclosed in '{{}}' does not match the pattern '^[a-zA-Z0-9_]{{1,20}}$'."


def substituted(message: Json, rules: Rules) -> Problems:
    """Paths begin at the message."""
    found = message.get("substitution") or {}
    assert isinstance(found, dict)
    if len(found) > _OBJECTS:
        yield Problem(("substitution",), f"size must be between 0 and {_OBJECTS}")
        return
    for key, value in found.items():
        if not _KEY.fullmatch(key):
            yield Problem(("substitution",), _ODD.format(key))
        yield from _value(value, ("substitution", key), rules)
    yield from _braces(str(message["text"]), found)


def _braces(words: str, found: Json) -> Problems:
    used: Counter[object] = Counter()
    for piece in _PIECE.finditer(words):
        key = piece[1]
        if piece[0] in ("{", "}"):
            yield Problem(("text",), "'{' and '}' must be used in pairs")
            return
        if key is None:
            continue
        if not _KEY.fullmatch(key):
            yield Problem(("text",), _ODD.format(key))
        elif key not in found:
            yield Problem(("text",), f"The key '{key}' is not specified in substitution")
        else:
            value = found[key]
            used[value.get("type") if isinstance(value, dict) else None] += 1
    for kind in ("mention", "emoji"):
        if used[kind] > _EACH:
            yield Problem(("text",), f"up to {_EACH} {kind}s can be substituted")


def _value(value: object, path: Path, rules: Rules) -> Problems:
    if not isinstance(value, dict):
        yield mistyped(path)
    elif value.get("type") == "mention":
        if rules.to_many:
            yield Problem(path, "mention can be used in reply and push messages only")
        yield from _mentionee(value.get("mentionee"), (*path, "mentionee"))
    elif value.get("type") == "emoji":
        yield from text(value, "productId", path, 100, words=INSIDE)
        yield from text(value, "emojiId", path, 100, words=INSIDE)
    else:
        yield from one_of(value, "type", path, ("mention", "emoji"), required=True, words=INSIDE)


def _mentionee(found: object, path: Path) -> Problems:
    if not isinstance(found, dict):
        yield Problem(path, INSIDE.empty) if found is None else mistyped(path)
    elif found.get("type") == "user":
        yield from text(found, "userId", path, 33, words=INSIDE)
        user_id = found.get("userId")
        if isinstance(user_id, str) and user_id and not USER_ID.fullmatch(user_id):
            yield Problem((*path, "userId"), "invalid user id")
    elif found.get("type") != "all":
        yield from one_of(found, "type", path, ("user", "all"), required=True, words=INSIDE)
