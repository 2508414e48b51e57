"""Bubbles and carousels."""

from __future__ import annotations

from simulator.basics import strict
from simulator.validate.actions import FLEX, action
from simulator.validate.fields import INSIDE, Json, one_of
from simulator.validate.flex import components as c
from simulator.validate.flex import values as v
from simulator.validate.flex.box import box
from simulator.validate.flex.video import video
from simulator.validate.problem import Path, Problem, Problems, Rules, mistyped

BUBBLE_BYTES = 30 * 1024
CAROUSEL_BYTES = 50 * 1024
BUBBLES, ANIMATED = 12, 10
_BLOCKS = ("header", "hero", "body", "footer")
_PROPERTIES: dict[str, v.Check] = {
    "size": v.words("nano", "micro", "deca", "hecto", "kilo", "mega", "giga"),
    "direction": v.words("ltr", "rtl"),
}
_ELSEWHERE = frozenset({"type", "styles", "action", *_BLOCKS})
_STYLE: dict[str, v.Check] = {
    "backgroundColor": v.colour,
    "separator": v.a_flag,
    "separatorColor": v.colour,
}


def container(found: object, rules: Rules) -> Problems:
    """Paths begin at the container; LINE writes them as ``/body/contents/0``."""
    if _animated(found) > ANIMATED:
        yield Problem((), f"up to {ANIMATED} animated images can be specified")
    if not isinstance(found, dict):
        yield Problem((), INSIDE.empty) if found is None else mistyped(())
    elif found.get("type") == "bubble":
        yield from _bubble(found, (), rules)
    elif found.get("type") == "carousel":
        yield from _carousel(found, rules)
    else:
        yield from one_of(found, "type", (), ("bubble", "carousel"), required=True, words=INSIDE)


def _animated(found: object) -> int:
    """Images that play, however deep they stand."""
    count, level = 0, [found]
    while level:
        one = level.pop()
        if isinstance(one, dict):
            count += one.get("type") == "image" and one.get("animated") is True
            level += one.values()
        elif isinstance(one, list):
            level += one
    return count


def _carousel(found: Json, rules: Rules) -> Problems:
    yield from v.properties(found, (), {}, frozenset({"type", "contents"}))
    yield from _weight(found, (), CAROUSEL_BYTES)
    bubbles, here = found.get("contents"), ("contents",)
    if not isinstance(bubbles, list):
        yield Problem(here, INSIDE.empty) if bubbles is None else mistyped(here)
        return
    if not 1 <= len(bubbles) <= BUBBLES:
        yield Problem(here, f"size must be between 1 and {BUBBLES}")
    for place, bubble in enumerate(bubbles):
        if isinstance(bubble, dict) and bubble.get("type") == "bubble":
            yield from _bubble(bubble, (*here, place), rules, alone=False)
        else:
            yield Problem((*here, place), "must be a bubble")
    if len({str(b.get("size", "mega")) for b in bubbles if isinstance(b, dict)}) > 1:
        yield Problem(here, "all bubbles must have the same size")


def _bubble(found: Json, path: Path, rules: Rules, *, alone: bool = True) -> Problems:
    yield from v.properties(found, path, _PROPERTIES, _ELSEWHERE)
    yield from _weight(found, path, BUBBLE_BYTES)
    if all(found.get(block) is None for block in _BLOCKS):
        yield Problem(path, "At least one block must be specified")
    for block in _BLOCKS:
        if found.get(block) is not None:
            yield from _block(found, block, path, rules, alone=alone)
    if found.get("action") is not None:
        yield from action(found["action"], (*path, "action"), FLEX)
    yield from _styles(found, path)


def _block(bubble: Json, block: str, path: Path, rules: Rules, *, alone: bool) -> Problems:
    found, here = bubble[block], (*path, block)
    if not isinstance(found, dict):
        yield mistyped(here)
        return
    kind = found.get("type")
    if kind == "box":
        yield from box(found, here, rules)
    elif block == "hero" and kind == "image":
        yield from c.image(found, here, rules)
    elif block == "hero" and kind == "video" and alone:
        yield from video(found, here, rules, str(bubble.get("size", "mega")))
    else:
        kinds = ("box", "image", "video") if block == "hero" else ("box",)
        yield Problem((*here, "type"), INSIDE.not_one_of.format(values=", ".join(kinds)))


def _styles(bubble: Json, path: Path) -> Problems:
    styles, here = bubble.get("styles"), (*path, "styles")
    if styles is None:
        return
    if not isinstance(styles, dict):
        yield mistyped(here)
        return
    for block, style in styles.items():
        if block not in _BLOCKS:
            yield Problem((*here, block), "unknown field")
        elif not isinstance(style, dict):
            yield mistyped((*here, block))
        else:
            yield from v.properties(style, (*here, block), _STYLE, frozenset())


def _weight(found: Json, path: Path, limit: int) -> Problems:
    """Bytes of compact UTF-8 JSON; how LINE itself counts is not documented."""
    try:
        weight = len(strict.dumps(found).encode("utf-8", "surrogatepass"))
    except ValueError as fault:
        yield Problem(path, str(fault))
        return
    if weight > limit:
        yield Problem(
            path, f"Too large flex message. The maximum size of JSON data is {limit} bytes"
        )
