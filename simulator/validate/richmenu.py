"""Whether LINE would take this rich menu (REF §Rich menu object). Paths are dotted."""

from __future__ import annotations

from simulator.validate.actions import ANYWHERE, Place, action
from simulator.validate.count import graphemes
from simulator.validate.fields import Json, Words, is_number, text
from simulator.validate.problem import Path, Problem, Problems, mistyped
from simulator.validate.request import Refusal, schema_refusal

WIDTH = (800, 2_500)
HEIGHT_MIN = 250
RATIO_MIN = 1.45
AREAS = 20
_LARGEST = 2**31 - 1
_WORDS = Words(
    "must be specified",
    "must not be longer than {high} characters",
    "must be one of the following values: [{values}]",
    "invalid uri",
)
_PLACE = Place(label_required=False, kinds=(*ANYWHERE, "richmenuswitch"), words=_WORDS)


def check(menu: Json) -> Refusal | None:
    """None for what LINE takes."""
    problems = list(_menu(menu))
    return schema_refusal(problems) if problems else None


def tidied(menu: Json) -> Json:
    """A checked rich menu object without what LINE does not know of it."""
    areas = menu["areas"]
    assert isinstance(areas, list)
    return {
        "size": _only(menu["size"], "width", "height"),
        "selected": menu["selected"],
        "name": menu["name"],
        "chatBarText": menu["chatBarText"],
        "areas": [
            {"bounds": _only(area["bounds"], *_SIDES), "action": area["action"]} for area in areas
        ],
    }


_SIDES = ("x", "y", "width", "height")


def _only(found: object, *keys: str) -> Json:
    assert isinstance(found, dict)
    return {key: found[key] for key in keys}


def _menu(menu: Json) -> Problems:
    yield from _size(menu.get("size"))
    selected = menu.get("selected")
    if selected is None:
        yield Problem(("selected",), _WORDS.empty)
    elif not isinstance(selected, bool):
        yield mistyped(("selected",))
    yield from text(menu, "name", (), 300, count=graphemes, words=_WORDS)
    yield from text(menu, "chatBarText", (), 14, count=graphemes, words=_WORDS)
    yield from _areas(menu.get("areas"))


def _size(size: object) -> Problems:
    path: Path = ("size",)
    if not isinstance(size, dict):
        yield Problem(path, _WORDS.empty) if size is None else mistyped(path)
        return
    faults = [
        *_whole(size, "width", path, WIDTH[0], WIDTH[1]),
        *_whole(size, "height", path, HEIGHT_MIN, _LARGEST),
    ]
    yield from faults
    if not faults and int(size["width"]) < RATIO_MIN * int(size["height"]):
        yield Problem(path, f"width / height must be at least {RATIO_MIN}")


def _areas(areas: object) -> Problems:
    path: Path = ("areas",)
    if not isinstance(areas, list):
        yield Problem(path, _WORDS.empty) if areas is None else mistyped(path)
        return
    if len(areas) > AREAS:
        yield Problem(path, f"size must be between 0 and {AREAS}")
    for place, area in enumerate(areas):
        yield from _area(area, (*path, place))


def _area(area: object, path: Path) -> Problems:
    """LINE's own example reaches a pixel over the edge, so that must be allowed."""
    if not isinstance(area, dict):
        yield mistyped(path)
        return
    bounds, here = area.get("bounds"), (*path, "bounds")
    if isinstance(bounds, dict):
        for side, low in zip(_SIDES, (0, 0, 1, 1), strict=True):
            yield from _whole(bounds, side, here, low, _LARGEST)
    else:
        yield Problem(here, _WORDS.empty) if bounds is None else mistyped(here)
    yield from action(area.get("action"), (*path, "action"), _PLACE)


def _whole(found: Json, key: str, path: Path, low: int, high: int) -> Problems:
    value, here = found.get(key), (*path, key)
    if value is None:
        yield Problem(here, _WORDS.empty)
    elif not is_number(value) or not isinstance(value, int):
        yield mistyped(here)
    elif not low <= value <= high:
        yield Problem(here, f"must be between {low} and {high}")
