"""Boxes and what may stand in them."""

from __future__ import annotations

from simulator.validate.actions import FLEX, action
from simulator.validate.fields import INSIDE, Json, one_of
from simulator.validate.flex import components as c
from simulator.validate.flex import values as v
from simulator.validate.problem import Path, Problem, Problems, Rules, mistyped

_DEPTH = 10
_BLOCK: dict[str, c.Check] = {
    "button": c.button,
    "image": c.image,
    "text": c.text,
    "separator": c.separator,
    "filler": c.filler,
}
_BASELINE: dict[str, c.Check] = {"icon": c.icon, "text": c.text, "filler": c.filler}
_LAYOUTS = {"horizontal": _BLOCK, "vertical": _BLOCK, "baseline": _BASELINE}
_PADDINGS = ("paddingAll", "paddingTop", "paddingBottom", "paddingStart", "paddingEnd")
_OFFSETS = ("offsetTop", "offsetBottom", "offsetStart", "offsetEnd")
_PROPERTIES: dict[str, v.Check] = {
    "flex": v.a_share,
    "spacing": v.space,
    "margin": v.space,
    "position": v.position,
    "backgroundColor": v.colour,
    "borderColor": v.colour,
    "borderWidth": v.border,
    "cornerRadius": v.space,
    **dict.fromkeys(_OFFSETS, v.offset),
    **dict.fromkeys(_PADDINGS, v.offset),
    **dict.fromkeys(("width", "maxWidth", "height", "maxHeight"), v.length),
    "justifyContent": v.words(
        "center", "flex-start", "flex-end", "space-between", "space-around", "space-evenly"
    ),
    "alignItems": v.words("center", "flex-start", "flex-end"),
}
_ELSEWHERE = frozenset({"type", "layout", "contents", "action", "background"})


def box(found: Json, path: Path, rules: Rules, depth: int = 0) -> Problems:
    yield from v.properties(found, path, _PROPERTIES, _ELSEWHERE)
    if found.get("action") is not None:
        yield from action(found["action"], (*path, "action"), FLEX)
    yield from _background(found, path)
    layout = found.get("layout")
    if not isinstance(layout, str) or layout not in _LAYOUTS:
        yield from one_of(found, "layout", path, tuple(_LAYOUTS), required=True, words=INSIDE)
    elif depth >= _DEPTH:
        yield Problem(path, "too deeply nested")
    else:
        yield from _contents(found, path, rules, depth)


def _contents(found: Json, path: Path, rules: Rules, depth: int) -> Problems:
    contents, here = found.get("contents"), (*path, "contents")
    if contents is None:
        yield Problem(here, INSIDE.empty)
    elif not isinstance(contents, list):
        yield mistyped(here)
    elif any(part is None for part in contents):
        yield Problem(here, "cannot contain null elements")
    else:
        for place, part in enumerate(contents):
            yield from _part(part, (*here, place), rules, str(found["layout"]), depth)


def _part(part: object, path: Path, rules: Rules, layout: str, depth: int) -> Problems:
    if not isinstance(part, dict):
        yield mistyped(path)
        return
    kind, allowed = part.get("type"), _LAYOUTS[layout]
    if kind == "box" and layout != "baseline":
        yield from box(part, path, rules, depth + 1)
    elif isinstance(kind, str) and kind in allowed:
        yield from allowed[kind](part, path, rules)
    else:
        kinds = tuple(allowed) if layout == "baseline" else ("box", *allowed)
        yield from one_of(part, "type", path, kinds, required=True, words=INSIDE)


def _background(found: Json, path: Path) -> Problems:
    background, here = found.get("background"), (*path, "background")
    if background is None:
        return
    if not isinstance(background, dict):
        yield mistyped(here)
        return
    yield from one_of(background, "type", here, ("linearGradient",), required=True, words=INSIDE)
    known: dict[str, v.Check] = {
        "angle": v.angle,
        **dict.fromkeys(("startColor", "endColor", "centerColor"), v.colour),
        "centerPosition": v.share,
    }
    yield from v.properties(background, here, known, frozenset({"type"}))
    for key in ("angle", "startColor", "endColor"):
        if background.get(key) is None:
            yield Problem((*here, key), INSIDE.empty)
