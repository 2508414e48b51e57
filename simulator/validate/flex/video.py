"""A film in the hero block of a bubble that stands alone."""

from __future__ import annotations

from simulator.validate import urls
from simulator.validate.actions import FLEX_VIDEO, action
from simulator.validate.fields import INSIDE, Json
from simulator.validate.flex import components as c
from simulator.validate.flex import values as v
from simulator.validate.flex.box import box
from simulator.validate.problem import Path, Problem, Problems, Rules, mistyped

_SIZES = ("kilo", "mega", "giga")
_ELSEWHERE = frozenset({"type", "url", "previewUrl", "altContent", "action"})


def video(found: Json, path: Path, rules: Rules, size: str) -> Problems:
    yield from v.properties(found, path, {"aspectRatio": v.a_ratio}, _ELSEWHERE)
    if size not in _SIZES:
        yield Problem(path, "a video needs a bubble of size kilo, mega or giga")
    yield from urls.media(found, "url", path, rules, words=INSIDE)
    yield from urls.media(found, "previewUrl", path, rules, words=INSIDE)
    if found.get("action") is not None:
        yield from action(found["action"], (*path, "action"), FLEX_VIDEO)
    yield from _instead(found.get("altContent"), (*path, "altContent"), rules)


def _instead(found: object, path: Path, rules: Rules) -> Problems:
    """Where a phone cannot play it: a box or a picture."""
    if not isinstance(found, dict):
        yield Problem(path, INSIDE.empty) if found is None else mistyped(path)
    elif found.get("type") == "box":
        yield from box(found, path, rules)
    elif found.get("type") == "image":
        yield from c.image(found, path, rules)
    else:
        yield Problem((*path, "type"), INSIDE.not_one_of.format(values="box, image"))
