"""Components inside the blocks of a bubble."""

from __future__ import annotations

from collections.abc import Callable

from simulator.validate import urls
from simulator.validate.actions import FLEX, FLEX_BUTTON, action
from simulator.validate.fields import INSIDE, Json
from simulator.validate.flex import values as v
from simulator.validate.problem import Path, Problem, Problems, Rules, mistyped

Check = Callable[[Json, Path, Rules], Problems]
_PLACED: dict[str, v.Check] = {
    "position": v.position,
    "margin": v.space,
    **dict.fromkeys(("offsetTop", "offsetBottom", "offsetStart", "offsetEnd"), v.offset),
}
_LETTERS: dict[str, v.Check] = {
    "size": v.text_size,
    "color": v.colour,
    "weight": v.weight,
    "style": v.style,
    "decoration": v.decoration,
}
_TEXT: dict[str, v.Check] = {
    **_PLACED,
    **_LETTERS,
    "flex": v.a_share,
    "align": v.align,
    "gravity": v.gravity,
    "wrap": v.a_flag,
    "lineSpacing": v.lines,
    "maxLines": v.a_share,
    "adjustMode": v.shrink,
    "scaling": v.a_flag,
}
_BUTTON: dict[str, v.Check] = {
    **_PLACED,
    "flex": v.a_share,
    "color": v.colour,
    "style": v.words("primary", "secondary", "link"),
    "gravity": v.gravity,
    "height": v.words("md", "sm"),
    "adjustMode": v.shrink,
    "scaling": v.a_flag,
}
_IMAGE: dict[str, v.Check] = {
    **_PLACED,
    "flex": v.a_share,
    "align": v.align,
    "gravity": v.gravity,
    "size": v.image_size,
    "aspectRatio": v.a_ratio,
    "aspectMode": v.words("fit", "cover"),
    "backgroundColor": v.colour,
    "animated": v.a_flag,
}
_ICON: dict[str, v.Check] = {
    **_PLACED,
    "size": v.text_size,
    "aspectRatio": v.a_ratio,
    "scaling": v.a_flag,
}


def text(found: Json, path: Path, _: Rules) -> Problems:
    """Either ``text`` or ``contents`` of spans, and never nothing."""
    yield from v.properties(found, path, _TEXT, frozenset({"type", "text", "contents", "action"}))
    yield from _action(found, path)
    spans = found.get("contents")
    if isinstance(spans, list) and spans:
        yield from _spans(spans, (*path, "contents"))
        if found.get("text") is not None and not isinstance(found["text"], str):
            yield mistyped((*path, "text"))
    elif spans is not None and not isinstance(spans, list):
        yield mistyped((*path, "contents"))
    else:
        yield from _words(found, path)


def button(found: Json, path: Path, _: Rules) -> Problems:
    yield from v.properties(found, path, _BUTTON, frozenset({"type", "action"}))
    yield from action(found.get("action"), (*path, "action"), FLEX_BUTTON)


def image(found: Json, path: Path, rules: Rules) -> Problems:
    yield from v.properties(found, path, _IMAGE, frozenset({"type", "url", "action"}))
    yield from urls.media(found, "url", path, rules, words=INSIDE)
    yield from _action(found, path)


def icon(found: Json, path: Path, rules: Rules) -> Problems:
    yield from v.properties(found, path, _ICON, frozenset({"type", "url"}))
    yield from urls.media(found, "url", path, rules, words=INSIDE)


def separator(found: Json, path: Path, _: Rules) -> Problems:
    known: dict[str, v.Check] = {"margin": v.space, "color": v.colour}
    yield from v.properties(found, path, known, frozenset({"type"}))


def filler(found: Json, path: Path, _: Rules) -> Problems:
    yield from v.properties(found, path, {"flex": v.a_share}, frozenset({"type"}))


def _spans(spans: list[object], path: Path) -> Problems:
    for place, span in enumerate(spans):
        here = (*path, place)
        if span is None:
            yield Problem(path, "cannot contain null elements")
        elif not isinstance(span, dict):
            yield mistyped(here)
        elif span.get("type") != "span":
            yield Problem((*here, "type"), "must be span")
        else:
            yield from v.properties(span, here, _LETTERS, frozenset({"type", "text"}))
            yield from _words(span, here)


def _words(found: Json, path: Path) -> Problems:
    words, here = found.get("text"), (*path, "text")
    if words is None or words == "":
        yield Problem(here, "must be non-empty text")
    elif not isinstance(words, str):
        yield mistyped(here)


def _action(found: Json, path: Path) -> Problems:
    if found.get("action") is not None:
        yield from action(found["action"], (*path, "action"), FLEX)
