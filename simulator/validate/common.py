"""What every message may have: quick replies and a sender (REF §Common properties for messages)."""

from __future__ import annotations

from simulator.validate import urls
from simulator.validate.actions import QUICK_REPLY, Place, action
from simulator.validate.fields import SCHEMA, Json, one_of, size_between, text
from simulator.validate.problem import Path, Problem, Problems, Rules, mistyped

QUICK_REPLIES = 13
_PLACE = Place(kinds=QUICK_REPLY, words=SCHEMA)


def quick_reply(message: Json, path: Path, rules: Rules) -> Problems:
    found, here = message.get("quickReply"), (*path, "quickReply")
    if found is None:
        return
    if not isinstance(found, dict):
        yield mistyped(here)
        return
    items, there = found.get("items"), (*here, "items")
    if items is None:
        yield Problem(there, "May not be null")
    elif not isinstance(items, list):
        yield mistyped(there)
    elif not 1 <= len(items) <= QUICK_REPLIES:
        yield Problem(there, size_between(1, QUICK_REPLIES))
    else:
        for place, item in enumerate(items):
            yield from _item(item, (*there, place), rules)


def sender(message: Json, path: Path, rules: Rules) -> Problems:
    found, here = message.get("sender"), (*path, "sender")
    if found is None:
        return
    if not isinstance(found, dict):
        yield mistyped(here)
        return
    yield from text(found, "name", here, 20, required=False)
    name = found.get("name")
    if isinstance(name, str) and "LINE" in name:
        yield Problem((*here, "name"), "May not contain forbidden words")
    yield from urls.media(found, "iconUrl", here, rules, required=False)


def _item(item: object, path: Path, rules: Rules) -> Problems:
    if not isinstance(item, dict):
        yield mistyped(path)
        return
    yield from one_of(item, "type", path, ("action",), required=True)
    yield from urls.media(item, "imageUrl", path, rules, required=False)
    yield from action(item.get("action"), (*path, "action"), _PLACE)
